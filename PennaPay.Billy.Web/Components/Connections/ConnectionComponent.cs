using Microsoft.AspNetCore.Components;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Web.Components.Shared;

namespace PennaPay.Billy.Web.Components.Connections;

/// <summary>A part of every page that shows the connection as it is, also when a pause runs out, of which nobody tells.</summary>
public abstract class ConnectionComponent : WorkspaceComponent
{
    [Inject] public required BillyConnector Connector { get; init; }

    [Inject] public required ConnectionFeed Feed { get; init; }

    /// <summary>Null until it is read.</summary>
    protected ConnectionView? View { get; private set; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        Listen(Feed, _ => ReloadAsync());
        await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        View = await Connector.ViewAsync(Workspace, Closed);
        if (View.Pause?.Until - Time.GetUtcNow() is { Ticks: > 0 } wait)
        {
            _ = GuardAsync(async () =>
            {
                await Task.Delay(wait, Time, Closed);
                await ReloadAsync();
            });
        }

        StateHasChanged();
    }
}

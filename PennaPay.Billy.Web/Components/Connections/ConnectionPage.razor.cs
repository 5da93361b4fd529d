using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Connections;

/// <summary>Settings → Bookkeeping integration: connect, watch over and disconnect Billy.</summary>
public sealed partial class ConnectionPage
{
    public const string Path = "/settings/billy";

    private ConnectionView? view;
    private bool replacing;

    [Inject] public required BillyConnector Connector { get; init; }

    [Inject] public required ConnectionFeed Feed { get; init; }

    [Inject] public required IStringLocalizer<ConnectionTexts> Texts { get; init; }

    private bool NeedsAnotherToken => view is { Status: ConnectionStatus.KeyMissing } or { Problem.Code: FailureCodes.TokenRejected };

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        Listen(Feed, _ => ReloadAsync());
        view = await Connector.ViewAsync(Workspace, Closed);
    }

    private async Task ReloadAsync()
    {
        view = await Connector.ViewAsync(Workspace, Closed);
        StateHasChanged();
    }

    private void Show(ConnectionView current)
    {
        view = current;
        replacing = false;
    }
}

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connection;
using PennaPay.Billy.Core.Workspaces;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.Connection;

/// <summary>Settings → Bookkeeping integration: connect, watch over and disconnect Billy.</summary>
public sealed partial class ConnectionPage : IDisposable
{
    private readonly CancellationTokenSource left = new();
    private IDisposable? subscription;
    private WorkspaceId workspace;
    private ConnectionView? view;
    private bool replacing;

    [Inject] public required Connector Connector { get; init; }

    [Inject] public required ConnectionFeed Feed { get; init; }

    [Inject] public required CurrentUser CurrentUser { get; init; }

    [Inject] public required IStringLocalizer<ConnectionTexts> Texts { get; init; }

    private bool NeedsAnotherToken => view is { Status: ConnectionStatus.KeyMissing } or { Problem.Code: FailureCodes.TokenRejected };

    public void Dispose()
    {
        subscription?.Dispose();
        left.Cancel();
        left.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        workspace = (await CurrentUser.GetAsync()).Workspace;
        if (left.IsCancellationRequested)
            return;
        subscription = Feed.Subscribe(workspace, _ => InvokeAsync(ReloadAsync));
        await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        try
        {
            view = await Connector.ViewAsync(workspace, left.Token);
            StateHasChanged();
        }
        catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException && left.IsCancellationRequested)
        {
            // The page was closed meanwhile.
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }

    private void Show(ConnectionView current)
    {
        view = current;
        replacing = false;
    }
}

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Connection;
using PennaPay.Billy.Core.Workspaces;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using Radzen;

namespace PennaPay.Billy.Web.Components.Connection;

/// <summary>The organisation connected, whether it can be reached, and what to do when not.</summary>
public sealed partial class ConnectionCard : IDisposable
{
    private readonly CancellationTokenSource left = new();

    [Parameter, EditorRequired] public WorkspaceId Workspace { get; set; }

    [Parameter, EditorRequired] public ConnectionView View { get; set; } = default!;

    [Parameter] public EventCallback<ConnectionView> Changed { get; set; }

    [Inject] public required Connector Connector { get; init; }

    [Inject] public required BillyEndpoints Endpoints { get; init; }

    [Inject] public required FailureDescriber Describer { get; init; }

    [Inject] public required DialogService Dialogs { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required IStringLocalizer<ConnectionTexts> Texts { get; init; }

    private ConnectionLook Look => ConnectionLook.Of(View);

    public void Dispose()
    {
        left.Cancel();
        left.Dispose();
    }

    private async Task TestAsync()
    {
        try
        {
            switch (await Connector.TestAsync(Workspace, left.Token))
            {
                case TestResult.Verified { Connection: var connection }:
                    Toasts.Show(ToastTone.Success, Texts["Test.Succeeded"], Texts["Test.SucceededText", connection.OrganizationName ?? "Billy"], key: "connection-test");
                    await Changed.InvokeAsync(connection);
                    break;
                case TestResult.Failed failed:
                    Toasts.Show(ToastTone.Failure, Texts["Test.Failed"], Describer.Describe(failed.Failure).Title, key: "connection-test");
                    await Changed.InvokeAsync(failed.Connection);
                    break;
            }
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            // The page was closed meanwhile.
        }
    }

    private async Task DisconnectAsync()
    {
        bool? confirmed = await Dialogs.OpenAsync<DisconnectDialog>(
            Texts["Disconnect.Title"], null, new DialogOptions { Width = "min(480px, calc(100vw - 32px))", AutoFocusFirstElement = true });
        if (confirmed != true)
            return;
        var connection = await Connector.DisconnectAsync(Workspace, CancellationToken.None);
        Toasts.Show(ToastTone.Info, Texts["Disconnect.Done"], Texts["Disconnect.DoneText"]);
        await Changed.InvokeAsync(connection);
    }

    private Task ResumeAsync() => Connector.ResumeAsync(Workspace, left.Token);
}

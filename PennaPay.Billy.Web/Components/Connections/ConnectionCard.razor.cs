using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security.Passwords;
using Radzen;

namespace PennaPay.Billy.Web.Components.Connections;

/// <summary>The organisation connected, whether it can be reached, and what to do when not.</summary>
public sealed partial class ConnectionCard
{
    private ElementReference disconnect;

    [Parameter, EditorRequired] public ConnectionView View { get; set; } = default!;

    [Parameter] public EventCallback<ConnectionView> Changed { get; set; }

    /// <summary>More to do, beside the test.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }

    [Inject] public required BillyConnector Connector { get; init; }

    [Inject] public required PasswordAgain Password { get; init; }

    [Inject] public required BillyEndpoints Endpoints { get; init; }

    [Inject] public required FailureDescriber Describer { get; init; }

    [Inject] public required DialogService Dialogs { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required IStringLocalizer<ConnectionTexts> Texts { get; init; }

    private ConnectionStyle Look => ConnectionStyle.Of(View);

    private async Task AskToDisconnectAsync()
    {
        bool? confirmed = await Dialogs.OpenAsync<DisconnectDialog>(
            Texts["Disconnect.Title"], null, new DialogOptions { Width = "min(480px, calc(100vw - 32px))", AutoFocusFirstElement = true });
        if (confirmed != true || !await Password.AskAsync())
        {
            // The dialog leaves the focus nowhere; it also closes when the user goes to another page.
            if (!Closed.IsCancellationRequested)
                await disconnect.FocusAsync();
            return;
        }

        var connection = await Connector.DisconnectAsync((await CurrentUser.GetAsync()).Actor, CancellationToken.None);
        Toasts.Show(ToastTone.Info, Texts["Disconnect.Done"], Texts["Disconnect.DoneText"]);
        await Changed.InvokeAsync(connection);
    }

    private string Risk(Failure reason) =>
        Texts[$"Pause.Risk.{reason.Code}"] is { ResourceNotFound: false } own ? own : Texts["Pause.Risk"];

    private async Task ResumeAsync() =>
        await Connector.ResumeAsync((await CurrentUser.GetAsync()).Actor, CancellationToken.None);
}

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Attention;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Web.Components.Push;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Sandbox;
using PennaPay.Billy.Web.Security.Passwords;

namespace PennaPay.Billy.Web.Components.Connections;

/// <summary>How to get a token, the field for it, and the sandbox where there is one.</summary>
public sealed partial class ConnectForm
{
    private string? typed;
    private string? tokenError;
    private Failure? failure;
    private bool tokenIsForSandbox;
    private bool shown;
    private bool busy;

    /// <summary>Whether a connection exists already, whose token is to be replaced.</summary>
    [Parameter] public bool IsReplacement { get; set; }

    [Parameter] public EventCallback<ConnectionView> Connected { get; set; }

    /// <summary>Closes the form again; without it there is no such button.</summary>
    [Parameter] public EventCallback Cancelled { get; set; }

    [Inject] public required BillyConnector Connector { get; init; }

    [Inject] public required PasswordAgain Password { get; init; }

    [Inject] public required BillyEndpoints Endpoints { get; init; }

    [Inject] public required IOptions<SandboxOptions> Sandbox { get; init; }

    [Inject] public required CopiesElsewhere Elsewhere { get; init; }

    [Inject] public required SwitchWords Words { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required IStringLocalizer<ConnectionTexts> Texts { get; init; }

    private bool SandboxIsOffered => Sandbox.Value.Enabled && Endpoints.Sandbox is not null;

    private void Type(ChangeEventArgs change)
    {
        typed = change.Value as string;
        (tokenError, failure) = (null, null);
    }

    private async Task<string> SayAsync(ConnectResult.Connected connected)
    {
        // What was pushed before is in the account that was connected then.
        var elsewhere = await Elsewhere.SwitchAsync(Workspace, CancellationToken.None) is { } present
            ? Words.Say(present, await Elsewhere.CountAsync(Workspace, present, CancellationToken.None))
            : null;
        var reset = connected.SettingsWereReset ? Texts["Connected.SettingsWereReset"].Value : null;
        return elsewhere is null && reset is null ? Texts["Connected.ToastText"] : string.Join(' ', new[] { elsewhere, reset }.OfType<string>());
    }

    private Task SubmitAsync() => ConnectAsync(typed, tokenIsForSandbox);

    private Task UseSandboxAsync() => ConnectAsync(Sandbox.Value.Token, sandbox: true);

    private async Task ConnectAsync(string? token, bool sandbox)
    {
        if (busy)
            return;
        busy = true;
        (tokenError, failure) = (null, null);
        try
        {
            if (!await Password.AskAsync())
                return;
            // What was asked for is done also when the user goes on to another page meanwhile; the toast goes along.
            switch (await Connector.ConnectAsync((await CurrentUser.GetAsync()).Actor, token, sandbox, CancellationToken.None))
            {
                case ConnectResult.Connected connected:
                    typed = null;
                    Toasts.Show(
                        ToastTone.Success,
                        Texts["Connected.Toast", connected.Connection.AccountName ?? "Billy"],
                        await SayAsync(connected));
                    await Connected.InvokeAsync(connected.Connection);
                    break;
                case ConnectResult.BadToken { Problem: var problem }:
                    tokenError = Texts[$"Token.{problem}", BillyEndpoints.TokenRule.MinLength, BillyEndpoints.TokenRule.MaxLength];
                    break;
                // The general words speak of a token that worked before; this one never did.
                case ConnectResult.Failed { Failure.Code: FailureCodes.TokenRejected }:
                    tokenError = Texts[sandbox ? "Token.RejectedBySandbox" : "Token.Rejected"];
                    break;
                case ConnectResult.Failed failed:
                    failure = failed.Failure;
                    break;
            }
        }
        finally
        {
            busy = false;
        }
    }
}

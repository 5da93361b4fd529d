using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.Offers;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;
using PennaPay.Billy.Web.Security.Passwords;

namespace PennaPay.Billy.Web.Components.Connections.Accounts;

public sealed partial class PastedKeyForm
{
    private string? typed;
    private string? error;
    private bool isForSandbox;
    private bool busy;
    private IReadOnlyList<OfferedAccount>? offers;

    [Parameter, EditorRequired] public string System { get; set; } = "";

    /// <summary>Whether this program runs the system's sandbox.</summary>
    [Parameter] public bool HasSandbox { get; set; }

    /// <summary>A key of the sandbox that one press of a button connects; null where a key of the sandbox is typed like any other.</summary>
    [Parameter] public string? SandboxKey { get; set; }

    /// <summary>Told why it did not work, where that is not about what was typed; null when it is tried anew.</summary>
    [Parameter, EditorRequired] public EventCallback<Failure?> Failed { get; set; }

    [Inject] public required Connector Connector { get; init; }

    [Inject] public required ExternalSystems Systems { get; init; }

    [Inject] public required CurrentUser CurrentUser { get; init; }

    [Inject] public required PasswordAgain Password { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IStringLocalizer<SourceTexts> Texts { get; init; }

    private string FieldId => $"{System}-token";

    private void Type(ChangeEventArgs change)
    {
        typed = change.Value as string;
        error = null;
    }

    private async Task ConnectAsync(string? key, bool sandbox, string? account)
    {
        if (busy)
            return;
        (busy, error) = (true, null);
        try
        {
            await Failed.InvokeAsync(null);
            if (!await Password.AskAsync())
                return;
            switch (await Connector.ConnectAsync((await CurrentUser.GetAsync()).Actor, System, key, sandbox, CancellationToken.None, account))
            {
                case ConnectResult.Connected { Connection.Id: { } connected }:
                    (typed, offers) = (null, null);
                    Navigation.NavigateTo(ConnectionPages.Of(System, connected));
                    break;
                case ConnectResult.Choose choose:
                    offers = choose.Offers;
                    break;
                case ConnectResult.BadToken bad:
                    error = Texts[$"Token.{bad.Problem}"];
                    break;
                case ConnectResult.Failed { Failure.Code: FailureCodes.TokenRejected }:
                    (offers, error) = (null, Texts["Token.Rejected", Systems.Of(System).Name]);
                    break;
                case ConnectResult.Failed failed:
                    offers = null;
                    await Failed.InvokeAsync(failed.Failure);
                    break;
            }
        }
        finally
        {
            busy = false;
        }
    }
}

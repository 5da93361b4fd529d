using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.OAuth;
using PennaPay.Billy.Core.Systems.Pennylane.Api;
using PennaPay.Billy.Core.Systems.Pennylane.Loading;
using PennaPay.Billy.Web.Components.Connections.SignIn;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security.Passwords;

namespace PennaPay.Billy.Web.Components.Connections.Sources;

/// <summary>What is needed for Pennylane, what is asked for, and the way to its sign-in; or a token in place of it.</summary>
public sealed partial class PennylaneConnectPage
{
    private Failure? failure;
    private string? typed;
    private string? tokenError;
    private bool tokenIsForSandbox;
    private bool busy;

    /// <summary>Why somebody came back without a connection, as a code.</summary>
    [SupplyParameterFromQuery(Name = SignInReturn.Problem)] public string? Problem { get; set; }

    /// <summary>The connection that is to work again.</summary>
    [SupplyParameterFromQuery(Name = SignInReturn.Again)] public Guid? Again { get; set; }

    [Inject] public required OAuthSignIns SignIns { get; init; }

    [Inject] public required Connector Connector { get; init; }

    [Inject] public required ConnectionStore Store { get; init; }

    [Inject] public required ExternalSystems Systems { get; init; }

    [Inject] public required PennylaneEndpoints Endpoints { get; init; }

    [Inject] public required PasswordAgain Password { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IStringLocalizer<SourceTexts> Texts { get; init; }

    protected override void OnParametersSet()
    {
        // Only what this program itself says is shown.
        if (Problem is not null && FailureCodes.All.Contains(Problem))
            failure ??= new Failure(Problem);
    }

    private bool CanSignIn(bool sandbox) => Systems.Of(PennylaneAccounts.SystemId).SignInOf(sandbox) is not null;

    private async Task SignInAsync(bool sandbox)
    {
        if (!await Password.AskAsync())
            return;
        var back = new Uri(new Uri(Navigation.BaseUri), SignInReturn.Path.TrimStart('/'));
        if (await SignIns.BeginAsync((await CurrentUser.GetAsync()).Actor, PennylaneAccounts.SystemId, sandbox, Again, back, CancellationToken.None) is { } address)
            Navigation.NavigateTo(address.AbsoluteUri, forceLoad: true);
        else
            failure = new Failure(FailureCodes.SignInNotSetUp);
    }

    private void Type(ChangeEventArgs change)
    {
        typed = change.Value as string;
        tokenError = null;
    }

    private async Task SubmitAsync()
    {
        if (busy)
            return;
        (busy, tokenError, failure) = (true, null, null);
        try
        {
            if (!await Password.AskAsync())
                return;
            switch (await Connector.ConnectAsync((await CurrentUser.GetAsync()).Actor, PennylaneAccounts.SystemId, typed, tokenIsForSandbox, CancellationToken.None))
            {
                case ConnectResult.Connected { Connection.Id: { } connected }:
                    typed = null;
                    Navigation.NavigateTo(ConnectionPages.Of(PennylaneAccounts.SystemId, connected));
                    break;
                case ConnectResult.BadToken bad:
                    tokenError = Texts[$"Token.{bad.Problem}"];
                    break;
                case ConnectResult.Failed { Failure.Code: FailureCodes.TokenRejected }:
                    tokenError = Texts["Token.Rejected"];
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

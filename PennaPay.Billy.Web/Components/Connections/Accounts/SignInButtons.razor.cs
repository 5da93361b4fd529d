using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.OAuth;
using PennaPay.Billy.Web.Components.Connections.SignIn;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;
using PennaPay.Billy.Web.Security.Passwords;

namespace PennaPay.Billy.Web.Components.Connections.Accounts;

public sealed partial class SignInButtons
{
    [Parameter, EditorRequired] public string System { get; set; } = "";

    /// <summary>The connection that is to work again; null where any account will do.</summary>
    [Parameter] public Guid? Again { get; set; }

    /// <summary>Told why it did not come to that.</summary>
    [Parameter, EditorRequired] public EventCallback<Failure?> Failed { get; set; }

    [Inject] public required OAuthSignIns SignIns { get; init; }

    [Inject] public required ExternalSystems Systems { get; init; }

    [Inject] public required CurrentUser CurrentUser { get; init; }

    [Inject] public required PasswordAgain Password { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IStringLocalizer<SourceTexts> Texts { get; init; }

    private bool CanSignIn(bool sandbox) => Systems.Of(System).SignInOf(sandbox) is not null;

    private async Task SignInAsync(bool sandbox)
    {
        if (!await Password.AskAsync())
            return;
        var back = new Uri(new Uri(Navigation.BaseUri), SignInReturn.Path.TrimStart('/'));
        if (await SignIns.BeginAsync((await CurrentUser.GetAsync()).Actor, System, sandbox, Again, back, CancellationToken.None) is { } address)
            Navigation.NavigateTo(address.AbsoluteUri, forceLoad: true);
        else
            await Failed.InvokeAsync(new Failure(FailureCodes.SignInNotSetUp));
    }
}

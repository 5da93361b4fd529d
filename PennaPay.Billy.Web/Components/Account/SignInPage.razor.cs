using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Web.Security;
using PennaPay.Billy.Web.Security.Passwords;
using PennaPay.Billy.Web.Security.Sessions;

namespace PennaPay.Billy.Web.Components.Account;

public sealed partial class SignInPage
{
    /// <summary>The address's parameter after a sign-out that could not be written.</summary>
    internal const string SessionIsOpen = "sessionIsOpen";

    private string? problem;

    [Inject] public required UserAccounts Accounts { get; init; }

    [Inject] public required SignInThrottle Throttle { get; init; }

    [Inject] public required RefusalAudit Refusals { get; init; }

    [Inject] public required KnownDevices Devices { get; init; }

    [Inject] public required BrowserSignIn SignIn { get; init; }

    [Inject] public required IOptions<SecurityOptions> Options { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [CascadingParameter] public required HttpContext Http { get; init; }

    [SupplyParameterFromForm(FormName = "sign-in")] public SignInForm? Form { get; set; }

    [SupplyParameterFromQuery(Name = SessionIsOpen)] public bool IsSessionOpen { get; set; }

    [SupplyParameterFromQuery(Name = "returnUrl")] public string? ReturnUrl { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Form ??= new SignInForm();
        if (IsSessionOpen)
            problem = Texts["SignIn.SessionIsOpen"];
        if (Http.User.Identity?.IsAuthenticated == true)
            Navigation.NavigateTo("/");
        else if (!await Accounts.ExistAsync(Http.RequestAborted))
            Navigation.NavigateTo("/first-run");
    }

    private async Task SignInAsync()
    {
        if (!Throttle.Allows(Http.Connection.RemoteIpAddress))
        {
            Refusals.Note(Refusal.TooMany, null, Http.Connection.RemoteIpAddress);
            Http.RefuseForNow(TimeSpan.FromMinutes(1));
            problem = Texts["TooManyAttempts"];
            return;
        }
        var email = Form!.Email ?? "";
        var side = new SignInSide(Http.Connection.RemoteIpAddress, Devices.Find(Http, email));
        switch (await Accounts.CheckPasswordAsync(email, Form.Password ?? "", side, Http.RequestAborted))
        {
            case AccountResult.Done(var user):
                if (!await SignIn.BeginAsync(Http, user, Form.Remember))
                {
                    problem = Texts["SignIn.NoWorkspace"];
                    break;
                }

                Devices.Remember(Http, email);
                Preferences.Apply(Http, user);
                Navigation.NavigateTo(LocalUrl.Or(ReturnUrl, "/"));
                break;
            case AccountResult.WrongCredentials({ Ticks: > 0 } wait):
                Http.RefuseForNow(wait);
                problem = Texts["SignIn.Wrong"];
                break;
            default:
                problem = Texts["SignIn.Wrong"];
                break;
        }
    }

    public sealed class SignInForm
    {
        public string? Email { get; set; }

        public string? Password { get; set; }

        public bool Remember { get; set; }
    }
}

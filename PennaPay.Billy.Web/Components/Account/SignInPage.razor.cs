using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.Account;

public sealed partial class SignInPage
{
    private string? problem;

    [Inject] public required UserAccounts Accounts { get; init; }

    [Inject] public required SignInThrottle Throttle { get; init; }

    [Inject] public required SignInManager<User> SignIn { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [CascadingParameter] public required HttpContext Http { get; init; }

    [SupplyParameterFromForm(FormName = "sign-in")] public SignInForm? Form { get; set; }

    [SupplyParameterFromQuery(Name = "returnUrl")] public string? ReturnUrl { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Form ??= new SignInForm();
        if (Http.User.Identity?.IsAuthenticated == true)
            Navigation.NavigateTo("/");
        else if (!await Accounts.ExistAsync(Http.RequestAborted))
            Navigation.NavigateTo("/first-run");
    }

    private async Task SignInAsync()
    {
        if (!Throttle.Allows(Http.Connection.RemoteIpAddress))
        {
            Http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            problem = Texts["TooManyAttempts"];
            return;
        }
        switch (await Accounts.CheckPasswordAsync(Form!.Email ?? "", Form.Password ?? "", Http.RequestAborted))
        {
            case AccountResult.Done(var user):
                await SignIn.SignInAsync(user, Form.Remember);
                Preferences.Apply(Http, user);
                Navigation.NavigateTo(LocalUrl.Or(ReturnUrl, "/"));
                break;
            case AccountResult.LockedOut(var until):
                problem = Texts["SignIn.LockedOut", Format.Time(until)];
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

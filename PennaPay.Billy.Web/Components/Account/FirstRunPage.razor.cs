using System.Net.Mail;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.Account;

public sealed partial class FirstRunPage
{
    private const int ShortestPassword = 10;

    private readonly Dictionary<string, string> problems = [];
    private string? problem;

    [Inject] public required UserAccounts Accounts { get; init; }

    [Inject] public required SignInThrottle Throttle { get; init; }

    [Inject] public required SignInManager<User> SignIn { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [CascadingParameter] public required HttpContext Http { get; init; }

    [SupplyParameterFromForm(FormName = "first-run")] public FirstRunForm? Form { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Form ??= new FirstRunForm();
        if (await Accounts.ExistAsync(Http.RequestAborted))
            Navigation.NavigateTo(Http.User.Identity?.IsAuthenticated == true ? "/" : "/sign-in");
    }

    private string? Problem(string field) => problems.GetValueOrDefault(field);

    private async Task CreateAsync()
    {
        if (!Throttle.Allows(Http.Connection.RemoteIpAddress))
        {
            Http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            problem = Texts["TooManyAttempts"];
            return;
        }
        Check();
        if (problems.Count > 0)
            return;
        switch (await Accounts.CreateFirstAsync(Form!.Email!, Form.Password!, Form.Company!, Http.RequestAborted))
        {
            case AccountResult.Done(var user):
                await SignIn.SignInAsync(user, isPersistent: false);
                Navigation.NavigateTo("/");
                break;
            case AccountResult.AlreadyOwned:
                Navigation.NavigateTo("/sign-in");
                break;
            default:
                problem = Texts["FirstRun.Refused"];
                break;
        }
    }

    private void Check()
    {
        if (string.IsNullOrWhiteSpace(Form!.Company))
            problems[nameof(Form.Company)] = Texts["Company.Missing"];
        if (!MailAddress.TryCreate(Form.Email?.Trim(), out var address) || address.Address != Form.Email.Trim())
            problems[nameof(Form.Email)] = Texts["Email.Invalid"];
        if (Form.Password is not { Length: >= ShortestPassword })
            problems[nameof(Form.Password)] = Texts["Password.Short", ShortestPassword];
    }

    public sealed class FirstRunForm
    {
        public string? Company { get; set; }

        public string? Email { get; set; }

        public string? Password { get; set; }
    }
}

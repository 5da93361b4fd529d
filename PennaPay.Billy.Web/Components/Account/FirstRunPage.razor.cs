using System.Net.Mail;
using Microsoft.AspNetCore.Components;
using PennaPay.Billy.Web.Security;
using PennaPay.Billy.Web.Security.Passwords;
using PennaPay.Billy.Web.Security.Sessions;

namespace PennaPay.Billy.Web.Components.Account;

public sealed partial class FirstRunPage
{
    private readonly Dictionary<string, string> problems = [];
    private string? problem;

    [Inject] public required UserAccounts Accounts { get; init; }

    [Inject] public required SignInThrottle Throttle { get; init; }

    [Inject] public required RefusalAudit Refusals { get; init; }

    [Inject] public required SetUpCode Code { get; init; }

    [Inject] public required ILogger<FirstRunPage> Logger { get; init; }

    [Inject] public required KnownDevices Devices { get; init; }

    [Inject] public required BrowserSignIn SignIn { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [CascadingParameter] public required HttpContext Http { get; init; }

    [SupplyParameterFromForm(FormName = "first-run")] public FirstRunForm? Form { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Form ??= new FirstRunForm();
        if (await Accounts.ExistAsync(Http.RequestAborted))
            Navigation.NavigateTo(Http.User.Identity?.IsAuthenticated == true ? "/" : "/sign-in");
        else
            Code.Offer();
    }

    private string? Problem(string field) => problems.GetValueOrDefault(field);

    private async Task CreateAsync()
    {
        if (!Throttle.Allows(Http.Connection.RemoteIpAddress))
        {
            Refusals.Note(Refusal.TooMany, null, Http.Connection.RemoteIpAddress);
            Http.RefuseForNow(TimeSpan.FromMinutes(1));
            problem = Texts["TooManyAttempts"];
            return;
        }
        Check();
        if (problems.Count > 0)
            return;
        switch (await Accounts.CreateFirstAsync(Form!.Email!, Form.Password!, Form.Company!, Http.RequestAborted))
        {
            case AccountResult.Done(var user):
                Code.Forget();
                Log.HasOwner(Logger, Http.Connection.RemoteIpAddress);
                await SignIn.BeginAsync(Http, user, remember: false);
                Devices.Remember(Http, user.Email!);
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
        if (!Code.Is(Form!.Code))
        {
            Refusals.Note(Refusal.WrongSetUpCode, null, Http.Connection.RemoteIpAddress);
            problems[nameof(Form.Code)] = Texts["FirstRun.Code.Wrong"];
        }

        if (string.IsNullOrWhiteSpace(Form.Company))
            problems[nameof(Form.Company)] = Texts["Company.Missing"];
        if (!MailAddress.TryCreate(Form.Email?.Trim(), out var address) || address.Address != Form.Email.Trim())
            problems[nameof(Form.Email)] = Texts["Email.Invalid"];
        if (PasswordRules.Check(Form.Password, Form.Email, Form.Company) is var wrong and not PasswordProblem.None)
            problems[nameof(Form.Password)] = Texts[$"Password.{wrong}", PasswordRules.ShortestPassword];
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The installation has its owner now, set up from {Address}.")]
        public static partial void HasOwner(ILogger logger, System.Net.IPAddress? address);
    }

    public sealed class FirstRunForm
    {
        public string? Code { get; set; }

        public string? Company { get; set; }

        public string? Email { get; set; }

        public string? Password { get; set; }
    }
}

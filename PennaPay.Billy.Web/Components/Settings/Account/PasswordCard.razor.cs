using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;
using PennaPay.Billy.Web.Security.Passwords;

namespace PennaPay.Billy.Web.Components.Settings.Account;

/// <summary>Gives the signed-in person another password.</summary>
public sealed partial class PasswordCard
{
    private string current = "", password = "";
    private string? currentProblem, problem;
    private bool busy;

    [Inject] public required UserAccounts Accounts { get; init; }

    [Inject] public required CurrentUser CurrentUser { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required IStringLocalizer<AccountTexts> Texts { get; init; }

    /// <summary>Once the password is another, and the other sessions have ended.</summary>
    [Parameter] public EventCallback Changed { get; set; }

    private async Task ChangeAsync()
    {
        if (busy)
            return;
        busy = true;
        try
        {
            await StoreAsync(await CurrentUser.GetAsync());
        }
        finally
        {
            busy = false;
        }
    }

    private async Task StoreAsync(SignedInUser user)
    {
        (currentProblem, problem) = (null, null);
        switch (await Accounts.ChangePasswordAsync(user, current, password, CancellationToken.None))
        {
            case null:
                (current, password) = ("", "");
                Toasts.Show(ToastTone.Success, Texts["ChangePassword.Done"], Texts["ChangePassword.DoneText"]);
                await Changed.InvokeAsync();
                break;
            case AccountResult.WeakPassword({ } wrong):
                problem = Texts[$"Password.{wrong}", PasswordRules.ShortestPassword];
                break;
            case AccountResult.WrongCredentials({ Ticks: > 0 } wait):
                currentProblem = Texts["Password.Wait", Math.Ceiling(wait.TotalMinutes)];
                break;
            default:
                currentProblem = Texts["ChangePassword.Wrong"];
                break;
        }
    }
}

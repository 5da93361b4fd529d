using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;
using Radzen;

namespace PennaPay.Billy.Web.Components.Shared;

/// <summary>Asks for the password of whoever is signed in. It closes with true once it was the right one.</summary>
public sealed partial class PasswordDialog
{
    private string password = "";
    private string? problem;
    private bool busy;

    [Inject] public required DialogService Dialogs { get; init; }

    [Inject] public required UserAccounts Accounts { get; init; }

    [Inject] public required CurrentUser CurrentUser { get; init; }

    [Inject] public required ILogger<PasswordDialog> Logger { get; init; }

    [Inject] public required IStringLocalizer<AccountTexts> Texts { get; init; }

    private async Task ConfirmAsync()
    {
        if (busy)
            return;
        (busy, problem) = (true, null);
        try
        {
            switch (await Accounts.ConfirmAsync(await CurrentUser.GetAsync(), password, CancellationToken.None))
            {
                case null:
                    Dialogs.Close(true);
                    break;
                case AccountResult.WrongCredentials({ Ticks: > 0 } wait):
                    problem = Texts["Password.Wait", Math.Ceiling(wait.TotalMinutes)];
                    break;
                default:
                    problem = Texts["ChangePassword.Wrong"];
                    break;
            }
        }
        // Dialogs stand outside of what shows a page's faults.
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.NotConfirmed(Logger, fault.Message);
            problem = Texts["Confirm.Failed"];
        }
        finally
        {
            busy = false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A password was typed again, and that could not be noted: {Fault}")]
        public static partial void NotConfirmed(ILogger logger, string fault);
    }
}

using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using Radzen;

namespace PennaPay.Billy.Web.Security.Passwords;

/// <summary>
/// Asks for the password again before what only its owner may do, unless it was typed a moment ago. It is only polite:
/// whether it was typed is checked where the change is written.
/// </summary>
public sealed class PasswordAgain(CurrentUser users, DialogService dialogs, TimeProvider time, IStringLocalizer<AccountTexts> texts)
{
    // Long enough for what is asked of another system before the change is written.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);

    /// <returns>Whether to go on.</returns>
    public async Task<bool> AskAsync()
    {
        if (Session.IsConfirmed((await users.GetAsync()).ConfirmedAt, time.GetUtcNow() + Margin))
            return true;
        bool? typed = await dialogs.OpenAsync<PasswordDialog>(
            texts["Confirm.Title"], null, new DialogOptions { Width = "min(420px, calc(100vw - 32px))", AutoFocusFirstElement = true });
        return typed == true;
    }
}

using Microsoft.AspNetCore.Mvc;
using PennaPay.Billy.Web.Components.Account;
using PennaPay.Billy.Web.Security.Sessions;

namespace PennaPay.Billy.Web.Security;

/// <summary>The forms that are no pages: sign-out, language and theme. All need the antiforgery token.</summary>
internal static class SecurityEndpoints
{
    public static void MapProgramSecurity(this IEndpointRouteBuilder endpoints)
    {
        var forms = endpoints.MapGroup("").AllowAnonymous();
        MapForm(forms, "/sign-out", SignOutAsync);
        MapForm(forms, "/preferences/language", SetLanguageAsync);
        MapForm(forms, "/preferences/theme", SetThemeAsync);
    }

    // Handed over as a value, so that the handler is made at run time: one that is made with the program takes a form without its token for a fault of ours, 500, and not for a bad request.
    private static void MapForm(RouteGroupBuilder forms, string path, Delegate handler) => forms.MapPost(path, handler);

    // Only an endpoint that reads its form refuses one without a valid token.
    private static async Task<IResult> SignOutAsync(HttpContext context, BrowserSignIn signIn, IFormCollection form)
    {
        return Results.LocalRedirect(await signIn.EndAsync(context) ? "/sign-in" : $"/sign-in?{SignInPage.SessionIsOpen}=true");
    }

    private static async Task<IResult> SetLanguageAsync(
        HttpContext context, CurrentUser users, UserPreferences preferences, [FromForm] string value, [FromForm] string? returnUrl,
        CancellationToken cancellationToken)
    {
        if (Preferences.Culture(value) is not { } culture)
            return Results.BadRequest();
        Preferences.SetCulture(context, culture);
        if (await users.CheckAsync(context.User, cancellationToken) is { } user)
            await preferences.SetCultureAsync(user.Actor, culture, cancellationToken);
        return Results.LocalRedirect(LocalUrl.Or(returnUrl, "/"));
    }

    private static async Task<IResult> SetThemeAsync(
        HttpContext context, CurrentUser users, UserPreferences preferences, [FromForm] string value, [FromForm] string? returnUrl,
        CancellationToken cancellationToken)
    {
        if (Preferences.Theme(value) is not { } theme)
            return Results.BadRequest();
        Preferences.SetTheme(context, theme);
        if (await users.CheckAsync(context.User, cancellationToken) is { } user)
            await preferences.SetThemeAsync(user.Actor, theme, cancellationToken);
        return Results.LocalRedirect(LocalUrl.Or(returnUrl, "/"));
    }
}

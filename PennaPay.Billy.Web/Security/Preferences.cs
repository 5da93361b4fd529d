using System.Globalization;
using Microsoft.AspNetCore.Localization;
using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Web.Security;

/// <summary>Language and theme: kept with the user, and in cookies so that the first byte of a page is already right.</summary>
internal static class Preferences
{
    public const string ThemeCookie = "pennapay.theme";
    public const string CultureCookie = "pennapay.culture";
    public const string FollowBrowser = "auto";

    public static readonly CultureInfo Danish = CultureInfo.GetCultureInfo("da-DK");
    public static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public static void Configure(RequestLocalizationOptions options)
    {
        options.DefaultRequestCulture = new RequestCulture(Danish);
        options.SupportedCultures = options.SupportedUICultures = [Danish, English];
        // Danish until the user says otherwise; the browser's own language is no choice.
        options.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = CultureCookie }];
    }

    /// <summary>"da" or "en"; null for anything else.</summary>
    public static string? Culture(string? value) => value is "da" or "en" ? value : null;

    /// <summary>"light", "dark" or, to follow the browser, "auto"; null for anything else.</summary>
    public static string? Theme(string? value) => value is "light" or "dark" or FollowBrowser ? value : null;

    /// <summary>"light" or "dark"; null when the browser decides.</summary>
    public static string? ThemeOf(HttpContext context) =>
        context.Request.Cookies[ThemeCookie] is { } chosen and ("light" or "dark") ? chosen : null;

    public static void SetCulture(HttpContext context, string culture) => Set(
        context, CultureCookie, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture == "en" ? English : Danish)));

    public static void SetTheme(HttpContext context, string theme) => Set(context, ThemeCookie, theme);

    /// <summary>Brings what the user chose elsewhere into this browser.</summary>
    public static void Apply(HttpContext context, User user)
    {
        if (Culture(user.Culture) is { } culture)
            SetCulture(context, culture);
        if (Theme(user.Theme) is { } theme)
            SetTheme(context, theme);
    }

    private static void Set(HttpContext context, string cookie, string value) => context.Response.Cookies.Append(cookie, value, new CookieOptions
    {
        HttpOnly = true, IsEssential = true, MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps,
    });
}

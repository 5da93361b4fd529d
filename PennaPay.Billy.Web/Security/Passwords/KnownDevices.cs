using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace PennaPay.Billy.Web.Security.Passwords;

/// <summary>
/// Knows a browser again that somebody has signed in with: guesses from elsewhere do not slow it down. It opens nothing.
/// </summary>
public sealed class KnownDevices(IDataProtectionProvider protection, IOptions<SecurityOptions> options, IHostEnvironment environment)
{
    private readonly IDataProtector protector = protection.CreateProtector("pennapay.device");
    private readonly CookieBuilder cookie = CookieFor(Transport.IsEncrypted(environment, options.Value));

    /// <summary>The browser's id, when it has signed in to this account before.</summary>
    public Guid? Find(HttpContext http, string email)
    {
        if (http.Request.Cookies[cookie.Name!] is not { Length: < 1000 } value)
            return null;
        try
        {
            return protector.Unprotect(value).Split(' ', 2) is [var id, var account] && account == AccountOf(email) && Guid.TryParse(id, out var device) ? device : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public void Remember(HttpContext http, string email)
    {
        if (Find(http, email) is null)
            http.Response.Cookies.Append(cookie.Name!, protector.Protect($"{Guid.NewGuid()} {AccountOf(email)}"), cookie.Build(http));
    }

    internal static string AccountOf(string email) => email.Trim().ToUpperInvariant();

    private static CookieBuilder CookieFor(bool isEncrypted)
    {
        var builder = new CookieBuilder { MaxAge = TimeSpan.FromDays(365), IsEssential = true };
        OwnCookie.Configure(builder, "device", isEncrypted);
        return builder;
    }
}

namespace PennaPay.Billy.Web.Security;

/// <summary>The cookies that a session rests on.</summary>
internal static class OwnCookie
{
    /// <summary>
    /// No script reads it and no other site sends it along. Where every visitor is on https, no answer in clear and no
    /// neighbour under the same domain can set it either: the browser sees to that for names that begin with <c>__Host-</c>.
    /// </summary>
    public static void Configure(CookieBuilder cookie, string name, bool isEncrypted)
    {
        cookie.Name = isEncrypted ? $"__Host-pennapay.{name}" : $"pennapay.{name}";
        cookie.HttpOnly = true;
        cookie.Path = "/";
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = isEncrypted ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
    }
}

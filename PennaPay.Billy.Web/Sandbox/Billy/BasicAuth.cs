using System.Text;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>
/// A user's e-mail and password in place of a token. In the sandbox the password is a token of the company, so that there is
/// no other secret.
/// </summary>
internal sealed record BasicAuth(string Email, string Password)
{
    private const string Scheme = "Basic ";

    /// <summary>Null where there is none, where it cannot be read, or where a token goes before it.</summary>
    public static BasicAuth? Of(IHeaderDictionary headers)
    {
        if (headers.ContainsKey("X-Access-Token") || headers.Authorization.ToString() is not { } header || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[Scheme.Length..].Trim(), bytes, out var length))
            return null;
        var text = Encoding.UTF8.GetString(bytes.AsSpan(0, length));
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : new(text[..colon], text[(colon + 1)..]);
    }

    public bool Is(SandboxCompany company) =>
        company.Do(() => company.Store["users"].All.Any(user => string.Equals(user.Text("email"), Email, StringComparison.OrdinalIgnoreCase)));
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>The codes and tokens that were given out.</summary>
internal sealed class Grants(PennylaneClock clock)
{
    // Not documented; what servers of this kind usually give.
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan AccessLife = TimeSpan.FromHours(24);

    private static readonly TimeSpan RefreshLife = TimeSpan.FromDays(90);

    private readonly Lock gate = new();
    private readonly Dictionary<string, AuthorizationCode> codes = [];
    private readonly Dictionary<string, Grant> byAccess = [];
    private readonly Dictionary<string, Grant> byRefresh = [];

    /// <summary>The grant of an access token that is still good.</summary>
    public Grant? Find(string? accessToken)
    {
        lock (gate)
            return accessToken is not null && byAccess.GetValueOrDefault(accessToken) is { } grant && clock.Now < grant.AccessEnds ? grant : null;
    }

    /// <summary>A token from a company's settings.</summary>
    public string AddDeveloper(long company, IReadOnlyList<string> scopes, string? wished = null)
    {
        var token = wished ?? NewToken();
        lock (gate)
            byAccess[token] = new(company, IsDeveloper: true) { Scopes = scopes, AccessToken = token };
        return token;
    }

    /// <summary>Somebody authorised a client; the code is what the client comes with.</summary>
    public string Authorise(long company, IReadOnlyList<string> scopes, string redirectUri, string? challenge)
    {
        var code = NewToken();
        lock (gate)
            codes[code] = new(new(company, IsDeveloper: false) { Scopes = scopes }, redirectUri, challenge, clock.Now + CodeLife);
        return code;
    }

    /// <summary>Exchanges a code. Null where it is none, is too old, is somebody else's, or was used: then what it gave is taken back too.</summary>
    public Grant? Exchange(string code, string redirectUri, string? verifier)
    {
        lock (gate)
        {
            if (!codes.TryGetValue(code, out var authorised))
                return null;
            if (authorised.IsUsed)
            {
                Remove(authorised.Grant);
                return null;
            }
            if (clock.Now >= authorised.Ends || authorised.RedirectUri != redirectUri || !Verifies(authorised.Challenge, verifier))
                return null;
            authorised.IsUsed = true;
            return Renew(authorised.Grant);
        }
    }

    /// <summary>Replaces both tokens at once; null where the refresh token is not good any more.</summary>
    public Grant? Refresh(string refreshToken)
    {
        lock (gate)
            return byRefresh.GetValueOrDefault(refreshToken) is { } grant && clock.Now < grant.RefreshEnds ? Renew(grant) : null;
    }

    /// <summary>Takes back the grant of either token.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Revoke(string token)
    {
        lock (gate)
        {
            if ((byAccess.GetValueOrDefault(token) ?? byRefresh.GetValueOrDefault(token)) is not { } grant)
                return false;
            Remove(grant);
            return true;
        }
    }

    /// <summary>Does something to every grant of a company.</summary>
    public void ForEach(long company, Action<Grant> act)
    {
        lock (gate)
        {
            foreach (var grant in byAccess.Values.Concat(byRefresh.Values).Where(grant => grant.Company == company).Distinct().ToList())
                act(grant);
        }
    }

    public void Remove(Grant grant)
    {
        lock (gate)
        {
            byAccess.Remove(grant.AccessToken);
            byRefresh.Remove(grant.RefreshToken);
        }
    }

    private Grant Renew(Grant grant)
    {
        Remove(grant);
        grant.AccessToken = NewToken();
        grant.RefreshToken = NewToken();
        grant.AccessEnds = clock.Now + AccessLife;
        grant.RefreshEnds = clock.Now + RefreshLife;
        grant.Budget = new();
        byAccess[grant.AccessToken] = grant;
        byRefresh[grant.RefreshToken] = grant;
        // What is answered stays as it was given out, whatever becomes of the grant.
        return grant with { };
    }

    private static bool Verifies(string? challenge, string? verifier) =>
        challenge is null
        || (verifier is not null && Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) == challenge);

    private static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}

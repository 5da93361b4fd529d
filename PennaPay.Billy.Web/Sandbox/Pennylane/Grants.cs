using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>The codes and tokens that were given out.</summary>
/// <param name="clock">The time in here.</param>
/// <param name="changed">Is called when there is something to keep.</param>
internal sealed class Grants(PennylaneClock clock, Action changed) : SandboxGrants<Grant>(changed)
{
    // Not documented; what servers of this kind usually give.
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan AccessLife = TimeSpan.FromHours(24);

    private static readonly TimeSpan RefreshLife = TimeSpan.FromDays(90);

    private readonly Dictionary<string, AuthorizationCode> codes = [];

    /// <summary>The grant of an access token that is still good.</summary>
    public Grant? Find(string? accessToken)
    {
        lock (Gate)
            return accessToken is not null && ByAccess.GetValueOrDefault(HashOf(accessToken)) is { } grant && clock.Now < grant.AccessEnds ? grant : null;
    }

    /// <summary>A token from a company's settings.</summary>
    public string AddDeveloper(long company, IReadOnlyList<string> scopes, string? wished = null) =>
        AddByHand(new(company, IsDeveloper: true) { Scopes = scopes }, wished);

    /// <summary>Somebody authorised a client; the code is what the client comes with.</summary>
    public string Authorise(long company, IReadOnlyList<string> scopes, string redirectUri, string? challenge)
    {
        var code = NewToken();
        lock (Gate)
            codes[code] = new(new(company, IsDeveloper: false) { Scopes = scopes }, redirectUri, challenge, clock.Now + CodeLife);
        return code;
    }

    /// <summary>Exchanges a code. Null where it is none, is too old, is somebody else's, or was used: then what it gave is taken back too.</summary>
    public TokenPair? Exchange(string code, string redirectUri, string? verifier) => Change(() =>
    {
        if (!codes.TryGetValue(code, out var authorised))
            return null;
        if (authorised.IsUsed)
        {
            Forget(authorised.Grant);
            return null;
        }
        if (clock.Now >= authorised.Ends || authorised.RedirectUri != redirectUri || !Verifies(authorised.Challenge, verifier))
            return null;
        authorised.IsUsed = true;
        return NewPair(authorised.Grant);
    });

    /// <summary>Replaces both tokens at once; null where the refresh token is not good any more.</summary>
    public TokenPair? Refresh(string refreshToken) => Change(() =>
        ByRefresh.GetValueOrDefault(HashOf(refreshToken)) is { } grant && clock.Now < grant.RefreshEnds ? NewPair(grant) : null);

    /// <summary>Takes back the grant of either token.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Revoke(string token) => Change(() =>
    {
        if (Either(token) is not { } grant)
            return false;
        Forget(grant);
        return true;
    });

    /// <summary>Takes back every grant of a company.</summary>
    public void RevokeAll(long company) => ForEach(company, Forget);

    /// <summary>Does something to every grant of a company.</summary>
    public void ForEach(long company, Action<Grant> act) => ForEach(grant => grant.Company == company, act);

    private TokenPair NewPair(Grant grant)
    {
        var (access, refresh) = Renew(grant, clock.Now + AccessLife);
        (grant.RefreshEnds, grant.Budget) = (clock.Now + RefreshLife, new());
        return new(access, refresh, grant.Scopes);
    }

    private static bool Verifies(string? challenge, string? verifier) =>
        challenge is null
        || (verifier is not null && Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) == challenge);
}

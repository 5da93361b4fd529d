using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>The codes and tokens that were given out.</summary>
/// <param name="clock">The time in here.</param>
/// <param name="changed">Is called when there is something to keep.</param>
internal sealed class Grants(PennylaneClock clock, Action changed)
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
            return accessToken is not null && byAccess.GetValueOrDefault(HashOf(accessToken)) is { } grant && clock.Now < grant.AccessEnds ? grant : null;
    }

    /// <summary>A token from a company's settings.</summary>
    public string AddDeveloper(long company, IReadOnlyList<string> scopes, string? wished = null)
    {
        var token = wished ?? NewToken();
        lock (gate)
            Put(new(company, IsDeveloper: true) { Scopes = scopes, AccessHash = HashOf(token) });
        changed();
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
        return Renew(authorised.Grant);
    });

    /// <summary>Replaces both tokens at once; null where the refresh token is not good any more.</summary>
    public TokenPair? Refresh(string refreshToken) => Change(() =>
        byRefresh.GetValueOrDefault(HashOf(refreshToken)) is { } grant && clock.Now < grant.RefreshEnds ? Renew(grant) : null);

    /// <summary>Takes back the grant of either token.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Revoke(string token) => Change(() =>
    {
        if ((byAccess.GetValueOrDefault(HashOf(token)) ?? byRefresh.GetValueOrDefault(HashOf(token))) is not { } grant)
            return false;
        Forget(grant);
        return true;
    });

    /// <summary>Takes back every grant of a company.</summary>
    public void RevokeAll(long company) => ForEach(company, Forget);

    /// <summary>Does something to every grant of a company.</summary>
    public void ForEach(long company, Action<Grant> act) => Change(() =>
    {
        foreach (var grant in All().Where(grant => grant.Company == company))
            act(grant);
        return company;
    });

    /// <summary>Everything that a restart has to bring back; codes are too short-lived for that.</summary>
    public IReadOnlyList<Grant> Kept()
    {
        lock (gate)
            return [.. All().Select(grant => grant with { })];
    }

    public void Restore(IEnumerable<Grant> kept)
    {
        lock (gate)
        {
            foreach (var grant in kept)
                Put(grant);
        }
    }

    private T Change<T>(Func<T> act)
    {
        T result;
        lock (gate)
            result = act();
        changed();
        return result;
    }

    private List<Grant> All() => [.. byAccess.Values.Concat(byRefresh.Values).Distinct<Grant>(ReferenceEqualityComparer.Instance)];

    private void Put(Grant grant)
    {
        byAccess[grant.AccessHash] = grant;
        if (!grant.IsDeveloper)
            byRefresh[grant.RefreshHash] = grant;
    }

    private void Forget(Grant grant)
    {
        byAccess.Remove(grant.AccessHash);
        byRefresh.Remove(grant.RefreshHash);
    }

    private TokenPair Renew(Grant grant)
    {
        Forget(grant);
        var pair = new TokenPair(NewToken(), NewToken(), grant.Scopes);
        grant.AccessHash = HashOf(pair.Access);
        grant.RefreshHash = HashOf(pair.Refresh);
        grant.AccessEnds = clock.Now + AccessLife;
        grant.RefreshEnds = clock.Now + RefreshLife;
        grant.Budget = new();
        Put(grant);
        return pair;
    }

    private static bool Verifies(string? challenge, string? verifier) =>
        challenge is null
        || (verifier is not null && Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) == challenge);

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>The codes, tokens and API keys that were given out.</summary>
/// <param name="clock">The time in here.</param>
/// <param name="changed">Is called when there is something to keep.</param>
internal sealed class BillitGrants(BillitClock clock, Action changed)
{
    /// <summary>How long an access token is good, in seconds.</summary>
    public const int AccessSeconds = 3600;

    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly Dictionary<string, BillitCode> codes = [];
    private readonly Dictionary<string, BillitGrant> byAccess = [];
    private readonly Dictionary<string, BillitGrant> byRefresh = [];

    /// <summary>The grant of an access token.</summary>
    /// <exception cref="Engine.Refusal">It is none, too old, or was taken back.</exception>
    public BillitGrant Of(string token)
    {
        lock (gate)
        {
            return byAccess.GetValueOrDefault(HashOf(token)) switch
            {
                null or { IsKey: true } => throw BillitRefusals.InvalidToken(),
                { IsRevoked: true } => throw BillitRefusals.RevokedToken(),
                { } grant when clock.Now >= grant.AccessEnds => throw BillitRefusals.ExpiredToken(),
                { } grant => grant,
            };
        }
    }

    /// <summary>The grant of an API key.</summary>
    /// <exception cref="Engine.Refusal">It is none, or was taken back.</exception>
    public BillitGrant OfKey(string key)
    {
        lock (gate)
            return byAccess.GetValueOrDefault(HashOf(key)) is { IsKey: true, IsRevoked: false } grant ? grant : throw BillitRefusals.InvalidKey();
    }

    /// <summary>The grant of a token or key, whatever has become of it; null where there never was one.</summary>
    public BillitGrant? Find(string token)
    {
        lock (gate)
            return byAccess.GetValueOrDefault(HashOf(token));
    }

    public string AddKey(IReadOnlyList<long> companies, string? wished = null)
    {
        var key = wished ?? NewToken();
        lock (gate)
            byAccess[HashOf(key)] = new(companies) { IsKey = true, AccessHash = HashOf(key) };
        changed();
        return key;
    }

    /// <summary>Somebody approved a client; the code is what the client comes with.</summary>
    public string Approve(IReadOnlyList<long> companies, string redirectUri)
    {
        var code = NewToken();
        lock (gate)
            codes[code] = new(new(companies), redirectUri, clock.Now + CodeLife);
        return code;
    }

    /// <summary>Exchanges a code, once. Null where it is none, was used, is too old or came from another address.</summary>
    public BillitTokens? Exchange(string code, string redirectUri) => Change(() =>
    {
        if (!codes.TryGetValue(code, out var approved) || clock.Now >= approved.Ends || approved.RedirectUri != redirectUri)
            return null;
        codes.Remove(code);
        return Renew(approved.Grant);
    });

    /// <summary>Gives a new pair; null where the refresh token was used or taken back. It does not grow old.</summary>
    public BillitTokens? Refresh(string refreshToken) => Change(() =>
        byRefresh.GetValueOrDefault(HashOf(refreshToken)) is { IsRevoked: false } grant ? Renew(grant) : null);

    /// <summary>Takes back the grant of either token.</summary>
    public bool Revoke(string token) => Change(() =>
    {
        if ((byAccess.GetValueOrDefault(HashOf(token)) ?? byRefresh.GetValueOrDefault(HashOf(token))) is not { } grant)
            return false;
        return grant.IsRevoked = true;
    });

    /// <summary>Does something to everything that opens a company, but keys that open all.</summary>
    public void ForEach(long company, Action<BillitGrant> act) => Change(() =>
    {
        foreach (var grant in All().Where(grant => grant.Companies.Contains(company)))
            act(grant);
        return company;
    });

    /// <summary>Everything that a restart has to bring back; codes are too short-lived for that.</summary>
    public IReadOnlyList<BillitGrant> Kept()
    {
        lock (gate)
            return [.. All().Select(grant => grant with { })];
    }

    public void Restore(IEnumerable<BillitGrant> kept)
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

    private List<BillitGrant> All() => [.. byAccess.Values.Concat(byRefresh.Values).Distinct<BillitGrant>(ReferenceEqualityComparer.Instance)];

    private void Put(BillitGrant grant)
    {
        byAccess[grant.AccessHash] = grant;
        if (!grant.IsKey)
            byRefresh[grant.RefreshHash] = grant;
    }

    /// <summary>Both tokens of before are good no more.</summary>
    private BillitTokens Renew(BillitGrant grant)
    {
        byAccess.Remove(grant.AccessHash);
        byRefresh.Remove(grant.RefreshHash);
        var tokens = new BillitTokens(NewToken(), NewToken());
        grant.AccessHash = HashOf(tokens.Access);
        grant.RefreshHash = HashOf(tokens.Refresh);
        grant.AccessEnds = clock.Now.AddSeconds(AccessSeconds);
        Put(grant);
        return tokens;
    }

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}

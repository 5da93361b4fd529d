using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>The codes, tokens and API keys that were given out.</summary>
/// <param name="clock">The time in here.</param>
/// <param name="changed">Is called when there is something to keep.</param>
internal sealed class BillitGrants(BillitClock clock, Action changed) : SandboxGrants<BillitGrant>(changed)
{
    /// <summary>How long an access token is good, in seconds.</summary>
    public const int AccessSeconds = 3600;

    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, BillitCode> codes = [];

    /// <summary>The grant of an access token.</summary>
    /// <exception cref="Refusal">It is none, too old, or was taken back.</exception>
    public BillitGrant Of(string token)
    {
        lock (Gate)
        {
            return ByAccess.GetValueOrDefault(HashOf(token)) switch
            {
                null or { IsKey: true } => throw BillitRefusals.InvalidToken(),
                { IsRevoked: true } => throw BillitRefusals.RevokedToken(),
                { } grant when clock.Now >= grant.AccessEnds => throw BillitRefusals.ExpiredToken(),
                { } grant => grant,
            };
        }
    }

    /// <summary>The grant of an API key.</summary>
    /// <exception cref="Refusal">It is none, or was taken back.</exception>
    public BillitGrant OfKey(string key)
    {
        lock (Gate)
            return ByAccess.GetValueOrDefault(HashOf(key)) is { IsKey: true, IsRevoked: false } grant ? grant : throw BillitRefusals.InvalidKey();
    }

    /// <summary>The grant of a token or key, whatever has become of it; null where there never was one.</summary>
    public BillitGrant? Find(string token)
    {
        lock (Gate)
            return ByAccess.GetValueOrDefault(HashOf(token));
    }

    public string AddKey(IReadOnlyList<long> companies, string? wished = null) => AddByHand(new(companies) { IsKey = true }, wished);

    /// <summary>Somebody approved a client; the code is what the client comes with.</summary>
    public string Approve(IReadOnlyList<long> companies, string redirectUri)
    {
        var code = NewToken();
        lock (Gate)
            codes[code] = new(new(companies), redirectUri, clock.Now + CodeLife);
        return code;
    }

    /// <summary>Exchanges a code, once. Null where it is none, was used, is too old or came from another address.</summary>
    public BillitTokens? Exchange(string code, string redirectUri) => Change(() =>
    {
        if (!codes.TryGetValue(code, out var approved) || clock.Now >= approved.Ends || approved.RedirectUri != redirectUri)
            return null;
        codes.Remove(code);
        return NewTokens(approved.Grant);
    });

    /// <summary>Gives a new pair; null where the refresh token was used or taken back. It does not grow old.</summary>
    public BillitTokens? Refresh(string refreshToken) => Change(() =>
        ByRefresh.GetValueOrDefault(HashOf(refreshToken)) is { IsRevoked: false } grant ? NewTokens(grant) : null);

    /// <summary>Takes back the grant of either token.</summary>
    public bool Revoke(string token) => Change(() =>
    {
        if (Either(token) is not { } grant)
            return false;
        return grant.IsRevoked = true;
    });

    /// <summary>Does something to everything that opens a company, but keys that open all.</summary>
    public void ForEach(long company, Action<BillitGrant> act) => ForEach(grant => grant.Companies.Contains(company), act);

    private BillitTokens NewTokens(BillitGrant grant)
    {
        var (access, refresh) = Renew(grant, clock.Now.AddSeconds(AccessSeconds));
        return new(access, refresh);
    }
}

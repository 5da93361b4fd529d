using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>What somebody let a client do, and the two tokens of the moment, which are known by their hashes alone.</summary>
internal abstract record SandboxGrant
{
    public string AccessHash { get; set; } = "";

    public DateTimeOffset AccessEnds { get; set; } = DateTimeOffset.MaxValue;

    public string RefreshHash { get; set; } = "";

    /// <summary>Whether its one token was made by hand, and no other comes after it.</summary>
    [JsonIgnore] public abstract bool IsByHand { get; }
}

/// <summary>The grants of a system in which people sign in, found by either of their tokens.</summary>
/// <param name="changed">Is called when there is something to keep, and no lock is held.</param>
internal abstract class SandboxGrants<TGrant>(Action changed)
    where TGrant : SandboxGrant
{
    /// <summary>Held while grants are looked at or changed.</summary>
    protected Lock Gate { get; } = new();

    protected Dictionary<string, TGrant> ByAccess { get; } = [];

    protected Dictionary<string, TGrant> ByRefresh { get; } = [];

    /// <summary>Everything that a restart has to bring back; codes are too short-lived for that.</summary>
    public IReadOnlyList<TGrant> Kept()
    {
        lock (Gate)
            return [.. All().Select(grant => (TGrant)((SandboxGrant)grant with { }))];
    }

    public void Restore(IEnumerable<TGrant> kept)
    {
        lock (Gate)
        {
            foreach (var grant in kept)
                Put(grant);
        }
    }

    protected static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    protected static string HashOf(string token) => TokenHash.Of(token);

    protected T Change<T>(Func<T> act)
    {
        T result;
        lock (Gate)
            result = act();
        changed();
        return result;
    }

    /// <summary>Stores a grant whose first token is one that somebody made by hand.</summary>
    /// <returns>The token.</returns>
    protected string AddByHand(TGrant grant, string? wished)
    {
        var token = wished ?? NewToken();
        return Change(() =>
        {
            grant.AccessHash = HashOf(token);
            Put(grant);
            return token;
        });
    }

    /// <summary>Does something to those that open a company.</summary>
    protected void ForEach(Func<TGrant, bool> which, Action<TGrant> act) => Change(() =>
    {
        foreach (var grant in All().Where(which))
            act(grant);
        return true;
    });

    /// <summary>The grant of either token.</summary>
    protected TGrant? Either(string token) => ByAccess.GetValueOrDefault(HashOf(token)) ?? ByRefresh.GetValueOrDefault(HashOf(token));

    protected void Put(TGrant grant)
    {
        ByAccess[grant.AccessHash] = grant;
        if (!grant.IsByHand)
            ByRefresh[grant.RefreshHash] = grant;
    }

    protected void Forget(TGrant grant)
    {
        ByAccess.Remove(grant.AccessHash);
        ByRefresh.Remove(grant.RefreshHash);
    }

    /// <summary>Gives a grant two new tokens; those of before are good no more.</summary>
    protected (string Access, string Refresh) Renew(TGrant grant, DateTimeOffset accessEnds)
    {
        Forget(grant);
        var (access, refresh) = (NewToken(), NewToken());
        (grant.AccessHash, grant.RefreshHash, grant.AccessEnds) = (HashOf(access), HashOf(refresh), accessEnds);
        Put(grant);
        return (access, refresh);
    }

    private List<TGrant> All() => [.. ByAccess.Values.Concat(ByRefresh.Values).Distinct<TGrant>(ReferenceEqualityComparer.Instance)];
}

using System.Security.Cryptography;
using System.Text.Json;

namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>The accounts of one system by their access tokens. With a journal they are there again after a restart.</summary>
/// <param name="defaults">Sets up the account that always exists; its token is <paramref name="defaultToken"/>.</param>
/// <param name="defaultToken">The token of that account.</param>
/// <param name="newStore">An empty store for an account; the text is a seed for its ids, or null.</param>
/// <param name="open">Makes an account of its store: a new one where the store is empty, else the one that was in it.</param>
/// <param name="journal">Where everything is kept; null: nowhere.</param>
internal sealed class SandboxAccounts<TOptions, TAccount>(
    string defaultToken, Func<TOptions> defaults, Func<string?, SandboxStore> newStore, Func<TOptions, SandboxStore, TAccount> open,
    SandboxJournal? journal) : IDisposable
    where TAccount : SandboxAccount
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Kept> byId = [];
    private readonly Dictionary<string, Key> byToken = [];
    private readonly string defaultHash = TokenHash.Of(defaultToken);
    private bool isRead;

    /// <summary>The account of a token that is still good.</summary>
    public TAccount? Find(string? token) => KeyOf(token) is { IsRevoked: false } key ? key.Of.Account : null;

    /// <summary>The account of a token, good or revoked.</summary>
    public TAccount? Owner(string token) => KeyOf(token)?.Of.Account;

    public IReadOnlyList<TAccount> All
    {
        get
        {
            lock (gate)
            {
                EnsureDefault();
                return [.. byId.Values.Select(kept => kept.Account)];
            }
        }
    }

    /// <summary>Makes an account and answers its access token.</summary>
    public string Create(TOptions options, string? wishedToken)
    {
        var token = wishedToken ?? NewToken();
        lock (gate)
        {
            EnsureDefault();
            Add(options, token);
        }
        return token;
    }

    /// <summary>Makes another access token for the account of this one.</summary>
    public string Reissue(string token)
    {
        var renewed = NewToken();
        lock (gate)
            SetKey(renewed, byToken[TokenHash.Of(token)].Of, isRevoked: false);
        return renewed;
    }

    public void Revoke(string token)
    {
        lock (gate)
            SetKey(token, byToken[TokenHash.Of(token)].Of, isRevoked: true);
    }

    /// <summary>Empties one account.</summary>
    public void Reset(string token)
    {
        lock (gate)
        {
            var kept = byToken[TokenHash.Of(token)].Of;
            Drop(kept.Id);
            Add(kept.Options, token);
        }
    }

    /// <summary>Forgets every account; the default one starts anew.</summary>
    public void Reset()
    {
        lock (gate)
        {
            foreach (var id in byId.Keys.ToList())
                Drop(id);
            EnsureDefault();
        }
    }

    public void Dispose() => journal?.Dispose();

    private Key? KeyOf(string? token)
    {
        if (token is null)
            return null;
        lock (gate)
        {
            EnsureDefault();
            return byToken.GetValueOrDefault(TokenHash.Of(token));
        }
    }

    private void EnsureDefault()
    {
        if (!isRead)
        {
            isRead = true;
            foreach (var entry in journal?.Read() ?? [])
                Apply(entry);
            foreach (var kept in byId.Values)
                kept.Account.KeepWith(Keeper(kept.Id));
            journal?.Shorten(byId.Values.SelectMany(Everything));
        }
        if (!byToken.ContainsKey(defaultHash))
            Add(defaults(), defaultToken);
    }

    private void Add(TOptions options, string token)
    {
        var account = open(options, newStore(token));
        var kept = new Kept(Guid.NewGuid().ToString("N"), options, account);
        byId[kept.Id] = kept;
        byToken[TokenHash.Of(token)] = new(kept, false);
        account.Store.TakeTouched();
        if (journal is not null)
        {
            foreach (var entry in Everything(kept))
                journal.Write(entry);
        }
        account.KeepWith(Keeper(kept.Id));
    }

    private void SetKey(string token, Kept kept, bool isRevoked)
    {
        var hash = TokenHash.Of(token);
        byToken[hash] = new(kept, isRevoked);
        journal?.Write(new(kept.Id) { Token = hash, IsRevoked = isRevoked });
    }

    private void Drop(string id)
    {
        Forget(id);
        journal?.Write(new(id) { IsDropped = true });
    }

    private void Forget(string id)
    {
        byId.Remove(id);
        foreach (var hash in byToken.Where(pair => pair.Value.Of.Id == id).Select(pair => pair.Key).ToList())
            byToken.Remove(hash);
    }

    private Action<IReadOnlyCollection<SandboxRecord>>? Keeper(string id) =>
        journal is null ? null : touched => journal.Write(JournalEntry.Of(id, touched));

    private void Apply(JournalEntry entry)
    {
        if (entry.IsDropped)
        {
            Forget(entry.Account);
            return;
        }
        if (!byId.TryGetValue(entry.Account, out var kept))
        {
            // Its first entry brings what it was set up with and all that it began with.
            var options = entry.Options!.Value.Deserialize<TOptions>(SandboxJournal.Json)!;
            var store = newStore(null);
            entry.ApplyTo(store);
            byId[entry.Account] = kept = new(entry.Account, options, open(options, store));
        }
        else
            entry.ApplyTo(kept.Account.Store);
        kept.Account.Store.TakeTouched();
        if (entry.Token is { } token)
            byToken[token] = new(kept, entry.IsRevoked);
    }

    /// <summary>What makes this account anew.</summary>
    private IEnumerable<JournalEntry> Everything(Kept kept)
    {
        var keys = byToken.Where(pair => pair.Value.Of == kept).ToList();
        yield return JournalEntry.Of(kept.Id, kept.Account.Store.All) with
        {
            Options = JsonSerializer.SerializeToElement(kept.Options, SandboxJournal.Json),
        };
        foreach (var (hash, key) in keys)
            yield return new(kept.Id) { Token = hash, IsRevoked = key.IsRevoked };
    }

    private static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));

    private sealed record Kept(string Id, TOptions Options, TAccount Account);

    private sealed record Key(Kept Of, bool IsRevoked);
}

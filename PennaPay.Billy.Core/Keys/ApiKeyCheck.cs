using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access.Keys;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Keys;

/// <summary>
/// Tells whose key a program sent. It costs the same whether the key is known, over or revoked: one hash and at most one look by it.
/// What was found is kept for <see cref="KeptFor"/>, so that a key which another process revoked is refused after that at the latest.
/// </summary>
public sealed partial class ApiKeyCheck(Database database, TimeProvider time, ILogger<ApiKeyCheck> logger)
{
    /// <summary>How long a key that was found is not looked for again.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);

    /// <summary>How exact <see cref="ApiKey.LastUsedAt"/> is: a write for each call would cost more than it tells.</summary>
    public static readonly TimeSpan UsedEvery = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();

    // By hash, and only keys that are there: what strangers send takes no room.
    private readonly Dictionary<string, Found> found = [];

    // When it was last noted that a key is used, by the key's id.
    private readonly Dictionary<Guid, long> noted = [];

    // How often all was forgotten: what was read before that is not kept.
    private int age;

    /// <param name="presented">What the program sent, without the word before it; null where it sent nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ApiKeyAnswer> CheckAsync(string? presented, CancellationToken cancellationToken)
    {
        if (ApiKeySecret.Read(presented) is not { } secret || await FindAsync(secret.Hash, cancellationToken) is not { } key)
            return new ApiKeyAnswer.Unknown();
        if (key.RevokedAt is not null)
            return new ApiKeyAnswer.Revoked();
        if (key.IsExpired(time.GetUtcNow()))
            return new ApiKeyAnswer.Expired();
        if (IsToBeNoted(key.Id))
            await NoteAsync(key, cancellationToken);
        return new ApiKeyAnswer.Valid(key.Id, key.WorkspaceId, key.Name, key.ConnectionId, ApiKeyScopes.Of(key.Scopes));
    }

    /// <summary>Looks for every key anew: one of them was changed.</summary>
    internal void Forget()
    {
        lock (gate)
        {
            age++;
            found.Clear();
        }
    }

    private async Task<ApiKey?> FindAsync(byte[] hash, CancellationToken cancellationToken)
    {
        var name = Convert.ToHexString(hash);
        int before;
        lock (gate)
        {
            before = age;
            if (found.TryGetValue(name, out var known) && time.GetElapsedTime(known.At) < KeptFor)
                return known.Key;
        }

        var at = time.GetTimestamp();
        await using var db = database.Read(default);
        // Whose workspace it is only the key tells.
        var key = await db.Set<ApiKey>().IgnoreQueryFilters().FirstOrDefaultAsync(key => key.Hash == hash, cancellationToken);
        lock (gate)
        {
            if (key is null)
                found.Remove(name);
            else if (age == before)
                found[name] = new(key, at);
        }

        return key;
    }

    private bool IsToBeNoted(Guid id)
    {
        lock (gate)
        {
            if (noted.TryGetValue(id, out var last) && time.GetElapsedTime(last) < UsedEvery)
                return false;
            noted[id] = time.GetTimestamp();
            return true;
        }
    }

    private async Task NoteAsync(ApiKey key, CancellationToken cancellationToken)
    {
        var (id, now) = (key.Id, time.GetUtcNow());
        try
        {
            await database.WriteAsync(
                key.WorkspaceId,
                (db, ct) => db.Set<ApiKey>().Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.LastUsedAt, now), ct),
                cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Such as on a full disk; reading goes on all the same.
            Log.NotNoted(logger, id, fault.Message);
        }
    }

    private readonly record struct Found(ApiKey Key, long At);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "It could not be noted that key {Key} is used: {Fault}")]
        public static partial void NotNoted(ILogger logger, Guid key, string fault);
    }
}

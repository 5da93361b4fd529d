using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Storage.Erasing;

namespace PennaPay.Billy.Core.Connections.Renewal;

/// <summary>Encrypts stored secrets anew that are still under an older key of the ring, each by itself, so that it can be interrupted anywhere.</summary>
public sealed partial class SecretRenewal(Database database, ConnectionStore store, SecretVault vault, SecretEraser eraser, ILogger<SecretRenewal> logger)
{
    /// <summary>Encrypts all of them anew.</summary>
    /// <returns>What is left.</returns>
    public async Task<SecretAges> RenewAsync(CancellationToken cancellationToken)
    {
        var stored = await StoredAsync(cancellationToken);
        var renewed = 0;
        foreach (var (older, _) in stored.Where(secret => secret.Age == SecretAge.Older))
        {
            // Another secret is about to take its place, and must find the one that it is for.
            if (older.RefreshingUntil is not null)
                continue;
            if (vault.Unprotect(older.WorkspaceId, older.Id, older.Secret!) is not { } secret
                || vault.Protect(older.WorkspaceId, older.Id, secret) is not { } anew)
                continue;
            await store.ChangeAsync(older, row => row.Secret = anew, cancellationToken);
            CrashPoint.Reach("keys.one-renewed");
            renewed++;
        }

        if (renewed == 0)
            return Count(stored);
        // A key may have been replaced because somebody else has it.
        await eraser.EraseAsync();
        var left = await CountAsync(cancellationToken);
        Log.Renewed(logger, renewed, left.Older);
        return left;
    }

    /// <summary>How many secrets are under which keys.</summary>
    public async Task<SecretAges> CountAsync(CancellationToken cancellationToken) => Count(await StoredAsync(cancellationToken));

    private static SecretAges Count(List<(Connection Connection, SecretAge Age)> stored)
    {
        var ages = stored.CountBy(secret => secret.Age).ToDictionary();
        return new(
            ages.GetValueOrDefault(SecretAge.Newest), ages.GetValueOrDefault(SecretAge.Older), ages.GetValueOrDefault(SecretAge.Unreadable));
    }

    private async Task<List<(Connection Connection, SecretAge Age)>> StoredAsync(CancellationToken cancellationToken)
    {
        // There is one key ring for all workspaces.
        await using var db = database.Read(default);
        var stored = await db.Set<Connection>().IgnoreQueryFilters().Where(c => c.Secret != null).ToListAsync(cancellationToken);
        return stored.ConvertAll(c => (c, vault.AgeOf(c.WorkspaceId, c.Id, c.Secret!)));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Count} secrets were encrypted anew with the newest key; {Left} are left under older ones.")]
        public static partial void Renewed(ILogger logger, int count, int left);
    }
}

/// <summary>How many stored secrets are under which keys of the ring.</summary>
/// <param name="Newest">Under the newest.</param>
/// <param name="Older">Under others, which still open them.</param>
/// <param name="Unreadable">Under none that is there.</param>
public sealed record SecretAges(int Newest, int Older, int Unreadable);

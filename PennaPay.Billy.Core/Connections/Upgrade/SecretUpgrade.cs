using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Storage.Erasing;

namespace PennaPay.Billy.Core.Connections.Upgrade;

/// <summary>
/// Binds secrets to their connection that an earlier version bound to the workspace alone. One that cannot be read, for its
/// key is missing, stays as it is: the key may come back, and until then the page says that it is missing.
/// </summary>
internal sealed partial class SecretUpgrade(
    Database database, ConnectionStore store, SecretVault vault, LogEraser eraser, ILogger<SecretUpgrade> logger) : IUpgradeStep
{
    /// <inheritdoc />
    public async Task AfterAsync(CancellationToken cancellationToken)
    {
        var old = await OldAsync(cancellationToken);
        foreach (var connection in old)
        {
            if (vault.Unprotect(connection.WorkspaceId, connection.Id, connection.Secret!) is not { } secret
                || vault.Protect(connection.WorkspaceId, connection.Id, secret) is not { } bound)
                continue;
            await store.ChangeAsync(connection, row => row.Secret = bound, cancellationToken);
            Log.Bound(logger, connection.Id);
        }

        if (old.Count > 0)
            await eraser.EraseAsync();
    }

    private async Task<List<Connection>> OldAsync(CancellationToken cancellationToken)
    {
        // Nobody asks for a workspace here: the upgrade is of all of them.
        await using var db = database.Read(default);
        var stored = await db.Set<Connection>().IgnoreQueryFilters().Where(c => c.Secret != null).ToListAsync(cancellationToken);
        return stored.FindAll(c => SecretVault.IsOld(c.Secret!));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The secret of connection {Connection} is bound to it from now on.")]
        public static partial void Bound(ILogger logger, Guid connection);
    }
}

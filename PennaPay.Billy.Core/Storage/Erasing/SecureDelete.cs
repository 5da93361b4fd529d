using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PennaPay.Billy.Core.Storage.Erasing;

/// <summary>
/// Has SQLite overwrite whatever is deleted or replaced. It must hold for every write, not only for the one that deletes a secret:
/// a row that moves leaves itself behind where it was.
/// </summary>
internal sealed class SecureDelete : DbConnectionInterceptor
{
    // What a connection was told, its pooled handle keeps.
    private readonly ConditionalWeakTable<object, object> told = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (((SqliteConnection)connection).Handle is not { } handle || !told.TryAdd(handle, handle))
            return;
        using var command = connection.CreateCommand();
        command.CommandText = Sqlite.OverwriteWhatIsDeleted;
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}

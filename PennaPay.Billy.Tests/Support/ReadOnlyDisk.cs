using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PennaPay.Billy.Tests.Support;

/// <summary>Lets the database be read and not written, as where a disk has failed or no byte is free.</summary>
internal sealed class ReadOnlyDisk : DbConnectionInterceptor
{
    public volatile bool IsReadOnly;

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = IsReadOnly ? "PRAGMA query_only=ON;" : "PRAGMA query_only=OFF;";
        command.ExecuteScalar();
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}

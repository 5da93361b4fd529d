using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PennaPay.Billy.Tests.Health;

/// <summary>Lets the database grow no more, as on a disk without room.</summary>
internal sealed class FullDisk : DbConnectionInterceptor
{
    public volatile bool IsFull;

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        // Less than there are pages means as many as there are.
        command.CommandText = IsFull ? "PRAGMA max_page_count=1;" : "PRAGMA max_page_count=1073741823;";
        command.ExecuteScalar();
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}

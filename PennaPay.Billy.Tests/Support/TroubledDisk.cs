using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PennaPay.Billy.Tests.Support;

/// <summary>Tells each connection to the database, whenever it is taken into use, what the disk below it is like.</summary>
internal abstract class TroubledDisk : DbConnectionInterceptor
{
    /// <summary>The statement that says so.</summary>
    protected abstract string Trouble { get; }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Trouble;
        command.ExecuteScalar();
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}

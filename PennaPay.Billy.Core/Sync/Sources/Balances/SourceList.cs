using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Sync.Sources.Balances;

/// <summary>The accounts that customers come from.</summary>
public sealed class SourceList(Database database, SourceSystems sources)
{
    /// <summary>Those that are or were connected, the connected ones first.</summary>
    public async Task<IReadOnlyList<CustomerSource>> AllAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        var systems = sources.Ids;
        await using var db = database.Read(workspace);
        var rows = await db.Set<Connection>().Where(connection => systems.Contains(connection.System))
            .Select(connection => new CustomerSource(
                connection.Id, connection.System, connection.AccountName, connection.UsesSandbox, connection.Secret != null && connection.ReplacedAt == null,
                db.Set<SourceTaskState>().Where(task => task.ConnectionId == connection.Id).Max(task => task.DoneAt)))
            .ToListAsync(cancellationToken);
        return [.. rows.OrderByDescending(row => row.IsConnected).ThenBy(row => row.System, StringComparer.Ordinal).ThenBy(row => row.AccountName, StringComparer.Ordinal).ThenBy(row => row.Connection)];
    }
}

/// <summary>An account that customers come from.</summary>
/// <param name="Connection">Which.</param>
/// <param name="System">The system's id.</param>
/// <param name="AccountName">What the account is called there; null where the system never said.</param>
/// <param name="IsSandbox">Whether the account is one of the system's sandbox.</param>
/// <param name="IsConnected">Whether anything new comes from it.</param>
/// <param name="AsOf">When something of it was last read to its end; null while nothing was.</param>
public sealed record CustomerSource(Guid Connection, string System, string? AccountName, bool IsSandbox, bool IsConnected, DateTimeOffset? AsOf);

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
                connection.Id, connection.System, connection.AccountName, connection.UsesSandbox, connection.Secret != null && connection.ReplacedAt == null, null))
            .ToListAsync(cancellationToken);
        if (rows.Count == 0)
            return [];
        var connections = rows.ConvertAll(row => row.Connection);
        var tasks = (await db.Set<SourceTaskState>().Where(task => connections.Contains(task.ConnectionId)).ToListAsync(cancellationToken)).ToLookup(task => task.ConnectionId);
        rows = rows.ConvertAll(row => row with { AsOf = SourceProgress.AsOfOf(sources.Of(row.System)!, [.. tasks[row.Connection]]) });
        return [.. rows.OrderByDescending(row => row.IsConnected).ThenBy(row => row.System, StringComparer.Ordinal).ThenBy(row => row.AccountName, StringComparer.Ordinal).ThenBy(row => row.Connection)];
    }
}

/// <summary>An account that customers come from.</summary>
/// <param name="Connection">Which.</param>
/// <param name="System">The system's id.</param>
/// <param name="AccountName">What the account is called there; null where the system never said.</param>
/// <param name="IsSandbox">Whether the account is one of the system's sandbox.</param>
/// <param name="IsConnected">Whether anything new comes from it.</param>
/// <param name="AsOf">As of when what is told of its invoices holds; null until all that was there has been read once.</param>
public sealed record CustomerSource(Guid Connection, string System, string? AccountName, bool IsSandbox, bool IsConnected, DateTimeOffset? AsOf);

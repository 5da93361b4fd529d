using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Connections.Lists;

/// <summary>All connections that a workspace has or had, for pages that choose or name one.</summary>
public sealed class ConnectionList(Database database)
{
    /// <summary>Those that are connected first, of these the listed one.</summary>
    public async Task<IReadOnlyList<ConnectionRow>> AllAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var rows = await db.Set<Connection>()
            .OrderByDescending(row => row.Id)
            .Select(row => new ConnectionRow(row.Id, row.System, row.AccountName, row.UsesSandbox, row.Secret != null && row.ReplacedAt == null, row.IsListed) { Problem = row.FailureCode == null ? null : new Failure(row.FailureCode, row.FailureDetail) })
            .ToListAsync(cancellationToken);
        return [.. rows.OrderByDescending(row => row.IsConnected).ThenByDescending(row => row.IsListed)];
    }
}

using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Connections;

/// <summary>The stored connection of each workspace: read as it is, changed as a whole, and every change told.</summary>
public sealed class ConnectionStore(Database database, ConnectionFeed feed)
{
    // Compiled once: every push and every page asks it.
    private readonly Func<WorkspaceDbContext, CancellationToken, Task<Connection?>> only = EF.CompileAsyncQuery(
        (WorkspaceDbContext db, CancellationToken cancellationToken) => db.Set<Connection>().SingleOrDefault());

    /// <returns>The row; null when the workspace never connected.</returns>
    internal async Task<Connection?> ReadAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await only(db, cancellationToken);
    }

    /// <param name="workspace">Whose connection.</param>
    /// <param name="change">Changes the row as it is now, which may be another than the one read before; may run twice.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The row after the change.</returns>
    internal async Task<Connection> ChangeAsync(
        WorkspaceId workspace, Action<Connection> change, CancellationToken cancellationToken)
    {
        var changed = await database.WriteAsync(workspace, async (db, token) =>
        {
            var row = await db.Set<Connection>().SingleOrDefaultAsync(token)
                ?? db.Add(new Connection { WorkspaceId = workspace }).Entity;
            change(row);
            return row;
        }, cancellationToken);
        feed.Publish(new ConnectionChanged(workspace));
        return changed;
    }

    /// <summary>
    /// The same, unless another token has been stored since <paramref name="seen"/> was read: what was learnt with the
    /// old token says nothing about the new one.
    /// </summary>
    internal Task<Connection> ChangeAsync(
        Connection seen, Action<Connection> change, CancellationToken cancellationToken) =>
        ChangeAsync(seen.WorkspaceId, row =>
        {
            if (row.ProtectedToken == seen.ProtectedToken)
                change(row);
        }, cancellationToken);
}

using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Connections;

/// <summary>The stored connections of each workspace: read as they are, changed as a whole, and every change told.</summary>
public sealed class ConnectionStore(Database database, ConnectionFeed feed)
{
    // Compiled once: every push and every page asks one of them.
    private readonly Func<WorkspaceDbContext, Guid, CancellationToken, Task<Connection?>> one = EF.CompileAsyncQuery(
        (WorkspaceDbContext db, Guid id, CancellationToken cancellationToken) => db.Set<Connection>().FirstOrDefault(c => c.Id == id));

    private readonly Func<WorkspaceDbContext, string, CancellationToken, Task<Connection?>> current = EF.CompileAsyncQuery(
        (WorkspaceDbContext db, string system, CancellationToken cancellationToken) => db.Set<Connection>()
            .Where(c => c.System == system && c.ReplacedAt == null).OrderByDescending(c => c.Id).FirstOrDefault());

    private readonly Func<WorkspaceDbContext, CancellationToken, Task<Connection?>> listed = EF.CompileAsyncQuery(
        (WorkspaceDbContext db, CancellationToken cancellationToken) => db.Set<Connection>().FirstOrDefault(c => c.IsListed));

    /// <returns>The connection; null when the workspace has none of that id.</returns>
    public async Task<Connection?> FindAsync(WorkspaceId workspace, Guid connection, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await one(db, connection, cancellationToken);
    }

    /// <summary>
    /// The account of a system that the workspace works with now or, after disconnecting, worked with last; the latest where
    /// there are several.
    /// </summary>
    public async Task<Connection?> CurrentAsync(WorkspaceId workspace, string system, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await current(db, system, cancellationToken);
    }

    /// <summary>The connection that lists are about and that a push goes to when nobody names another.</summary>
    public async Task<Connection?> ListedAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await listed(db, cancellationToken);
    }

    /// <summary>Changes what somebody wants changed.</summary>
    /// <param name="actor">Who wants it.</param>
    /// <param name="action">What the audit says, such as <c>connection.tested</c>.</param>
    /// <param name="connection">Which.</param>
    /// <param name="change">
    /// Changes the row as it is now, which may be another than the one read before, and answers whether it did; may run twice.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="permission">What it needs.</param>
    /// <param name="refusal">Why it came to nothing, as a code.</param>
    /// <returns>The row after the change; null when there is none of that id.</returns>
    internal Task<Connection?> ChangeAsync(
        Actor actor, string action, Guid connection, Func<Connection, bool> change, CancellationToken cancellationToken,
        Permission permission = Permission.ManageConnections, string? refusal = null) =>
        database.WriteAsync(actor, permission, async (db, token) =>
        {
            var isChanged = false;
            var row = await ChangeAsync(db, connection, found => isChanged = change(found), token);
            if (isChanged)
                db.Audit(new(action, nameof(Connection), connection.ToString(), Refusal: refusal));
            return row;
        }, cancellationToken);

    /// <summary>The same for a change that is always made.</summary>
    internal Task<Connection?> ChangeAsync(
        Actor actor, string action, Guid connection, Action<Connection> change, CancellationToken cancellationToken,
        Permission permission = Permission.ManageConnections) =>
        ChangeAsync(actor, action, connection, row =>
        {
            change(row);
            return true;
        }, cancellationToken, permission);

    /// <summary>Keeps what was learnt of a connection while it was used.</summary>
    /// <param name="workspace">Whose connection.</param>
    /// <param name="connection">Which.</param>
    /// <param name="change">Changes the row as it is now, which may be another than the one read before; may run twice.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The row after the change; null when there is none of that id.</returns>
    internal Task<Connection?> ChangeAsync(
        WorkspaceId workspace, Guid connection, Action<Connection> change, CancellationToken cancellationToken) =>
        database.WriteAsync(workspace, (db, token) => ChangeAsync(db, connection, change, token), cancellationToken);

    /// <summary>
    /// The same, unless another secret has been stored since <paramref name="seen"/> was read: what was learnt with the
    /// old one says nothing about the new one.
    /// </summary>
    internal Task<Connection?> ChangeAsync(Connection seen, Action<Connection> change, CancellationToken cancellationToken) =>
        ChangeAsync(seen.WorkspaceId, seen.Id, row =>
        {
            if (row.Secret == seen.Secret)
                change(row);
        }, cancellationToken);

    /// <summary>Tells open pages and workers of a change once it is committed.</summary>
    internal void Tell(WorkspaceDbContext db, Connection row) =>
        db.AfterCommit(() => feed.Publish(new ConnectionChanged(row.WorkspaceId, row.Id)));

    private async Task<Connection?> ChangeAsync(
        WorkspaceDbContext db, Guid connection, Action<Connection> change, CancellationToken cancellationToken)
    {
        if (await db.Set<Connection>().FirstOrDefaultAsync(c => c.Id == connection, cancellationToken) is not { } row)
            return null;
        change(row);
        Tell(db, row);
        return row;
    }
}

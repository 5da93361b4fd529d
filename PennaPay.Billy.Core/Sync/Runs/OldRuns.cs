using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Settings;

namespace PennaPay.Billy.Core.Sync.Runs;

/// <summary>Forgets runs, and what they changed, once they are older than the owner wants them kept.</summary>
public sealed class OldRuns(Database database, TimeProvider time)
{
    // Few at a time, so that nobody else who writes waits for long.
    private const int AtATime = 500;

    /// <returns>How many runs were forgotten, in all workspaces.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var forgotten = 0;
        await using var db = database.Read(default);
        var connections = await db.Set<Connection>().IgnoreQueryFilters().Select(connection => new { connection.WorkspaceId, connection.Id, connection.System }).ToListAsync(cancellationToken);
        foreach (var connection in connections)
            forgotten += await SweepAsync(connection.WorkspaceId, connection.Id, connection.System, cancellationToken);
        return forgotten;
    }

    private async Task<int> SweepAsync(WorkspaceId workspace, Guid connection, string system, CancellationToken cancellationToken)
    {
        List<Guid> old;
        await using (var db = database.Read(workspace))
        {
            var (choices, _) = await SyncSettingsEditor.ReadAsync(db, system, cancellationToken);
            var since = time.GetUtcNow().AddMonths(-choices.KeepMonths);
            old = await db.Set<SyncRun>().Where(run => run.ConnectionId == connection && run.State >= SyncRunState.Done && run.QueuedAt < since)
                .OrderBy(run => run.Id).Select(run => run.Id).ToListAsync(cancellationToken);
        }

        foreach (var run in old)
        {
            while (await ForgetItemsAsync(workspace, run, cancellationToken) == AtATime)
            {
                // There are more.
            }

            await database.WriteAsync(workspace, (db, ct) => db.Set<SyncRun>().Where(known => known.Id == run).ExecuteDeleteAsync(ct), cancellationToken);
        }

        return old.Count;
    }

    private Task<int> ForgetItemsAsync(WorkspaceId workspace, Guid run, CancellationToken cancellationToken) =>
        database.WriteAsync(workspace, async (db, ct) =>
        {
            var items = await db.Set<SyncItem>().Where(item => item.RunId == run).OrderBy(item => item.Id).Select(item => item.Id).Take(AtATime).ToListAsync(ct);
            await db.Set<SyncItem>().Where(item => items.Contains(item.Id)).ExecuteDeleteAsync(ct);
            return items.Count;
        }, cancellationToken);
}

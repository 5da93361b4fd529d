using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Events;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Settings;

namespace PennaPay.Billy.Core.Sync.Running;

/// <summary>
/// Does the runs that wait, one at a time for a connection and those of different ones side by side, and starts those whose time
/// has come. A run that a crash left is gone on with at the next start.
/// </summary>
internal sealed partial class SyncWorker(
    Database database, SyncRuns runs, SyncProcessor processor, SyncBell bell, TimeProvider time, ILogger<SyncWorker> logger) : BellWorker(bell, time, logger)
{
    private readonly ILogger<SyncWorker> logger = logger;
    private readonly TimeProvider time = time;

    /// <inheritdoc />
    protected override async Task<IReadOnlyList<Work>> FindAsync(CancellationToken cancellationToken)
    {
        foreach (var (workspace, connection) in await DueAsync(cancellationToken))
        {
            try
            {
                await StartDueAsync(workspace, connection, cancellationToken);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                // One workspace's trouble is not the others'.
                Log.NotStarted(logger, connection, fault);
            }
        }

        return await OpenAsync(cancellationToken);
    }

    private async Task<List<Work>> OpenAsync(CancellationToken cancellationToken)
    {
        await using var db = database.Read(default);
        var open = await db.Set<SyncRun>().IgnoreQueryFilters().Where(run => run.State < SyncRunState.Done)
            .OrderBy(run => run.Id).Select(run => new { run.WorkspaceId, run.ConnectionId, run.Id }).ToListAsync(cancellationToken);
        return open.ConvertAll(run => new Work(run.ConnectionId, async stopping =>
        {
            await processor.RunAsync(run.WorkspaceId, run.Id, stopping);
            return true;
        }));
    }

    private async Task<List<(WorkspaceId Workspace, Guid Connection)>> DueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = database.Read(default);
        var due = await db.Set<SyncState>().IgnoreQueryFilters().Where(state => state.DueAt <= now)
            .Select(state => new { state.WorkspaceId, state.ConnectionId }).ToListAsync(cancellationToken);
        return due.ConvertAll(state => (state.WorkspaceId, state.ConnectionId));
    }

    // Whatever comes of it, the next time is the next tick: what cannot run now is tried again then.
    private Task StartDueAsync(WorkspaceId workspace, Guid connection, CancellationToken cancellationToken) =>
        database.WriteAsync(Actor.Clock(workspace, "sync"), Permission.Synchronize, async (db, ct) =>
        {
            var stored = await db.Set<Connection>().FirstAsync(known => known.Id == connection, ct);
            var (choices, _) = await SyncSettingsEditor.ReadAsync(db, stored.System, ct);
            var isOn = choices.IsAutomatic && !stored.IsReplaced;
            var next = isOn ? SyncSettingsEditor.NextTick(time.GetUtcNow(), choices.Every) : (DateTimeOffset?)null;
            await db.Set<SyncState>().Where(state => state.ConnectionId == connection)
                .ExecuteUpdateAsync(update => update.SetProperty(state => state.DueAt, next), ct);
            if (isOn && stored.Secret is not null)
                await runs.QueueAsync(db, new() { StartedBy = "", Cause = SyncCause.Automatic }, stored, choices, "auto", ct);
        }, cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The run of connection {Connection} that is due could not be queued; it is tried again.")]
        public static partial void NotStarted(ILogger logger, Guid connection, Exception fault);
    }
}

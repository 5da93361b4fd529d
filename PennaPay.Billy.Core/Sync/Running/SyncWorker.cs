using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Settings;

namespace PennaPay.Billy.Core.Sync.Running;

/// <summary>
/// Does the runs that wait, one at a time for a connection and those of different ones side by side, and starts those whose time
/// has come. A run that a crash left is gone on with at the next start.
/// </summary>
internal sealed partial class SyncWorker(
    Database database, SyncRuns runs, SyncProcessor processor, SyncBell bell, TimeProvider time, ILogger<SyncWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();
    private readonly Dictionary<Guid, Task> running = [];

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ticking = new PeriodicTimer(Tick, time);
        var ticks = TickAsync(ticking, stoppingToken);
        try
        {
            do
            {
                await LookAsync(stoppingToken);
                await bell.WaitAsync(stoppingToken);
            }
            while (!stoppingToken.IsCancellationRequested);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping: what is in flight is seen through below.
        }

        Task[] last;
        lock (gate)
            last = [.. running.Values];
        await Task.WhenAll([ticks, .. last]);
    }

    /// <summary>Starts the runs that wait, and those that are due.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        try
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
                    Log.LookFailed(logger, fault);
                }
            }

            foreach (var (workspace, connection, run) in await OpenAsync(cancellationToken))
                Start(workspace, connection, run, cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            Log.LookFailed(logger, fault);
        }
    }

    private async Task TickAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                bell.Ring();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private void Start(WorkspaceId workspace, Guid connection, Guid run, CancellationToken stopping)
    {
        lock (gate)
        {
            if (running.TryGetValue(connection, out var task) && !task.IsCompleted)
                return;
            running[connection] = Task.Run(() => RunAsync(workspace, run, stopping), CancellationToken.None);
        }
    }

    private async Task RunAsync(WorkspaceId workspace, Guid run, CancellationToken stopping)
    {
        try
        {
            await processor.RunAsync(workspace, run, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The run stays open, and is gone on with at the next start.
            return;
        }
        catch (Exception fault)
        {
            // It is gone on with at the next tick.
            Log.RunFailed(logger, run, fault);
            return;
        }

        bell.Ring();
    }

    private async Task<List<(WorkspaceId Workspace, Guid Connection, Guid Run)>> OpenAsync(CancellationToken cancellationToken)
    {
        await using var db = database.Read(default);
        var open = await db.Set<SyncRun>().IgnoreQueryFilters().Where(run => run.State < SyncRunState.Done)
            .OrderBy(run => run.Id).Select(run => new { run.WorkspaceId, run.ConnectionId, run.Id }).ToListAsync(cancellationToken);
        return open.ConvertAll(run => (run.WorkspaceId, run.ConnectionId, run.Id));
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
        [LoggerMessage(LogLevel.Error, "Which runs are due could not be read; it is tried again.")]
        public static partial void LookFailed(ILogger logger, Exception fault);

        [LoggerMessage(LogLevel.Error, "Run {Run} of keeping records alike broke off; it is gone on with.")]
        public static partial void RunFailed(ILogger logger, Guid run, Exception fault);
    }
}

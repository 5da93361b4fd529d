using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Sync.Sources;

/// <summary>Reads accounts whose tasks are due, one at a time for an account and different ones side by side.</summary>
internal sealed partial class SourceWorker(Database database, SourceRunner runner, SourceBell bell, TimeProvider time, ILogger<SourceWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<Guid, Task> running = new();

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        var ticking = TickAsync(timer, stoppingToken);
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await LookAsync(stoppingToken);
                await bell.WaitAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping: what is in flight ends at its next step.
        }

        await Task.WhenAll([ticking, .. running.Values]);
    }

    /// <summary>Begins what is due.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var (workspace, connection) in await DueAsync(cancellationToken))
            {
                if (!running.TryGetValue(connection, out var task) || task.IsCompleted)
                    running[connection] = Task.Run(() => RunAsync(workspace, connection, cancellationToken), CancellationToken.None);
            }
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

    private async Task RunAsync(WorkspaceId workspace, Guid connection, CancellationToken stopping)
    {
        try
        {
            await runner.RunAsync(workspace, connection, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // It goes on from its checkpoint at the next start.
        }
        catch (Exception fault)
        {
            // It goes on from its checkpoint at the next tick.
            Log.RunFailed(logger, connection, fault);
        }
    }

    // One that is not connected waits until it is.
    private async Task<List<(WorkspaceId Workspace, Guid Connection)>> DueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = database.Read(default);
        var due = await db.Set<SourceTaskState>().IgnoreQueryFilters().Where(task => task.DueAt <= now)
            .Join(db.Set<Connection>().IgnoreQueryFilters().Where(known => known.Secret != null && known.ReplacedAt == null && known.FailureCode != FailureCodes.ConnectAgain),
                task => task.ConnectionId, known => known.Id, (task, known) => new { known.WorkspaceId, known.Id })
            .Distinct().ToListAsync(cancellationToken);
        return due.ConvertAll(known => (known.WorkspaceId, known.Id));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Which accounts are to be read could not be found out; it is tried again.")]
        public static partial void LookFailed(ILogger logger, Exception fault);

        [LoggerMessage(LogLevel.Error, "Reading connection {Connection} broke off; it goes on from where it was.")]
        public static partial void RunFailed(ILogger logger, Guid connection, Exception fault);
    }
}

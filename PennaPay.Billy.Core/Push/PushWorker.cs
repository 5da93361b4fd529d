using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Workspaces;

namespace PennaPay.Billy.Core.Push;

/// <summary>
/// Drains queues as the bell calls: workspaces side by side, each by one drain at a time. <see cref="DuePushesJob"/> rings
/// for what waited for its time and for what an earlier run left.
/// </summary>
public sealed partial class PushWorker(
    PushBell bell, PushDrain drain, QueueTurns turns, ILogger<PushWorker> logger) : BackgroundService
{
    private readonly Lock gate = new();
    private readonly Dictionary<WorkspaceId, Drain> running = [];

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await turns.ClearAsync(stoppingToken);
        try
        {
            await foreach (var workspace in bell.CallsAsync(stoppingToken))
                Start(workspace, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping: what is in flight is seen through below.
        }

        Task[] last;
        lock (gate)
            last = [.. running.Values.Select(d => d.Task)];
        await Task.WhenAll(last);
    }

    private void Start(WorkspaceId workspace, CancellationToken stopping)
    {
        lock (gate)
        {
            if (running.TryGetValue(workspace, out var busy))
            {
                busy.Again = true;
                return;
            }

            var started = new Drain();
            running.Add(workspace, started);
            started.Task = Task.Run(() => DrainAsync(workspace, started, stopping), CancellationToken.None);
        }
    }

    private async Task DrainAsync(WorkspaceId workspace, Drain self, CancellationToken stopping)
    {
        do
        {
            lock (gate)
                self.Again = false;
            try
            {
                await drain.RunAsync(workspace, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // The ledger has what is left; the next start goes on with it.
            }
            catch (Exception fault)
            {
                Log.DrainFailed(logger, fault, workspace);
            }
        }
        while (!EndedOrStopped());

        bool EndedOrStopped()
        {
            lock (gate)
            {
                if (self.Again && !stopping.IsCancellationRequested)
                    return false;
                running.Remove(workspace);
                return true;
            }
        }
    }

    private sealed class Drain
    {
        public bool Again { get; set; }

        public Task Task { get; set; } = Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Draining the queue of workspace {Workspace} failed; it is taken up again.")]
        public static partial void DrainFailed(ILogger logger, Exception fault, WorkspaceId workspace);
    }
}

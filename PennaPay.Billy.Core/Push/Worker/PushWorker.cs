using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;

namespace PennaPay.Billy.Core.Push.Worker;

/// <summary>
/// Drains queues as the bell calls: workspaces side by side, each by one drain at a time. <see cref="DuePushesJob"/> rings
/// for what waited for its time and for what an earlier run left.
/// </summary>
public sealed partial class PushWorker(
    PushBell bell, QueueWork drain, QueueLeases turns, ConnectionFeed connections, TimeProvider time, ILogger<PushWorker> logger) : BackgroundService
{
    // A worker that has nothing to do keeps its turn a little: people push several invoices one after the other, and each
    // turn that is taken and given back is two more commits. Well under the length of a turn.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(20);

    private readonly Lock gate = new();
    private readonly Dictionary<WorkspaceId, Drain> running = [];

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await turns.ClearAsync(stoppingToken);
        // A connection that works again lets go on what waited for it.
        using var changes = connections.SubscribeToAll(changed =>
        {
            bell.Ring(changed.Workspace);
            return Task.CompletedTask;
        });
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
                busy.Call();
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
            try
            {
                await drain.RunAsync(workspace, stopping, () => self.IsCalledWithinAsync(Rest, time, stopping));
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
                if (self.AnswersCall() && !stopping.IsCancellationRequested)
                    return false;
                running.Remove(workspace);
                return true;
            }
        }
    }

    /// <summary>The one drain of a workspace, and the call that reached it while it was busy or at rest.</summary>
    private sealed class Drain
    {
        private volatile TaskCompletionSource call = NoCall();

        public Task Task { get; set; } = Task.CompletedTask;

        public void Call() => call.TrySetResult();

        /// <summary>Whether there was a call; the next one is a new one.</summary>
        public bool AnswersCall()
        {
            if (!call.Task.IsCompleted)
                return false;
            call = NoCall();
            return true;
        }

        public async Task<bool> IsCalledWithinAsync(TimeSpan rest, TimeProvider time, CancellationToken cancellationToken)
        {
            await call.Task.WaitAsync(rest, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            return AnswersCall();
        }

        private static TaskCompletionSource NoCall() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Draining the queue of workspace {Workspace} failed; it is taken up again.")]
        public static partial void DrainFailed(ILogger logger, Exception fault, WorkspaceId workspace);
    }
}

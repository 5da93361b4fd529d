using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.Outages;
using PennaPay.Billy.Core.Push.Leases;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Push.Reconciling;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Worker;

/// <summary>
/// Works off queues as the bell calls: connections side by side, each by one run at a time. <see cref="DuePushesPoll"/> rings
/// for what waited for its time and for what an earlier run left.
/// </summary>
internal sealed partial class PushWorker(
    PushBell bell, QueueWork work, QueueLeases leases, DueTimes times, Reconciler reconciler, ConnectionFeed connections, ConnectionOutages outages,
    TimeProvider time, ILogger<PushWorker> logger) : BackgroundService
{
    // A worker that has nothing to do keeps its lease a little: people push several invoices one after the other, and each
    // lease that is taken and given back is two more commits. Well under the length of a lease.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(20);

    private readonly Lock gate = new();
    private readonly Dictionary<QueueId, Run> running = [];

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await BeginAsync(stoppingToken);
        }
        catch (Exception fault) when (DatabaseDamage.IsMeantBy(fault))
        {
            // Nothing is pushed until another start. The pages say why, so the program goes on for them.
            return;
        }

        // A connection that works again lets go on what waited for it.
        using var changes = connections.SubscribeToAll(changed =>
        {
            bell.Ring(new(changed.Workspace, changed.Connection));
            return Task.CompletedTask;
        });
        outages.ProbeDue += Call;
        try
        {
            await foreach (var queue in bell.CallsAsync(stoppingToken))
                Start(queue, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping: what is in flight is seen through below.
        }
        finally
        {
            outages.ProbeDue -= Call;
        }

        Task[] last;
        lock (gate)
            last = [.. running.Values.Select(d => d.Task)];
        await Task.WhenAll(last);
    }

    private async Task BeginAsync(CancellationToken stoppingToken)
    {
        await leases.ClearAsync(stoppingToken);
        // Before anything can be taken up: what a restored database does not know is looked for, push by push.
        foreach (var behind in await reconciler.TakeUpRestoreAsync(stoppingToken))
            bell.Ring(behind);
        await times.BeginAsync(stoppingToken);
    }

    private void Call(WorkspaceId workspace, Guid connection) => bell.Ring(new(workspace, connection));

    private void Start(QueueId queue, CancellationToken stopping)
    {
        lock (gate)
        {
            if (running.TryGetValue(queue, out var busy))
            {
                busy.Call();
                return;
            }

            var started = new Run();
            running.Add(queue, started);
            started.Task = Task.Run(() => WorkAsync(queue, started, stopping), CancellationToken.None);
        }
    }

    private async Task WorkAsync(QueueId queue, Run self, CancellationToken stopping)
    {
        do
        {
            try
            {
                await work.RunAsync(queue, stopping, () => self.IsCalledWithinAsync(Rest, time, stopping));
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // The ledger has what is left; the next start goes on with it.
            }
            catch (Exception fault)
            {
                Log.WorkFailed(logger, fault, queue.Connection);
            }
        }
        while (!EndedOrStopped());

        bool EndedOrStopped()
        {
            lock (gate)
            {
                if (self.AnswersCall() && !stopping.IsCancellationRequested)
                    return false;
                running.Remove(queue);
                return true;
            }
        }
    }

    /// <summary>The one run through a queue, and the call that reached it while it was busy or at rest.</summary>
    private sealed class Run
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
        [LoggerMessage(LogLevel.Error, "Working off the queue of connection {Connection} failed; it is taken up again.")]
        public static partial void WorkFailed(ILogger logger, Exception fault, Guid connection);
    }
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PennaPay.Billy.Core.Events;

/// <summary>
/// Does work that stands in rows, one piece at a time for an owner and those of different owners side by side: when its bell rings, and every
/// quarter of a minute, for some work is due by the clock. What breaks off still stands in its rows, and is begun again at the next look.
/// </summary>
internal abstract partial class BellWorker(Bell bell, TimeProvider time, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();
    private readonly Dictionary<Guid, Task> running = [];

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        var ticks = TickAsync(timer, stoppingToken);
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

    /// <summary>Begins what waits.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var work in await FindAsync(cancellationToken))
                Begin(work, cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            Log.LookFailed(logger, fault);
        }
    }

    /// <summary>What waits now. An owner's second piece is passed over while the first is done.</summary>
    protected abstract Task<IReadOnlyList<Work>> FindAsync(CancellationToken cancellationToken);

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

    private void Begin(Work work, CancellationToken stopping)
    {
        lock (gate)
        {
            if (!running.ContainsKey(work.Owner))
                running[work.Owner] = Task.Run(() => DoAsync(work, stopping), CancellationToken.None);
        }
    }

    private async Task DoAsync(Work work, CancellationToken stopping)
    {
        var mayGoOn = false;
        try
        {
            mayGoOn = await work.DoAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // It goes on at the next start.
        }
        catch (Exception fault)
        {
            Log.BrokeOff(logger, work.Owner, fault);
        }

        // Before the bell rings, or the next look would take it for running.
        lock (gate)
            running.Remove(work.Owner);
        if (mayGoOn)
            bell.Ring();
    }

    /// <summary>A piece of work.</summary>
    /// <param name="Owner">Whose it is.</param>
    /// <param name="DoAsync">Does it; whether the owner may have more that waits.</param>
    protected sealed record Work(Guid Owner, Func<CancellationToken, Task<bool>> DoAsync);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "What waits could not be read; it is tried again.")]
        public static partial void LookFailed(ILogger logger, Exception fault);

        [LoggerMessage(LogLevel.Error, "Work of {Owner} broke off; it is gone on with.")]
        public static partial void BrokeOff(ILogger logger, Guid owner, Exception fault);
    }
}

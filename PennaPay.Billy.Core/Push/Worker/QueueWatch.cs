using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Push.Targets;

namespace PennaPay.Billy.Core.Push.Worker;

/// <summary>
/// Counts what the queues hold for <see cref="PushMeter"/>, as long as somebody wants to know. From the table each time, so
/// that a restart and other servers change nothing; and apart from the observation, which must not wait for the database.
/// </summary>
internal sealed partial class QueueWatch(
    DuePushes queue, PushTargets targets, PushMeter meter, TimeProvider time, ILogger<QueueWatch> logger) : BackgroundService
{
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Counts once.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        if (!meter.IsQueueWatched)
        {
            meter.Queues = [];
            return;
        }

        try
        {
            var found = await queue.CountAsync(cancellationToken);
            // An empty queue is a figure, too.
            var none =
                from system in targets.Systems
                from state in PushStates.Open
                select new QueueFigure(system, state, 0, null);
            meter.Queues = [.. found, .. none];
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // Rather no figure than an old one.
            meter.Queues = [];
            Log.NotCounted(logger, fault);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            await LookAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "What the queues hold could not be counted.")]
        public static partial void NotCounted(ILogger logger, Exception fault);
    }
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Push.Queue;

namespace PennaPay.Billy.Core.Push.Worker;

/// <summary>
/// Calls the worker to queues where something has come due that nobody rang for: the net under the bell. No job of Quartz,
/// which goes by the clock on the wall and would stand still for as long as that was set back.
/// </summary>
internal sealed partial class DuePushesPoll(
    DuePushes queue, DueTimes times, PushBell bell, IOptions<PushOptions> options, TimeProvider time, ILogger<DuePushesPoll> logger) : BackgroundService
{
    /// <summary>Looks once.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await times.KeepRightAsync(cancellationToken);
            foreach (var due in await queue.QueuesWithWorkAsync(cancellationToken))
                bell.Ring(due);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            Log.LookFailed(logger, fault);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.PollInterval, time);
        do
        {
            await LookAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "What is due could not be read; it is tried again.")]
        public static partial void LookFailed(ILogger logger, Exception fault);
    }
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PennaPay.Billy.Core.Health;

/// <summary>Looks once a minute, so that log and owners are told also where nobody asks.</summary>
internal sealed partial class HealthWatch(ProgramHealth health, TimeProvider time, ILogger<HealthWatch> logger) : BackgroundService
{
    internal static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await health.IsReadyAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                Log.LookFailed(logger, fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Whether the program can do its work could not be found out.")]
        public static partial void LookFailed(ILogger logger, Exception fault);
    }
}

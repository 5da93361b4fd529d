using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Storage.Keys;

namespace PennaPay.Billy.Core.Connections.Renewal;

/// <summary>
/// Looks once a minute whether the ring has a newer key, made by a command or because the one before is old, and then encrypts
/// secrets anew with it.
/// </summary>
internal sealed partial class SecretRenewalWatch(SecretRenewal renewal, KeyRing ring, TimeProvider time, ILogger<SecretRenewalWatch> logger) : BackgroundService
{
    internal static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (ring.Look() is null)
                    await renewal.RenewAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, fault);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Secrets could not be encrypted anew; the next try is in a minute.")]
        public static partial void Failed(ILogger logger, Exception fault);
    }
}

using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Http;
using Quartz;

namespace PennaPay.Billy.Core.Push.Decisions;

/// <summary>Checks the documents of every connection whose time has come.</summary>
[DisallowConcurrentExecution]
internal sealed partial class AftercareJob(Aftercare aftercare, ILogger<AftercareJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        foreach (var queue in await aftercare.DueAsync(cancellationToken))
        {
            try
            {
                await aftercare.RunAsync(queue, cancellationToken);
            }
            catch (ApiException failure)
            {
                // One account's trouble must not keep the others from being checked.
                Log.Failed(logger, queue.Connection, failure.Failure, failure.StatusCode);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Checking the documents of connection {Connection} failed: {Failure} ({Status}). It is tried again.")]
        public static partial void Failed(ILogger logger, Guid connection, ApiFailure failure, int? status);
    }
}

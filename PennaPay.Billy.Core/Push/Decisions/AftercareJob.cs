using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Http;
using Quartz;

namespace PennaPay.Billy.Core.Push.Decisions;

/// <summary>Checks the documents of every connection whose time has come.</summary>
[DisallowConcurrentExecution]
internal sealed partial class AftercareJob(Aftercare aftercare, IHostApplicationLifetime program, ILogger<AftercareJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        // Quartz lets a job end before the program does; this one only reads, and need not be waited for.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, program.ApplicationStopping);
        foreach (var queue in await aftercare.DueAsync(either.Token))
        {
            try
            {
                await aftercare.RunAsync(queue, either.Token);
            }
            catch (OperationCanceledException) when (program.ApplicationStopping.IsCancellationRequested)
            {
                return;
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

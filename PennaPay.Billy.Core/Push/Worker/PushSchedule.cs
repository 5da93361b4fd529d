using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Decisions;
using Quartz;

namespace PennaPay.Billy.Core.Push.Worker;

/// <summary>Calls the worker to queues where something has come due that nobody rang for: the net under the bell.</summary>
[DisallowConcurrentExecution]
internal sealed class DuePushesJob(DuePushes queue, PushBell bell) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        foreach (var workspace in await queue.WorkspacesWithWorkAsync(cancellationToken))
            bell.Ring(workspace);
    }
}

/// <summary>Looks after the drafts of every workspace whose time has come.</summary>
[DisallowConcurrentExecution]
internal sealed partial class AftercareJob(Aftercare sweep, ILogger<AftercareJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        foreach (var workspace in await sweep.WorkspacesDueAsync(cancellationToken))
        {
            try
            {
                await sweep.RunAsync(workspace, cancellationToken);
            }
            catch (ApiException failure)
            {
                // One organisation's trouble must not keep the others from being looked at.
                Log.SweepFailed(logger, workspace.Value, failure.Failure, failure.StatusCode);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Looking after the drafts of workspace {Workspace} failed: {Failure} ({Status}). It is tried again.")]
        public static partial void SweepFailed(ILogger logger, Guid workspace, ApiFailure failure, int? status);
    }
}

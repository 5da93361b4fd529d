using Quartz;

namespace PennaPay.Billy.Core.Sync.Runs;

/// <summary>Forgets old runs every night.</summary>
[DisallowConcurrentExecution]
internal sealed class OldRunsJob(OldRuns runs) : IJob
{
    public static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await runs.SweepAsync(cancellationToken);
}

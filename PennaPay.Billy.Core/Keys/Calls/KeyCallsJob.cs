using Quartz;

namespace PennaPay.Billy.Core.Keys.Calls;

/// <summary>Takes away what was kept for long enough, every hour.</summary>
[DisallowConcurrentExecution]
internal sealed class KeyCallsJob(KeyCallSweep sweep) : IJob
{
    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await sweep.RunAsync(cancellationToken);
}

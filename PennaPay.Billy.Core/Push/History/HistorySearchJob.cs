using Quartz;

namespace PennaPay.Billy.Core.Push.History;

/// <summary>Keeps the rows few that a search of the history looks at one by one.</summary>
[DisallowConcurrentExecution]
internal sealed class HistorySearchJob(HistorySearch search) : IJob
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await search.BringUpAsync(cancellationToken);
}

using Quartz;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Unfinished;

/// <summary>Forgets unfinished imports whose time is over, every night.</summary>
[DisallowConcurrentExecution]
internal sealed class UnfinishedImportsJob(UnfinishedImports imports) : IJob
{
    public static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await imports.SweepAsync(cancellationToken);
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Attention;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.History;
using PennaPay.Billy.Core.Push.Leases;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Looks;
using PennaPay.Billy.Core.Push.Plans;
using PennaPay.Billy.Core.Push.Preview;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Push.Reconciling;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Push.Upgrade;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using Quartz;

namespace PennaPay.Billy.Core.Push;

internal static class PushServices
{
    /// <summary>Adds the ledger and the worker that works it off; where invoices go is added by the systems.</summary>
    public static IServiceCollection AddPush(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PushOptions>()
            .Bind(configuration.GetSection(PushOptions.Section))
            .Validate(o => o.PollInterval > TimeSpan.Zero, "Push:PollInterval must be longer than nothing.")
            .Validate(o => o.SweepInterval > TimeSpan.Zero, "Push:SweepInterval must be longer than nothing.")
            .Validate(o => o.LookInterval > TimeSpan.Zero || o.LookInterval == Timeout.InfiniteTimeSpan, "Push:LookInterval must be longer than nothing, or -00:00:00.001 for never.")
            .Validate(o => o.LookAtShownInterval > TimeSpan.Zero, "Push:LookAtShownInterval must be longer than nothing.")
            .ValidateOnStart();
        var options = configuration.GetSection(PushOptions.Section).Get<PushOptions>() ?? new PushOptions();
        services.AddQuartz(quartz => quartz
            .ScheduleJob<AftercareJob>(trigger => trigger.StartNow()
                .WithSimpleSchedule(every => every.WithInterval(options.SweepInterval).RepeatForever()))
            .ScheduleJob<HistorySearchJob>(trigger => trigger.StartNow()
                .WithSimpleSchedule(every => every.WithInterval(HistorySearchJob.Interval).RepeatForever())));
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        return services
            .AddSingleton<UpgradeReport>()
            .AddSingleton<IUpgradeStep>(provider => provider.GetRequiredService<UpgradeReport>())
            .AddSingleton<PushTargets>()
            .AddSingleton<TakenInvoices>()
            .AddMetrics()
            .AddSingleton<PushMeter>()
            .AddSingleton<PushFeed>()
            .AddSingleton<BatchFeed>()
            .AddSingleton<PushBell>()
            .AddSingleton<QueueLeases>()
            .AddSingleton<PushLedger>()
            .AddSingleton<IConnectionHandler>(provider => provider.GetRequiredService<PushLedger>())
            .AddSingleton<DuePushes>()
            .AddSingleton<DueTimes>()
            .AddSingleton<Replacements>()
            .AddSingleton<StrayDocuments>()
            .AddSingleton<AccountReader>()
            .AddSingleton<Reconciler>()
            .AddSingleton<ReconcileReports>()
            .AddSingleton<UnclearHolds>()
            .AddSingleton<PushTurns>()
            .AddSingleton<PushProcessor>()
            .AddSingleton<QueueWork>()
            .AddSingleton<InvoicePusher>()
            .AddSingleton<DocumentSender>()
            .AddSingleton<PushBatches>()
            .AddSingleton<PushPreview>()
            .AddSingleton<PushPlans>()
            .AddSingleton<OpenFailures>()
            .AddSingleton<CopiesElsewhere>()
            .AddSingleton<PushHistory>()
            .AddSingleton<HistorySearch>()
            .AddSingleton<PushFigures>()
            .AddSingleton<PushDecisions>()
            .AddSingleton<Aftercare>()
            .AddSingleton<DocumentLooks>()
            .AddSingleton<LookSoon>()
            .AddSingleton<DocumentPages>()
            .AddSingleton<ShownInvoices>()
            .AddSingleton<AutoPush>()
            .AddSingleton<IInvoiceSentHandler>(provider => provider.GetRequiredService<AutoPush>())
            .AddSingleton<IInvoiceKeeper, InvoiceKeeper>()
            .AddHostedService<PushWorker>()
            .AddHostedService<DuePushesPoll>()
            .AddHostedService<QueueWatch>()
            .AddHostedService<LookWorker>();
    }
}

using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Sync.Invoices;
using PennaPay.Billy.Core.Sync.Lights;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Sync.Running;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Runs.Lists;
using PennaPay.Billy.Core.Sync.Settings;
using PennaPay.Billy.Core.Sync.Standings;
using Quartz;

namespace PennaPay.Billy.Core.Sync;

internal static class SyncServices
{
    /// <summary>Adds keeping records alike here and in connected accounts; the records there are added by the systems.</summary>
    public static IServiceCollection AddSync(this IServiceCollection services) => services
        .AddQuartz(quartz => quartz.ScheduleJob<OldRunsJob>(trigger => trigger.StartNow()
            .WithSimpleSchedule(every => every.WithInterval(OldRunsJob.Interval).RepeatForever())))
        .AddSingleton<OldRuns>()
        .AddSingleton<IOurRecords, CustomerRecords>()
        .AddSingleton<IOurRecords, ProductRecords>()
        .AddSingleton<RecordEndpoints>()
        .AddSingleton<SyncExamples>()
        .AddSingleton<SyncFeed>()
        .AddSingleton<SyncBell>()
        .AddSingleton<SyncSettingsEditor>()
        .AddSingleton<SyncRuns>()
        .AddSingleton<RecordHistory>()
        .AddSingleton<SyncQuestions>()
        .AddSingleton<SyncAnswers>()
        .AddSingleton<RecordStandings>()
        .AddSingleton<FailedRecords>()
        .AddSingleton<SyncRunList>()
        .AddSingleton<SyncOverview>()
        .AddSingleton<InvoiceReading>()
        .AddSingleton<InvoiceTakeIn>()
        .AddSingleton<InvoiceWriting>()
        .AddSingleton<InvoiceUndo>()
        .AddSingleton<RunPlanner>()
        .AddSingleton<RunSender>()
        .AddSingleton<RunSettler>()
        .AddSingleton<RunWriter>()
        .AddSingleton<RunUndo>()
        .AddSingleton<UnsettledItems>()
        .AddSingleton<AgreedPlans>()
        .AddSingleton<SyncProcessor>()
        .AddSingleton<SyncWorker>()
        .AddHostedService(provider => provider.GetRequiredService<SyncWorker>());
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.History;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Preview;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy.Drafts;
using Quartz;

namespace PennaPay.Billy.Core.Push;

public static class PushServices
{
    /// <summary>Adds the ledger, the worker that drains it, and everything that turns an invoice into a draft.</summary>
    public static IServiceCollection AddPush(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PushOptions>()
            .Bind(configuration.GetSection(PushOptions.Section))
            .Validate(o => o.PollInterval > TimeSpan.Zero, "Push:PollInterval must be longer than nothing.")
            .Validate(o => o.SweepInterval > TimeSpan.Zero, "Push:SweepInterval must be longer than nothing.")
            .ValidateOnStart();
        var options = configuration.GetSection(PushOptions.Section).Get<PushOptions>() ?? new PushOptions();
        services.AddQuartz(quartz => quartz
            .ScheduleJob<DuePushesJob>(trigger => trigger.StartNow()
                .WithSimpleSchedule(every => every.WithInterval(options.PollInterval).RepeatForever()))
            .ScheduleJob<AftercareJob>(trigger => trigger.StartNow()
                .WithSimpleSchedule(every => every.WithInterval(options.SweepInterval).RepeatForever())));
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        return services
            .AddSingleton<PushFeed>()
            .AddSingleton<BatchFeed>()
            .AddSingleton<PushBell>()
            .AddSingleton<PushLedger>()
            .AddSingleton<DuePushes>()
            .AddSingleton<QueueLeases>()
            .AddSingleton<BillyLinks>()
            .AddSingleton<PushPreview>()
            .AddSingleton<RecordLinks>()
            .AddSingleton<ContactResolver>()
            .AddSingleton<ProductResolver>()
            .AddSingleton<PushPreparer>()
            .AddSingleton<PushProcessor>()
            .AddSingleton<QueueWork>()
            .AddSingleton<InvoicePusher>()
            .AddSingleton<PushHistory>()
            .AddSingleton<PushFigures>()
            .AddSingleton<PushDecisions>()
            .AddSingleton<PushBatches>()
            .AddSingleton<Aftercare>()
            .AddSingleton<IInvoiceSentHandler, AutoPush>()
            .AddSingleton<IInvoiceKeeper, InvoiceKeeper>()
            .AddSingleton<AutoPushSwitch>()
            .AddHostedService<PushWorker>();
    }
}

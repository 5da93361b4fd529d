using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Invoices;
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
            .ScheduleJob<DraftSweepJob>(trigger => trigger.StartNow()
                .WithSimpleSchedule(every => every.WithInterval(options.SweepInterval).RepeatForever())));
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        return services
            .AddSingleton<PushFeed>()
            .AddSingleton<BatchFeed>()
            .AddSingleton<PushBell>()
            .AddSingleton<PushLedger>()
            .AddSingleton<DuePushes>()
            .AddSingleton<QueueTurns>()
            .AddSingleton<BillyLinks>()
            .AddSingleton<PushPreview>()
            .AddSingleton<RecordLinks>()
            .AddSingleton<ContactResolver>()
            .AddSingleton<ProductResolver>()
            .AddSingleton<PushPreparer>()
            .AddSingleton<PushProcessor>()
            .AddSingleton<PushDrain>()
            .AddSingleton<InvoicePusher>()
            .AddSingleton<PushHistory>()
            .AddSingleton<PushFigures>()
            .AddSingleton<PushDesk>()
            .AddSingleton<PushBatches>()
            .AddSingleton<DraftSweep>()
            .AddSingleton<IInvoiceSentHandler, AutoPush>()
            .AddSingleton<IInvoiceKeeper, PushedInvoices>()
            .AddSingleton<AutoPushSwitch>()
            .AddHostedService<PushWorker>();
    }
}

using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Keys.Calls;
using Quartz;

namespace PennaPay.Billy.Core.Keys;

internal static class ApiKeyServices
{
    /// <summary>Adds keys for programs: what makes and checks them, and what they were used for.</summary>
    public static IServiceCollection AddApiKeys(this IServiceCollection services) => services
        .AddQuartz(quartz => quartz.ScheduleJob<KeyCallsJob>(trigger => trigger.StartNow()
            .WithSimpleSchedule(every => every.WithInterval(KeyCallsJob.Interval).RepeatForever())))
        .AddSingleton<ApiKeyCheck>()
        .AddSingleton<ApiKeys>()
        .AddSingleton<KeyCallLog>()
        .AddSingleton<KeyCallSweep>();
}

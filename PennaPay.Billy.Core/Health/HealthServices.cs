using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Audit;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Health;

internal static class HealthServices
{
    /// <summary>Adds what looks whether the program can do its work.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services) => services
        .AddSingleton<DatabaseLook>()
        .AddSingleton<KeyRingCanary>()
        .AddSingleton<HeldQueues>()
        .AddSingleton(provider => new ProgramHealth(
            provider.GetRequiredService<DatabaseLook>(),
            provider.GetRequiredService<KeyRingCanary>(),
            provider.GetRequiredService<KeyAudit>(),
            provider.GetRequiredService<HeldQueues>(),
            provider.GetRequiredService<ClockWatch>(),
            provider.GetRequiredService<DatabaseDamage>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ProgramHealth>>()))
        .AddHostedService<HealthWatch>();
}

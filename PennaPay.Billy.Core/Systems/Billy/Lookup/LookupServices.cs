using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Connections;

namespace PennaPay.Billy.Core.Systems.Billy.Lookup;

internal static class LookupServices
{
    /// <summary>Adds <see cref="BillyLookup"/>.</summary>
    public static IServiceCollection AddLookup(this IServiceCollection services) => services
        .AddSingleton<LookupReading>()
        .AddSingleton<LookupSnapshots>()
        .AddSingleton<LookupNamesCache>()
        .AddSingleton(provider => new BillyLookup(
            provider.GetRequiredService<ConnectionOpener>(), provider.GetRequiredService<LookupReading>(),
            provider.GetRequiredService<LookupSnapshots>(), provider.GetRequiredService<LookupNamesCache>(),
            provider.GetRequiredService<TimeProvider>()));
}

using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Sync.Sources.Timelines;

namespace PennaPay.Billy.Core.Sync.Sources.Balances;

internal static class BalanceServices
{
    /// <summary>Adds what customers owe by what their sources say, and what happened with them.</summary>
    public static IServiceCollection AddBalances(this IServiceCollection services) => services
        .AddSingleton<SourceList>()
        .AddSingleton<SourcedCustomers>()
        .AddSingleton<SourceBalances>()
        .AddSingleton<AgedReceivables>()
        .AddSingleton<CustomerTimeline>()
        .AddSingleton<SourcePages>();
}

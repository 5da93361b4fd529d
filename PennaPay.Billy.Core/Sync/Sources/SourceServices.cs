using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Sources.Balances;
using PennaPay.Billy.Core.Sync.Sources.Pushing;
using PennaPay.Billy.Core.Sync.Sources.Reading;
using PennaPay.Billy.Core.Sync.Sources.Storing;
using PennaPay.Billy.Core.Sync.Sources.Ways;

namespace PennaPay.Billy.Core.Sync.Sources;

internal static class SourceServices
{
    /// <summary>Adds reading accounts that records come from; the sources themselves are added by the systems.</summary>
    public static IServiceCollection AddSources(this IServiceCollection services) => services
        .AddSingleton<SourceSystems>()
        .AddSingleton<SourceDays>()
        .AddSingleton<SourceFeed>()
        .AddSingleton<SourceBell>()
        .AddSingleton<SourceCalls>()
        .AddSingleton<SourceCustomers>()
        .AddSingleton<SourceInvoices>()
        .AddSingleton<SourceWriter>()
        .AddSingleton<SourcePushes>()
        .AddSingleton<ISourcedInvoices>(provider => provider.GetRequiredService<SourcePushes>())
        .AddSingleton<IInvoiceKeeper, SourceKeeper>()
        .AddSingleton<ICustomerOwner, SourceOwner>()
        .AddSingleton<SourceSwitch>()
        .AddSingleton(provider => new SourceRefresh(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<CustomerOwners>(), provider.GetRequiredService<SourceSystems>(), provider.GetRequiredService<ConnectionOpener>(),
            provider.GetRequiredService<SourceWriter>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SourceRefresh>>()))
        .AddSingleton<SourceOverview>()
        .AddSingleton<InvoiceWays>()
        .AddSingleton<BringOver>()
        .AddSingleton<ShopPairs>()
        .AddBalances()
        .AddSingleton<SourceRunner>()
        .AddSingleton<SourceWorker>()
        .AddHostedService(provider => provider.GetRequiredService<SourceWorker>());
}

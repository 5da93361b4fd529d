using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync.Sources.Pushing;
using PennaPay.Billy.Core.Sync.Sources.Storing;

namespace PennaPay.Billy.Core.Sync.Sources;

internal static class SourceServices
{
    /// <summary>Adds reading accounts that records come from; the sources themselves are added by the systems.</summary>
    public static IServiceCollection AddSources(this IServiceCollection services) => services
        .AddSingleton<SourceSystems>()
        .AddSingleton<SourceFeed>()
        .AddSingleton<SourceBell>()
        .AddSingleton<SourceCustomers>()
        .AddSingleton<SourceInvoices>()
        .AddSingleton<SourceWriter>()
        .AddSingleton<SourcePushes>()
        .AddSingleton<ISourcedInvoices>(provider => provider.GetRequiredService<SourcePushes>())
        .AddSingleton<IInvoiceKeeper, SourceKeeper>()
        .AddSingleton<ICustomerOwner, SourceOwner>()
        .AddSingleton<SourceSwitch>()
        .AddSingleton<SourceOverview>()
        .AddSingleton<SourceRunner>()
        .AddSingleton<SourceWorker>()
        .AddHostedService(provider => provider.GetRequiredService<SourceWorker>());
}

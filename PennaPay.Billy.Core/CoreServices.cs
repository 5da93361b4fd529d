using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Audit;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Health;
using PennaPay.Billy.Core.Keys;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Records.Companies;
using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Records.Samples;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Systems.Billit;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Pennylane;
using PennaPay.Billy.Core.Systems.PlugAndPay;

namespace PennaPay.Billy.Core;

public static class CoreServices
{
    /// <summary>Adds the product without its screen.</summary>
    public static IServiceCollection AddCore(this IServiceCollection services, IConfiguration configuration) =>
        services
            .AddSingleton<ClockWatch>()
            .AddStorage(configuration)
            .AddAudit()
            .AddApiKeys()
            .AddCompanies()
            .AddCustomers()
            .AddCustomFields()
            .AddProducts()
            .AddInvoices()
            .AddPayments()
            .AddSamples()
            .AddExternalConnections()
            .AddLinks()
            .AddPush(configuration)
            .AddSync()
            .AddSources()
            .AddBilly(configuration)
            .AddPennylane(configuration)
            .AddPlugAndPay(configuration)
            .AddBillit(configuration)
            .AddHealth();
}

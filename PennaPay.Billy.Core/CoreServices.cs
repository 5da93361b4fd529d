using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Records.Companies;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Records.Samples;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Postings;

namespace PennaPay.Billy.Core;

public static class CoreServices
{
    /// <summary>Adds the product without its screen.</summary>
    public static IServiceCollection AddBillyCore(this IServiceCollection services, IConfiguration configuration) =>
        services
            .AddStorage(configuration)
            .AddCompanies()
            .AddCustomers()
            .AddProducts()
            .AddInvoices()
            .AddPayments()
            .AddSamples()
            .AddBillyApi(configuration)
            .AddConnection()
            .AddPostings()
            .AddPush(configuration);
}

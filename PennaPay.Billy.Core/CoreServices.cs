using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.BillyApi;
using PennaPay.Billy.Core.Companies;
using PennaPay.Billy.Core.Connection;
using PennaPay.Billy.Core.Customers;
using PennaPay.Billy.Core.Invoices;
using PennaPay.Billy.Core.Postings;
using PennaPay.Billy.Core.Products;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Storage;

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
            .AddBillyApi(configuration)
            .AddConnection()
            .AddPostings()
            .AddPush(configuration);
}

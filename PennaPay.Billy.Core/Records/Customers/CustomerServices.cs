using Microsoft.Extensions.DependencyInjection;

namespace PennaPay.Billy.Core.Records.Customers;

public static class CustomerServices
{
    /// <summary>Adds reading and writing customers.</summary>
    public static IServiceCollection AddCustomers(this IServiceCollection services) =>
        services.AddSingleton<CustomerList>().AddSingleton<CustomerEditor>();
}

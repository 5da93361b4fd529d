using Microsoft.Extensions.DependencyInjection;

namespace PennaPay.Billy.Core.Records.Customers;

internal static class CustomerServices
{
    /// <summary>Adds reading and writing customers.</summary>
    public static IServiceCollection AddCustomers(this IServiceCollection services) =>
        services.AddSingleton<CustomerList>().AddSingleton<CustomerEditor>().AddSingleton<CustomerOwners>();
}

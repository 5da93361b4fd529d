using Microsoft.Extensions.DependencyInjection;

namespace PennaPay.Billy.Core.Customers;

/// <summary>Registers the customers.</summary>
public static class CustomerServices
{
    /// <summary>Adds <see cref="CustomerList"/> and <see cref="CustomerEditor"/>.</summary>
    public static IServiceCollection AddCustomers(this IServiceCollection services) =>
        services.AddSingleton<CustomerList>().AddSingleton<CustomerEditor>();
}

using Microsoft.Extensions.DependencyInjection;

namespace PennaPay.Billy.Core.Records.Products;

/// <summary>Registers the products.</summary>
public static class ProductServices
{
    /// <summary>Adds <see cref="ProductList"/> and <see cref="ProductEditor"/>.</summary>
    public static IServiceCollection AddProducts(this IServiceCollection services) =>
        services.AddSingleton<ProductList>().AddSingleton<ProductEditor>();
}

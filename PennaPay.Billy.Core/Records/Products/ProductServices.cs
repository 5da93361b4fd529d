using Microsoft.Extensions.DependencyInjection;

namespace PennaPay.Billy.Core.Records.Products;

internal static class ProductServices
{
    public static IServiceCollection AddProducts(this IServiceCollection services) =>
        services.AddSingleton<ProductList>().AddSingleton<ProductEditor>();
}

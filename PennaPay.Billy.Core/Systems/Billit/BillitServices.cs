using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Systems.Billit.Api;

namespace PennaPay.Billy.Core.Systems.Billit;

internal static class BillitServices
{
    /// <summary>Adds Billit.</summary>
    public static IServiceCollection AddBillit(this IServiceCollection services, IConfiguration configuration) => services
        .AddBillitApi(configuration)
        .AddSingleton<ExternalSystem, BillitSystem>();
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api;

namespace PennaPay.Billy.Core.Systems.PlugAndPay;

/// <summary>Registration of all that Core knows of Plug&amp;Pay.</summary>
internal static class PlugAndPayServices
{
    public static IServiceCollection AddPlugAndPay(this IServiceCollection services, IConfiguration configuration) =>
        services.AddPlugAndPayApi(configuration).AddSingleton<ExternalSystem, PlugAndPaySystem>();
}

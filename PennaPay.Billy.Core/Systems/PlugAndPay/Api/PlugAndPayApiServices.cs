using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api.Wire;

namespace PennaPay.Billy.Core.Systems.PlugAndPay.Api;

/// <summary>Registration of what speaks to Plug&amp;Pay.</summary>
internal static class PlugAndPayApiServices
{
    /// <summary>
    /// Adds <see cref="PlugAndPayReader"/>, <see cref="PlugAndPayWriter"/>, <see cref="PlugAndPayEndpoints"/> and their options, which are checked at start.
    /// </summary>
    public static IServiceCollection AddPlugAndPayApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<PlugAndPayOptions>, PlugAndPayOptionsValidator>();
        services.AddOptions<PlugAndPayOptions>().Bind(configuration.GetSection(PlugAndPayOptions.Section)).ValidateOnStart();
        return services
            .AddOutgoing(configuration)
            .AddApiSender()
            .AddSingleton<PlugAndPayEndpoints>()
            .AddSingleton<PlugAndPayLists>()
            .AddSingleton(provider => new PlugAndPayReader(
                provider.GetRequiredService<ApiReader>(), provider.GetRequiredService<PlugAndPayLists>()))
            .AddSingleton(provider => new PlugAndPayWriter(
                provider.GetRequiredService<ApiSender>(),
                provider.GetRequiredService<PlugAndPayReader>(),
                provider.GetRequiredService<PlugAndPayLists>()));
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billy.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Billy.Api;

/// <summary>Registration of what speaks to Billy.</summary>
internal static class BillyApiServices
{
    /// <summary>
    /// Adds <see cref="BillyReader"/>, <see cref="BillyDrafts"/>, <see cref="BillyRecords"/> and their options, which are
    /// checked at start.
    /// </summary>
    public static IServiceCollection AddBillyApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<BillyOptions>, BillyOptionsValidator>();
        services.AddOutgoing(configuration);
        services.AddOptions<BillyOptions>().Bind(configuration.GetSection(BillyOptions.Section)).ValidateOnStart();
        return services
            .AddApiSender()
            .AddSingleton<BillyLists>()
            .AddSingleton(provider => new BillyReader(
                provider.GetRequiredService<ApiReader>(), provider.GetRequiredService<BillyLists>()))
            .AddSingleton(provider => new BillyDrafts(
                provider.GetRequiredService<ApiSender>(), provider.GetRequiredService<IOptions<BillyOptions>>()))
            .AddSingleton(provider => new BillyRecords(
                provider.GetRequiredService<ApiSender>(), provider.GetRequiredService<IOptions<BillyOptions>>()));
    }
}

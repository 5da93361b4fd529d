using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billit.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Billit.Api;

/// <summary>Registration of what speaks to Billit.</summary>
internal static class BillitApiServices
{
    /// <summary>
    /// Adds <see cref="BillitReader"/>, <see cref="BillitWriter"/>, <see cref="BillitEndpoints"/> and their options, which are checked
    /// at start.
    /// </summary>
    public static IServiceCollection AddBillitApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<BillitOptions>, BillitOptionsValidator>();
        services.AddOptions<BillitOptions>().Bind(configuration.GetSection(BillitOptions.Section)).ValidateOnStart();
        return services
            .AddOutgoing(configuration)
            .AddApiSender()
            .AddSingleton<BillitEndpoints>()
            .AddSingleton<BillitLists>()
            .AddSingleton(provider => new BillitReader(
                provider.GetRequiredService<ApiReader>(),
                provider.GetRequiredService<BillitLists>(),
                provider.GetRequiredService<IOptions<BillitOptions>>()))
            .AddSingleton(provider => new BillitWriter(provider.GetRequiredService<ApiSender>()));
    }
}

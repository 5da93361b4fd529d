using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Pennylane.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Pennylane.Api;

/// <summary>Registration of what speaks to Pennylane.</summary>
internal static class PennylaneApiServices
{
    /// <summary>Adds <see cref="PennylaneReader"/>, <see cref="PennylaneEndpoints"/> and their options, which are checked at start.</summary>
    public static IServiceCollection AddPennylaneApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<PennylaneOptions>, PennylaneOptionsValidator>();
        services.AddOptions<PennylaneOptions>().Bind(configuration.GetSection(PennylaneOptions.Section)).ValidateOnStart();
        return services
            .AddOutgoing(configuration)
            .AddApiSender()
            .AddSingleton<PennylaneEndpoints>()
            .AddSingleton<PennylaneLists>()
            .AddSingleton<InvoiceLists>()
            .AddSingleton(provider => new PennylaneReader(
                provider.GetRequiredService<ApiReader>(),
                provider.GetRequiredService<PennylaneLists>(),
                provider.GetRequiredService<InvoiceLists>()));
    }
}

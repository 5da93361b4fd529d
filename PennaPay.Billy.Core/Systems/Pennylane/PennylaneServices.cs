using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Systems.Pennylane.Api;
using PennaPay.Billy.Core.Systems.Pennylane.Loading;

namespace PennaPay.Billy.Core.Systems.Pennylane;

internal static class PennylaneServices
{
    /// <summary>Adds Pennylane: connecting to it, and what comes from there.</summary>
    public static IServiceCollection AddPennylane(this IServiceCollection services, IConfiguration configuration) => services
        .AddPennylaneApi(configuration)
        .AddSingleton<ExternalSystem, PennylaneSystem>()
        .AddSingleton(new MirroredOrigin(PennylaneSystem.Origin))
        .AddSingleton<PennylaneChangesReader>()
        .AddSingleton<PennylaneIdentities>()
        .AddSingleton<PennylaneAccounts>()
        .AddSingleton<ISource, PennylaneSource>();
}

using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Sync.Records;

namespace PennaPay.Billy.Core.Systems.Billy.Sync;

internal static class RecordEndpointServices
{
    /// <summary>Adds Billy's contacts and products as records that are kept alike with ours.</summary>
    public static IServiceCollection AddRecordEndpoints(this IServiceCollection services) => services
        .AddSingleton(new MirroredOrigin(BillySystem.InvoiceOrigin))
        .AddSingleton<IRecordEndpoint, ContactEndpoint>()
        .AddSingleton<IRecordEndpoint, ProductEndpoint>();
}

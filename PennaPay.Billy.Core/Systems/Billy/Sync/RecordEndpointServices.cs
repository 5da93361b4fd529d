using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Sync.Invoices;
using PennaPay.Billy.Core.Sync.Records;

namespace PennaPay.Billy.Core.Systems.Billy.Sync;

internal static class RecordEndpointServices
{
    /// <summary>Adds Billy's contacts, products and invoices as what is kept alike with ours.</summary>
    public static IServiceCollection AddRecordEndpoints(this IServiceCollection services) => services
        .AddSingleton(new MirroredOrigin(BillySystem.Origin))
        .AddSingleton<IRecordEndpoint, ContactEndpoint>()
        .AddSingleton<IRecordEndpoint, ProductEndpoint>()
        .AddSingleton<IInvoiceEndpoint, InvoiceEndpoint>();
}

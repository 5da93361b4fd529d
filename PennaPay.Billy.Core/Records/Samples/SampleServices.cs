using Microsoft.Extensions.DependencyInjection;

namespace PennaPay.Billy.Core.Records.Samples;

/// <summary>Registers the samples.</summary>
internal static class SampleServices
{
    public static IServiceCollection AddSamples(this IServiceCollection services) => services
        .AddSingleton<SampleInvoices>()
        .AddSingleton<SampleRemoval>();
}

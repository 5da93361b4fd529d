using Microsoft.Extensions.DependencyInjection;

namespace PennaPay.Billy.Core.Links;

internal static class LinkServices
{
    /// <summary>Adds the links between our records and those of outside accounts.</summary>
    public static IServiceCollection AddLinks(this IServiceCollection services) => services.AddSingleton<RecordLinks>();
}

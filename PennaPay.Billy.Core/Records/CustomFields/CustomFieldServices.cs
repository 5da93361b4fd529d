using Microsoft.Extensions.DependencyInjection;

namespace PennaPay.Billy.Core.Records.CustomFields;

internal static class CustomFieldServices
{
    public static IServiceCollection AddCustomFields(this IServiceCollection services) =>
        services.AddSingleton<CustomFieldList>().AddSingleton<CustomFieldEditor>();
}

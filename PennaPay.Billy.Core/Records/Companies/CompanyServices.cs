using Microsoft.Extensions.DependencyInjection;

namespace PennaPay.Billy.Core.Records.Companies;

internal static class CompanyServices
{
    public static IServiceCollection AddCompanies(this IServiceCollection services) =>
        services.AddSingleton<CompanyFeed>().AddSingleton<CompanyEditor>();
}

using Microsoft.Extensions.DependencyInjection;

namespace PennaPay.Billy.Core.Records.Companies;

public static class CompanyServices
{
    public static IServiceCollection AddCompanies(this IServiceCollection services) =>
        services.AddSingleton<CompanyFeed>().AddSingleton<CompanyEditor>();
}

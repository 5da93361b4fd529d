using Microsoft.Extensions.DependencyInjection;

namespace PennaPay.Billy.Core.Records.Companies;

/// <summary>Registers the company.</summary>
public static class CompanyServices
{
    /// <summary>Adds <see cref="CompanyEditor"/> and <see cref="CompanyFeed"/>.</summary>
    public static IServiceCollection AddCompanies(this IServiceCollection services) =>
        services.AddSingleton<CompanyFeed>().AddSingleton<CompanyEditor>();
}

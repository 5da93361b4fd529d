using Microsoft.Extensions.DependencyInjection;

namespace PennaPay.Billy.Core.Systems.Billy.Postings;

/// <summary>Registers how lines are posted.</summary>
public static class PostingServices
{
    /// <summary>Adds <see cref="PostingMap"/>, <see cref="PostingOverview"/> and the books that pages share.</summary>
    public static IServiceCollection AddPostings(this IServiceCollection services) =>
        services.AddSingleton<OrganizationReaders>().AddSingleton<PostingMap>().AddSingleton<PostingOverview>();
}

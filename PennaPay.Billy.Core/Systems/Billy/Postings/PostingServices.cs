using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Systems.Billy.Postings.Books;
using PennaPay.Billy.Core.Systems.Billy.Postings.Choices;
using PennaPay.Billy.Core.Systems.Billy.Postings.Table;

namespace PennaPay.Billy.Core.Systems.Billy.Postings;

/// <summary>Registers how lines are posted.</summary>
internal static class PostingServices
{
    /// <summary>Adds <see cref="PostingMap"/>, <see cref="PostingOverview"/> and the books that pages share.</summary>
    public static IServiceCollection AddPostings(this IServiceCollection services) =>
        services.AddSingleton<OrganizationReaders>().AddSingleton<PostingProducts>().AddSingleton<PostingMap>().AddSingleton<PostingOverview>();
}

using Microsoft.Extensions.DependencyInjection;

namespace PennaPay.Billy.Core.Postings;

/// <summary>Registers how lines are posted.</summary>
public static class PostingServices
{
    /// <summary>Adds <see cref="PostingMap"/>, <see cref="PostingOverview"/> and the books that pages share.</summary>
    public static IServiceCollection AddPostings(this IServiceCollection services) =>
        services.AddSingleton<BookShelf>().AddSingleton<PostingMap>().AddSingleton<PostingOverview>();
}

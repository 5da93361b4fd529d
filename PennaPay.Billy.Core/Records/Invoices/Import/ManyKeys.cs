using Microsoft.EntityFrameworkCore;

namespace PennaPay.Billy.Core.Records.Invoices.Import;

/// <summary>Queries for more keys than one statement takes parameters.</summary>
internal static class ManyKeys
{
    private const int AtATime = 500;

    /// <summary>What the query finds for all of the keys, some at a time.</summary>
    public static async Task<List<T>> FindAsync<T>(
        IEnumerable<string> keys, Func<List<string>, IQueryable<T>> query, CancellationToken cancellationToken)
    {
        List<T> found = [];
        foreach (var some in keys.Distinct().Chunk(AtATime))
            found.AddRange(await query([.. some]).ToListAsync(cancellationToken));
        return found;
    }
}

using Microsoft.EntityFrameworkCore;

namespace PennaPay.Billy.Core.Records.Invoices.Intake;

/// <summary>Queries for more keys than one statement takes parameters.</summary>
internal static class ManyKeys
{
    private const int AtATime = 500;

    /// <summary>What the query finds for all of the keys, some at a time.</summary>
    public static async Task<List<T>> FindAsync<TKey, T>(
        IEnumerable<TKey> keys, Func<List<TKey>, IQueryable<T>> query, CancellationToken cancellationToken)
    {
        List<T> found = [];
        foreach (var some in keys.Distinct().Chunk(AtATime))
            found.AddRange(await query([.. some]).ToListAsync(cancellationToken));
        return found;
    }
}

using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.History;

/// <summary>Finds outcomes by what stands in them.</summary>
internal sealed class HistorySearch(Database database)
{
    // What a thousand cost, no push notices.
    private const int Batch = 1_000;

    // Of more, one in twenty of a million, the list's first pages are sooner met in its own order; to count 10,000 of fewer takes all of it.
    private const int Few = 50_000;

    /// <summary>The outcomes that may hold a text, and others; all of them where the text does not tell.</summary>
    public static async Task<IQueryable<PushHistoryEntry>> FindAsync(WorkspaceDbContext db, string text, CancellationToken cancellationToken) =>
        await SqliteSearch.OfHistory.FindFewAsync<PushHistoryEntry>(db, [text], Few, cancellationToken) ?? db.Set<PushHistoryEntry>();

    /// <summary>Takes in what was added since; until then it is looked at row by row.</summary>
    public async Task BringUpAsync(CancellationToken cancellationToken)
    {
        // It is the same for all workspaces.
        while (await database.WriteAsync(
            default(WorkspaceId), (db, ct) => db.Database.ExecuteSqlRawAsync(SqliteSearch.OfHistory.BringUp(Batch), ct), cancellationToken) == Batch)
            cancellationToken.ThrowIfCancellationRequested();
    }
}

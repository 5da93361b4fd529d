using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Strays;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Reconciling;

/// <summary>The documents of accounts that no push accounted for when they were found.</summary>
public sealed class StrayDocuments(Database database, TimeProvider time)
{
    /// <summary>Which of these documents are known as stray ones.</summary>
    internal async Task<IReadOnlySet<string>> KnownAsync(QueueId queue, IReadOnlyCollection<string> remoteIds, CancellationToken cancellationToken)
    {
        await using var db = database.Read(queue.Workspace);
        return await db.Set<StrayDocument>()
            .Where(s => s.ConnectionId == queue.Connection && remoteIds.Contains(s.RemoteId)).Select(s => s.RemoteId).ToHashSetAsync(cancellationToken);
    }

    /// <summary>A document as it is kept when it is found.</summary>
    internal StrayDocument Of(QueueId queue, RemoteDocument document) => new()
    {
        WorkspaceId = queue.Workspace,
        ConnectionId = queue.Connection,
        RemoteId = document.Id,
        Key = document.Key,
        Reference = document.Reference,
        Kind = document.Kind,
        PartyId = document.PartyId,
        IssueDate = document.IssueDate,
        Currency = document.Currency,
        Gross = document.Gross,
        FoundAt = time.GetUtcNow(),
    };

    /// <summary>Whether one of them may be the document of an invoice: by our key or by its number.</summary>
    internal async Task<bool> MayHoldAsync(QueueId queue, string key, string number, CancellationToken cancellationToken)
    {
        await using var db = database.Read(queue.Workspace);
        return await db.Set<StrayDocument>().AnyAsync(
            s => s.ConnectionId == queue.Connection && (s.Key == key || s.Reference == number), cancellationToken);
    }

    internal async Task<bool> AnyAsync(QueueId queue, CancellationToken cancellationToken)
    {
        await using var db = database.Read(queue.Workspace);
        return await db.Set<StrayDocument>().AnyAsync(s => s.ConnectionId == queue.Connection, cancellationToken);
    }

    /// <summary>Leaves documents beside the one of the push that they are like, as a person decided.</summary>
    internal Task KeepAsync(QueueId queue, IReadOnlyCollection<RemoteDocument> documents, CancellationToken cancellationToken) =>
        database.WriteAsync(queue.Workspace, async (db, ct) =>
        {
            foreach (var document in documents)
            {
                var stray = await db.Set<StrayDocument>().FindAsync([queue.Connection, document.Id], ct) ?? db.Add(Of(queue, document)).Entity;
                stray.State = StrayState.Kept;
            }
        }, cancellationToken);

    /// <summary>Those that we made, that no push accounts for to this day, and that the owner has not been through.</summary>
    internal static IQueryable<StrayDocument> Open(WorkspaceDbContext db) => db.Set<StrayDocument>().Where(s =>
        s.Key != null && s.State == StrayState.Found
        && !db.Set<LedgerEntry>().Any(e => e.ConnectionId == s.ConnectionId && e.RemoteId == s.RemoteId && e.State != PushState.Cancelled));
}

using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Strays;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Reconciling;

/// <summary>Tells the owner that the database is older than an account, and what was done about it.</summary>
public sealed class ReconcileReports(Database database, PushTargets targets)
{
    private const int MostShown = 20;

    /// <summary>What was found and not yet seen; null when there is nothing to tell.</summary>
    public async Task<ReconcileReport?> UnseenAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var found = Unseen(db);
        if (await found.MinAsync(s => (DateTimeOffset?)s.FoundAt, cancellationToken) is not { } foundAt)
            return null;
        // Where there are several documents of an invoice, its push names one of them or none.
        var pushes = db.Set<LedgerEntry>().Where(e => e.State != PushState.Cancelled);
        var waiting = pushes.Where(e => e.State == PushState.NeedsAttention && e.Key != null);
        var known = await found
            .Join(pushes, s => new { s.ConnectionId, Is = (string?)s.RemoteId }, e => new { e.ConnectionId, Is = e.RemoteId }, (_, e) => new { e.InvoiceId, e.State })
            .Union(found.Join(waiting, s => new { s.ConnectionId, s.Key }, e => new { e.ConnectionId, e.Key }, (_, e) => new { e.InvoiceId, e.State }))
            .ToListAsync(cancellationToken);
        var inDoubt = known.Where(k => k.State == PushState.NeedsAttention).Select(k => k.InvoiceId).ToHashSet();
        var takenOver = known.Where(k => k.State == PushState.Succeeded).Select(k => k.InvoiceId).ToHashSet();
        takenOver.ExceptWith(inDoubt);
        var notHere = StrayDocuments.Open(db).Where(s => !waiting.Any(e => e.ConnectionId == s.ConnectionId && e.Key == s.Key));
        var shown = await notHere.OrderByDescending(s => s.IssueDate).ThenBy(s => s.RemoteId).Take(MostShown)
            .Join(db.Set<Connection>(), s => s.ConnectionId, c => c.Id, (s, c) => new { Stray = s, Connection = c }).ToListAsync(cancellationToken);
        return new(
            foundAt,
            takenOver.Count,
            inDoubt.Count,
            await notHere.Select(s => s.Key).Distinct().CountAsync(cancellationToken),
            [.. shown.DistinctBy(u => u.Stray.Key).Select(u => new UnknownDocument(
                u.Stray.Reference, u.Stray.IssueDate, u.Stray.Currency, u.Stray.Gross,
                targets.Find(u.Connection.System)?.PageOf(u.Connection, u.Stray.RemoteId)))]);
    }

    /// <summary>The owner has seen it: it is not told again, and nothing more is looked for because of it.</summary>
    public Task SeeAsync(Actor actor, CancellationToken cancellationToken) =>
        database.WriteAsync(actor, Permission.DecidePushes, async (db, ct) =>
        {
            var seen = await Unseen(db).ExecuteUpdateAsync(set => set.SetProperty(s => s.State, StrayState.Seen), ct);
            if (seen > 0)
                db.Audit("documents.seen", nameof(StrayDocument), null, seen);
        }, cancellationToken);

    private static IQueryable<StrayDocument> Unseen(WorkspaceDbContext db) =>
        db.Set<StrayDocument>().Where(s => s.Key != null && s.State == StrayState.Found);
}

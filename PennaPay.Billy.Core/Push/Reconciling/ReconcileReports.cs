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
        var counts = await (
            from stray in found
            let push = db.Set<LedgerEntry>().FirstOrDefault(e =>
                e.ConnectionId == stray.ConnectionId && e.RemoteId == stray.RemoteId && e.State != PushState.Cancelled)
            group stray by push == null ? (PushState?)null : push.State into state
            select new { State = state.Key, Count = state.Count() }).ToListAsync(cancellationToken);
        var unknown = await StrayDocuments.Open(db).OrderByDescending(s => s.IssueDate).ThenBy(s => s.RemoteId).Take(MostShown)
            .Join(db.Set<Connection>(), s => s.ConnectionId, c => c.Id, (s, c) => new { Stray = s, Connection = c }).ToListAsync(cancellationToken);
        return new(
            foundAt,
            counts.Where(c => c.State == PushState.Succeeded).Sum(c => c.Count),
            counts.Where(c => c.State == PushState.NeedsAttention).Sum(c => c.Count),
            counts.Where(c => c.State is null).Sum(c => c.Count),
            unknown.ConvertAll(u => new UnknownDocument(
                u.Stray.Reference, u.Stray.IssueDate, u.Stray.Currency, u.Stray.Gross,
                targets.Find(u.Connection.System)?.PageOf(u.Connection, u.Stray.RemoteId))));
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

using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Queue;

/// <summary>Watches bulk pushes and takes back what has not started.</summary>
public sealed class PushBatches(Database database, PushLedger ledger, BatchFeed feed, TimeProvider time)
{
    /// <summary>How far a batch has come; null when the workspace has none of that id.</summary>
    public async Task<BatchProgress?> ProgressAsync(WorkspaceId workspace, Guid batchId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var counts = await db.Set<LedgerEntry>().Where(e => e.BatchId == batchId)
            .GroupBy(e => e.State)
            .Select(g => new { State = g.Key, Count = g.Count(), Started = g.Min(e => e.QueuedAt) })
            .ToListAsync(cancellationToken);
        if (counts.Count == 0)
            return null;

        var now = time.GetUtcNow();
        var connection = await db.Set<LedgerEntry>().Where(e => e.BatchId == batchId).Select(e => e.ConnectionId).FirstAsync(cancellationToken);
        var hold = (await db.Set<Connection>().FirstOrDefaultAsync(c => c.Id == connection, cancellationToken))?.PauseAt(now);
        var started = counts.Min(c => c.Started);
        var total = counts.Sum(c => c.Count);
        var open = Of(PushState.Pending) + Of(PushState.Sending) + Of(PushState.Unknown);
        var ended = total - open;
        return new BatchProgress(
            batchId,
            connection,
            total,
            Of(PushState.Pending),
            Of(PushState.Sending) + Of(PushState.Unknown),
            Of(PushState.Succeeded),
            Of(PushState.Rejected) + Of(PushState.NeedsAttention),
            Of(PushState.Cancelled),
            started,
            ended == 0 || hold is not null || now < started ? null : (now - started) * ((double)open / ended),
            hold);

        int Of(PushState state) => counts.FirstOrDefault(c => c.State == state)?.Count ?? 0;
    }

    /// <summary>The latest batch into the connection that lists are about that still has something under way; null when none has.</summary>
    public async Task<Guid?> LatestOpenAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<LedgerEntry>()
            .Where(e => e.BatchId != null && PushStates.Open.Contains(e.State) && db.Set<Connection>().Any(c => c.Id == e.ConnectionId && c.IsListed))
            .OrderByDescending(e => e.QueuedAt).Select(e => e.BatchId).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Takes back what has not been sent; what is under way is seen through. Answers how many.</summary>
    public async Task<int> CancelAsync(Actor actor, Guid batchId, CancellationToken cancellationToken)
    {
        var cancelled = await database.WriteAsync(actor, Permission.Push, async (db, ct) =>
        {
            var taken = await ledger.CancelWaitingAsync(db, batchId, ct);
            if (taken > 0)
                db.Audit("pushes.cancelled", nameof(LedgerEntry), null, taken);
            return taken;
        }, cancellationToken);
        feed.Publish(new(actor.Workspace, batchId, time.GetUtcNow()));
        return cancelled;
    }
}

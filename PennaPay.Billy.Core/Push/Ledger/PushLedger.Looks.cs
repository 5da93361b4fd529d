using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Ledger;

/// <content>What looks at a connection say of the documents there.</content>
public sealed partial class PushLedger
{
    /// <summary>
    /// Notes what looks found, and tells open pages what has changed. Nothing is noted of a document that is not the invoice's any
    /// more, or that a push has in hand.
    /// </summary>
    /// <returns>How many stand otherwise than they did.</returns>
    internal async Task<int> NoteSeenAsync(QueueId queue, IReadOnlyCollection<SeenDocument> seen, CancellationToken cancellationToken)
    {
        if (seen.Count == 0)
            return 0;
        return await database.WriteAsync(queue.Workspace, async (db, ct) =>
        {
            var changed = 0;
            foreach (var document in seen)
            {
                if (await NoteSeenAsync(db, queue, document, ct))
                    changed++;
            }

            return changed;
        }, cancellationToken);
    }

    private async Task<bool> NoteSeenAsync(WorkspaceDbContext db, QueueId queue, SeenDocument seen, CancellationToken cancellationToken)
    {
        var copy = await db.Set<InvoiceCopy>().AsNoTracking()
            .FirstOrDefaultAsync(c => c.InvoiceId == seen.InvoiceId && c.ConnectionId == queue.Connection, cancellationToken);
        if (copy is null || copy.RemoteId != seen.RemoteId || copy.State is CopyState.Waiting or CopyState.Sending)
            return false;
        var known = copy.Look with { Condition = ConditionRules.After(copy.Condition, seen.Condition, seen.IsWhole), Number = seen.Number ?? copy.RemoteNumber };
        // A sweep finds thousands as they were, and nothing is to be noted of those.
        if (!seen.IsWhole && known == copy.Look)
            return false;
        var latest = await db.Set<LedgerEntry>().AsNoTracking()
            .Where(e => e.InvoiceId == seen.InvoiceId && e.ConnectionId == queue.Connection && e.Purpose == PushPurpose.Document)
            .OrderByDescending(e => e.QueuedAt).ThenByDescending(e => e.Revision).FirstOrDefaultAsync(cancellationToken);
        var hash = await db.Set<Invoice>().Where(i => i.Id == seen.InvoiceId).Select(i => i.ContentHash).FirstOrDefaultAsync(cancellationToken);
        if (latest is null || hash is null)
            return false;
        var look = CopyRules.AfterLook(latest, hash == latest.ContentHash, known);
        var isListed = await ShowAsync(db, seen.InvoiceId, queue.Connection, look, cancellationToken);
        if (look == copy.Look)
            return false;
        Announce(db, latest, look, isListed, null, isLook: true);
        return true;
    }
}

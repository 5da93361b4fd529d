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

    /// <summary>
    /// Notes a document that the system issued by itself, and that stands here as an invoice since the same transaction: no push
    /// made it, and none ever will.
    /// </summary>
    internal async Task TakeInAsync(
        WorkspaceDbContext db, Guid connection, Guid invoice, string remoteId, DocumentCondition condition, string? number, CancellationToken cancellationToken) =>
        await ShowAsync(db, invoice, connection, new(ConditionRules.Shown[condition], remoteId, condition, number), cancellationToken);

    /// <summary>Notes what a look found of one document, within the caller's transaction.</summary>
    /// <returns>Whether it stands otherwise than it did.</returns>
    internal async Task<bool> NoteSeenAsync(WorkspaceDbContext db, QueueId queue, SeenDocument seen, CancellationToken cancellationToken)
    {
        var copy = await db.Set<InvoiceCopy>().AsNoTracking()
            .FirstOrDefaultAsync(c => c.InvoiceId == seen.InvoiceId && c.ConnectionId == queue.Connection, cancellationToken);
        if (copy is null || copy.RemoteId != seen.RemoteId || copy.State is CopyState.Waiting or CopyState.Sending)
            return false;
        var isFurther = await NoteWayAsync(db, queue, seen, cancellationToken);
        var known = copy.Look with { Condition = ConditionRules.After(copy.Condition, seen.Condition, seen.IsWhole, seen.KnowsCredits), Number = seen.Number ?? copy.RemoteNumber };
        // A sweep finds thousands as they were, and nothing is to be noted of those.
        if (!seen.IsWhole && known == copy.Look && !isFurther)
            return false;
        var latest = await db.Set<LedgerEntry>().AsNoTracking()
            .Where(e => e.InvoiceId == seen.InvoiceId && e.ConnectionId == queue.Connection && e.Purpose == PushPurpose.Document)
            .OrderByDescending(e => e.QueuedAt).ThenByDescending(e => e.Revision).FirstOrDefaultAsync(cancellationToken);
        var invoice = await db.Set<Invoice>().Where(i => i.Id == seen.InvoiceId).Select(i => new { i.ContentHash, i.Number }).FirstOrDefaultAsync(cancellationToken);
        if (invoice is null)
            return false;
        // What came from the system no push left there.
        var look = latest is null
            ? known with { State = CopyRules.Shown(copy.State, known) }
            : CopyRules.AfterLook(latest, invoice.ContentHash == latest.ContentHash, known);
        var isListed = await ShowAsync(db, seen.InvoiceId, queue.Connection, look, cancellationToken);
        if (look == copy.Look && !isFurther)
            return false;
        Announce(db, latest ?? Incoming(queue, seen, invoice.Number, invoice.ContentHash), look, isListed, null, isLook: true);
        return true;
    }

    // Only to be told of; it is never stored.
    private static LedgerEntry Incoming(QueueId queue, SeenDocument seen, string number, string contentHash) => new()
    {
        ConnectionId = queue.Connection, InvoiceId = seen.InvoiceId, InvoiceNumber = number, ContentHash = contentHash, StartedBy = "", State = PushState.Succeeded, RemoteId = seen.RemoteId,
    };
}

using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Ledger;

/// <content>Documents that stand and are sent on to customers.</content>
public sealed partial class PushLedger
{
    /// <summary>
    /// Queues a document that stands to be sent on to the customer. A round that was never carried out is gone on with, so that the system
    /// knows it by the same key; each other is a row of its own, numbered by its revision. Part of the caller's transaction.
    /// </summary>
    /// <param name="db">The caller's transaction.</param>
    /// <param name="invoice">Whose document.</param>
    /// <param name="order">Where it is, and who wants it sent.</param>
    /// <param name="before">All rounds before; none of them is open.</param>
    /// <param name="way">How, in the target's own word; null as the owner chose for all.</param>
    internal LedgerEntry OpenTransmission(WorkspaceDbContext db, Invoice invoice, PushOrder order, IReadOnlyCollection<LedgerEntry> before, string? way)
    {
        var last = before.MaxBy(push => push.Revision);
        // Another way is another request. What may have been carried out is gone on with as it was: a new one would be a second message.
        var isInDoubt = last is { State: PushState.NeedsAttention } or { WasGivenUp: true };
        var entry = last is not null && (isInDoubt || last.State != PushState.Succeeded && last.Way == way) ? last : NewRow(db, order.Queue, order.Purpose, invoice);
        if (entry != last)
            (entry.Revision, entry.Way) = ((last?.Revision ?? 0) + 1, way);
        entry.Kind = invoice.Kind;
        Open(db, entry, PushState.Pending, order);
        return entry;
    }

    /// <summary>Queues what has just come to stand and is to be sent on by itself, in the same transaction, so that none is forgotten.</summary>
    private async Task SendOnAsync(WorkspaceDbContext db, LedgerEntry document, CancellationToken cancellationToken)
    {
        if (document is not { Purpose: PushPurpose.Document, State: PushState.Succeeded, RemoteId: not null }
            || await sourced.SendingOnAsync(db, document.ConnectionId, document.InvoiceId, cancellationToken) != SendingOn.ByItself)
            return;
        // Once: whoever wants it again says so.
        if (await db.Set<LedgerEntry>().AnyAsync(e => e.InvoiceId == document.InvoiceId && e.ConnectionId == document.ConnectionId && e.Purpose == PushPurpose.Transmission, cancellationToken)
            || await db.Set<Invoice>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == document.InvoiceId, cancellationToken) is not { } invoice)
            return;
        OpenTransmission(db, invoice, new(new(db.Workspace, document.ConnectionId), PushPurpose.Transmission, PushStarter.Auto, document.BatchId), [], null);
    }

    /// <summary>What is to be sent on, for a push that does so; null where the document is there no more.</summary>
    internal async Task<StandingDocument?> StandingAsync(LedgerEntry push, CancellationToken cancellationToken)
    {
        await using var db = database.Read(push.WorkspaceId);
        var id = await db.Set<InvoiceCopy>().Where(copy => copy.InvoiceId == push.InvoiceId && copy.ConnectionId == push.ConnectionId)
            .Select(copy => copy.RemoteId).FirstOrDefaultAsync(cancellationToken);
        var delivery = await db.Set<Delivery>().AsNoTracking().FirstOrDefaultAsync(one => one.InvoiceId == push.InvoiceId && one.ConnectionId == push.ConnectionId, cancellationToken);
        return id is null ? null : new(id, push.Revision, push.Way) { IsStuck = delivery?.IsStuckAt(time.GetUtcNow()) == true };
    }

    /// <summary>Whether the document that a push is to send on may still be.</summary>
    internal async Task<bool> MaySendOnAsync(LedgerEntry push, CancellationToken cancellationToken)
    {
        await using var db = database.Read(push.WorkspaceId);
        var sending = await sourced.SendingOnAsync(db, push.ConnectionId, push.InvoiceId, cancellationToken);
        return sending == SendingOn.ByItself || sending == SendingOn.ByHand && push.Cause != PushCause.AutoPush;
    }

    // What came of sending on, and what is known of the way since.
    private async Task DeliverAsync(WorkspaceDbContext db, LedgerEntry entry, CancellationToken cancellationToken)
    {
        if (entry is not { State: PushState.Succeeded, Seen: { } seen })
            return;
        var now = time.GetUtcNow();
        var delivery = await DeliveryOfAsync(db, entry.InvoiceId, entry.ConnectionId, cancellationToken);
        delivery.SentAt = entry.SentAt ?? now;
        // Accepted is all that is known where the system says nothing of the way.
        delivery.Take(seen.Delivery ?? new(DeliveryState.OnItsWay), now);
    }

    /// <summary>Notes what a look says of a document's way to the customer, within the caller's transaction.</summary>
    private async Task<bool> NoteWayAsync(WorkspaceDbContext db, QueueId queue, SeenDocument seen, CancellationToken cancellationToken)
    {
        // Of what nobody sent on from here nothing is kept.
        if (seen.Delivery is not { } way || await db.Set<Delivery>().AsTracking()
            .FirstOrDefaultAsync(one => one.InvoiceId == seen.InvoiceId && one.ConnectionId == queue.Connection, cancellationToken) is not { } delivery)
            return false;
        return delivery.Take(way, time.GetUtcNow());
    }

    private static async Task<Delivery> DeliveryOfAsync(WorkspaceDbContext db, Guid invoice, Guid connection, CancellationToken cancellationToken) =>
        await db.Set<Delivery>().AsTracking().FirstOrDefaultAsync(one => one.InvoiceId == invoice && one.ConnectionId == connection, cancellationToken)
        ?? db.Add(new Delivery { InvoiceId = invoice, ConnectionId = connection }).Entity;
}

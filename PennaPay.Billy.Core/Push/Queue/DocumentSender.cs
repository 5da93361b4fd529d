using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Queue;

/// <summary>Sends documents on to customers where a person asks for it: what was refused, what is stuck, and what does not go by itself.</summary>
public sealed class DocumentSender(Database database, PushLedger ledger, PushTargets targets, ISourcedInvoices sourced, PushBell bell, TimeProvider time)
{
    /// <summary>
    /// Has a document sent on. One that is on its way, or was handed over, is not sent again; nor is one that was only brought over.
    /// </summary>
    /// <param name="actor">Who wants it.</param>
    /// <param name="connection">Where the document is.</param>
    /// <param name="invoiceId">Whose document.</param>
    /// <param name="way">How, in the target's own word; null as the owner chose for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<QueueResult> SendAsync(Actor actor, Guid connection, Guid invoiceId, string? way, CancellationToken cancellationToken) =>
        database.WriteAsync(actor, Permission.Push, async (db, ct) =>
        {
            var result = await SendAsync(db, actor, connection, invoiceId, way, ct);
            if (result is QueueResult.Queued)
                db.Audit("invoice.sent_on", nameof(Invoice), invoiceId);
            return result;
        }, cancellationToken);

    private async Task<QueueResult> SendAsync(
        WorkspaceDbContext db, Actor actor, Guid connection, Guid invoiceId, string? way, CancellationToken cancellationToken)
    {
        if (await db.Set<Connection>().FirstOrDefaultAsync(row => row.Id == connection && row.ReplacedAt == null, cancellationToken) is not { } row
            || targets.Find(row.System)?.Transmission is null)
            return new QueueResult.Refused(new Failure(FailureCodes.NotConnected));
        if (await db.Set<Invoice>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == invoiceId, cancellationToken) is not { } invoice
            || await db.Set<InvoiceCopy>().AsNoTracking().FirstOrDefaultAsync(one => one.InvoiceId == invoiceId && one.ConnectionId == connection, cancellationToken) is not { RemoteId: not null } copy)
            return new QueueResult.Refused(new Failure(FailureCodes.DraftMissing));
        if (await sourced.SendingOnAsync(db, connection, invoiceId, cancellationToken) == SendingOn.Never)
            return new QueueResult.Refused(new Failure(FailureCodes.BroughtOver));
        // What asks nobody for money any more is not sent to anybody.
        if (copy.Condition is DocumentCondition.Deleted or DocumentCondition.Voided or DocumentCondition.Credited)
            return new QueueResult.Refused(new Failure(FailureCodes.DraftMissing));
        var order = new PushOrder(new(db.Workspace, connection), PushPurpose.Transmission, new(PushCause.Manual, actor.Name));
        var pushes = (await PushLedger.OfInvoicesAsync(db, [invoiceId], connection, PushPurpose.Transmission, cancellationToken))[invoiceId].ToList();
        if (pushes.Find(push => !push.State.HasEnded()) is { } open)
            return new QueueResult.AlreadyWaiting(open.Id);
        var delivery = await db.Set<Delivery>().FirstOrDefaultAsync(one => one.InvoiceId == invoiceId && one.ConnectionId == connection, cancellationToken);
        if (delivery is { State: DeliveryState.Delivered } || delivery is { State: DeliveryState.OnItsWay } && !delivery.IsStuckAt(time.GetUtcNow()))
            return new QueueResult.AlreadyPresent(copy.RemoteId, targets.Of(row.System).PageOf(row, copy.RemoteId));
        var entry = ledger.OpenTransmission(db, invoice, order, pushes, way);
        db.AfterCommit(() => bell.Ring(order.Queue));
        return new QueueResult.Queued(entry.Id, ReplacesDraft: false);
    }
}

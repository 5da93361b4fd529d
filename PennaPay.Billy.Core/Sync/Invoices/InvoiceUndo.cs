using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Running;
using PennaPay.Billy.Core.Sync.Runs;

namespace PennaPay.Billy.Core.Sync.Invoices;

/// <summary>
/// Takes back what a run did with an invoice: one that came here goes. How it stands there, what was paid and what was queued is
/// not ours to take back, and is named.
/// </summary>
internal sealed class InvoiceUndo(Database database, InvoiceFeed feed, TimeProvider time)
{
    /// <param name="run">The run that takes back.</param>
    /// <param name="undone">The run that is taken back.</param>
    /// <param name="item">What it did with an invoice.</param>
    /// <param name="origin">Where what came in by it came from.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task UndoAsync(SyncRun run, SyncRun undone, SyncItem item, InvoiceOrigin origin, CancellationToken cancellationToken)
    {
        var actor = RunWriter.ActorOf(run);
        return database.WriteAsync(actor, Permission.Synchronize, async (db, ct) =>
        {
            db.Audit("records.synced", nameof(SyncRun), run.Id);
            var invoice = item.Outcome == SyncOutcome.Created && run.UndoesChange is null
                ? await db.Set<Invoice>().FirstOrDefaultAsync(known => known.Id == item.LocalId && known.Origin == origin, ct)
                : null;
            if (invoice is null)
            {
                // Gone already, by a person or before a crash.
                if (item.Outcome != SyncOutcome.Created || run.UndoesChange is not null)
                    db.Add(UndoRows.Row(run, item, item.Side, SyncOutcome.Skipped, new Failure(FailureCodes.SyncNotOurs), time.GetUtcNow()));
                return;
            }

            var isUsed = await db.Set<Invoice>().AnyAsync(note => note.CreditedInvoiceId == invoice.Id && note.Origin != origin, ct)
                || await db.Set<Payment>().AnyAsync(payment => payment.InvoiceId == invoice.Id && payment.Origin != origin, ct);
            db.Add(UndoRows.Row(
                run, item, SyncSide.Here, isUsed ? SyncOutcome.Skipped : SyncOutcome.Deleted, isUsed ? new Failure(FailureCodes.RecordInUse) : null, time.GetUtcNow()));
            if (isUsed)
                return;
            await db.Set<Invoice>().Where(note => note.CreditedInvoiceId == invoice.Id)
                .ExecuteUpdateAsync(update => update.SetProperty(note => note.CreditedInvoiceId, (Guid?)null), ct);
            await db.Set<Payment>().Where(payment => payment.InvoiceId == invoice.Id).ExecuteDeleteAsync(ct);
            await db.Set<InvoiceCopy>().Where(copy => copy.InvoiceId == invoice.Id).ExecuteDeleteAsync(ct);
            db.Remove(invoice);
            await db.Set<SyncChange>().Where(change => change.ItemId == item.Id)
                .ExecuteUpdateAsync(update => update.SetProperty(change => change.UndoneBy, run.Id), ct);
            // After the first run everything is shown again; later, what was taken back must not come by itself.
            if (undone.Begins == 0)
                await LeftAlone.StoreAsync(db, item, SyncSide.There, RecordKind.Invoice, run.StartedBy, time.GetUtcNow(), ct);
            db.AfterCommit(() => feed.Publish(new(run.WorkspaceId)));
        }, cancellationToken);
    }
}

using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Queue;
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
internal sealed class InvoiceUndo(Database database, PushBatches batches, IEnumerable<IInvoiceKeeper> keepers, InvoiceFeed feed, TimeProvider time)
{
    /// <summary>Takes back what a run queued and that has not left yet.</summary>
    public Task CancelAsync(SyncRun run, SyncRun undone, CancellationToken cancellationToken) =>
        batches.CancelAsync(RunWriter.ActorOf(run), undone.Id, cancellationToken);

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
            // Told already, by this run before a crash.
            if (await db.Set<SyncItem>().AnyAsync(told => told.RunId == run.Id && told.Module == SyncModule.Invoices && told.LocalId == item.LocalId, ct))
                return;
            var isCancelled = item.Outcome == SyncOutcome.Queued && await db.Set<LedgerEntry>().AnyAsync(
                entry => entry.InvoiceId == item.LocalId && entry.ConnectionId == item.ConnectionId && entry.BatchId == undone.Id && entry.State == PushState.Cancelled, ct);
            var invoice = item.Outcome == SyncOutcome.Created && run.UndoesChange is null
                ? await db.Set<Invoice>().FirstOrDefaultAsync(known => known.Id == item.LocalId && known.Origin == origin, ct)
                : null;
            if (invoice is null)
            {
                // Else it is gone already, by a person.
                if (item.Outcome != SyncOutcome.Created || run.UndoesChange is not null)
                    db.Add(Row(run, item, isCancelled ? null : new Failure(FailureCodes.SyncNotOurs)));
                return;
            }

            var isUsed = await db.Set<Invoice>().AnyAsync(note => note.CreditedInvoiceId == invoice.Id && note.Origin != origin, ct)
                || await db.Set<Payment>().AnyAsync(payment => payment.InvoiceId == invoice.Id && payment.Origin != origin, ct);
            foreach (var keeper in keepers)
                isUsed |= (await keeper.MustStayAsync(db, [invoice.Id], ct)).Count > 0;
            db.Add(Row(run, item, isUsed ? new Failure(FailureCodes.RecordInUse) : null));
            if (isUsed)
                return;
            await db.Set<Invoice>().Where(note => note.CreditedInvoiceId == invoice.Id)
                .ExecuteUpdateAsync(update => update.SetProperty(note => note.CreditedInvoiceId, (Guid?)null), ct);
            await db.Set<Payment>().Where(payment => payment.InvoiceId == invoice.Id).ExecuteDeleteAsync(ct);
            await db.Set<InvoiceCopy>().Where(copy => copy.InvoiceId == invoice.Id).ExecuteDeleteAsync(ct);
            db.Remove(invoice);
            db.Audit("invoice.deleted", nameof(Invoice), invoice.Id);
            await db.Set<SyncChange>().Where(change => change.ItemId == item.Id)
                .ExecuteUpdateAsync(update => update.SetProperty(change => change.UndoneBy, run.Id), ct);
            // After the first run everything is shown again; later, what was taken back must not come by itself.
            if (undone.Begins == 0)
                await LeftAlone.StoreAsync(db, item, SyncSide.There, RecordKind.Invoice, run.StartedBy, time.GetUtcNow(), ct);
            db.AfterCommit(() => feed.Publish(new(run.WorkspaceId)));
        }, cancellationToken);
    }

    private SyncItem Row(SyncRun run, SyncItem item, Failure? failure) =>
        UndoRows.Row(run, item, item.Side, failure is null ? SyncOutcome.Deleted : SyncOutcome.Skipped, failure, time.GetUtcNow());
}

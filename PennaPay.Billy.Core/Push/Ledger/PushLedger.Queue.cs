using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Ledger;

/// <content>What is put into the queue.</content>
public sealed partial class PushLedger
{
    /// <summary>All pushes of these invoices into a connection, for a purpose.</summary>
    internal static async Task<ILookup<Guid, LedgerEntry>> OfInvoicesAsync(
        WorkspaceDbContext db, IReadOnlyCollection<Guid> invoices, Guid connection, PushPurpose purpose, CancellationToken cancellationToken) =>
        (await db.Set<LedgerEntry>()
            .Where(e => invoices.Contains(e.InvoiceId) && e.ConnectionId == connection && e.Purpose == purpose)
            .ToListAsync(cancellationToken)).ToLookup(e => e.InvoiceId);

    /// <summary>Opens a push: a new row, or the one that the invoice's revision has already. Part of the caller's transaction.</summary>
    /// <param name="db">The caller's transaction.</param>
    /// <param name="invoice">The invoice as it stands.</param>
    /// <param name="order">Where it goes, and who wants it.</param>
    /// <param name="sameRevision">The row of the same revision; null when there is none.</param>
    /// <param name="replaces">The document to replace.</param>
    /// <param name="isReplacementBegun">Whether an earlier push set about deleting that document.</param>
    internal LedgerEntry Open(
        WorkspaceDbContext db, Invoice invoice, PushOrder order, LedgerEntry? sameRevision, string? replaces, bool isReplacementBegun)
    {
        var entry = sameRevision ?? NewRow(db, order.Queue, order.Purpose, invoice);
        (entry.Kind, entry.ContentHash, entry.InvoiceNumber) = (invoice.Kind, invoice.ContentHash, invoice.Number);
        // An attempt that broke off half way through a replacement goes on with it.
        if (replaces is not null || !entry.ReplacementBegun)
            (entry.ReplacesRemoteId, entry.ReplacementBegun) = (replaces, isReplacementBegun);
        Open(db, entry, PushState.Pending, order);
        return entry;
    }

    private static LedgerEntry NewRow(WorkspaceDbContext db, QueueId queue, PushPurpose purpose, Invoice invoice) => db.Add(new LedgerEntry
    {
        Id = Guid.CreateVersion7(),
        ConnectionId = queue.Connection,
        Purpose = purpose,
        InvoiceId = invoice.Id,
        Revision = invoice.Revision,
        InvoiceNumber = invoice.Number,
        ContentHash = invoice.ContentHash,
        StartedBy = "",
    }).Entity;

    /// <summary>Opens a push again that was given up, to be searched for first. Part of the caller's transaction.</summary>
    internal void OpenInDoubt(WorkspaceDbContext db, LedgerEntry givenUp, PushOrder order) => Open(db, givenUp, PushState.Unknown, order);

    private void Open(WorkspaceDbContext db, LedgerEntry entry, PushState state, PushOrder order)
    {
        var now = time.GetUtcNow();
        entry.Version++;
        (entry.State, entry.QueuedAt, entry.DueAt, entry.EndedAt) = (state, now, now, null);
        (entry.Cause, entry.StartedBy, entry.BatchId) = (order.Starter.Cause, order.Starter.By, order.Batch);
        (entry.Failures, entry.TroubleSince, entry.Failure, entry.FirstMissAt) = (0, null, null, null);
        (entry.Relinked, entry.RemoteId, entry.Fingerprint) = (false, null, null);
        AddHistory(db, entry, isOutcome: false);
        db.AfterCommit(() =>
        {
            using var scope = logger.BeginScope(entry.Scope());
            Log.Queued(logger, entry.Id, entry.State, entry.Cause, entry.BatchId);
        });
    }

    /// <summary>Shows invoices as waiting, once their rows are open; tells of each unless they are a batch, which is told as one.</summary>
    internal async Task ShowWaitingAsync(
        WorkspaceDbContext db, IReadOnlyCollection<LedgerEntry> opened, PushOrder order, CancellationToken cancellationToken)
    {
        if (order.Purpose != PushPurpose.Document)
            return;
        foreach (var entry in opened)
        {
            var isListed = await ShowWaitingAsync(db, entry.InvoiceId, order.Queue.Connection, cancellationToken);
            if (order.Batch is null)
                Announce(db, entry, new(CopyState.Waiting, null), isListed, null);
        }
    }

    /// <summary>
    /// Shows that the connection has an invoice as it stands, where something else is shown: it was edited back.
    /// </summary>
    internal async Task ShowPresentAsync(
        WorkspaceDbContext db, Guid invoice, Guid connection, string remoteId, CancellationToken cancellationToken)
    {
        var copy = await db.Set<InvoiceCopy>().AsNoTracking()
            .FirstOrDefaultAsync(c => c.InvoiceId == invoice && c.ConnectionId == connection, cancellationToken);
        var known = copy?.RemoteId == remoteId ? copy.Look : new CopyLook(CopyState.Present, remoteId);
        var look = known with { State = CopyRules.Shown(CopyState.Present, known) };
        if (copy?.Look != look)
            await ShowAsync(db, invoice, connection, look, cancellationToken);
    }

    /// <summary>
    /// The same of an invoice that the caller has in hand, and that may be stored with this very transaction: the change is
    /// made on what is tracked.
    /// </summary>
    internal static async Task ShowTrackedAsync(
        WorkspaceDbContext db, Invoice invoice, Guid connection, bool isListed, CopyState state, string? remoteId, CancellationToken cancellationToken)
    {
        var copy = await db.Set<InvoiceCopy>().FindAsync([invoice.Id, connection], cancellationToken)
            ?? db.Add(new InvoiceCopy { InvoiceId = invoice.Id, ConnectionId = connection }).Entity;
        if (remoteId is not null && remoteId != copy.RemoteId)
            (copy.RemoteId, copy.Condition, copy.RemoteNumber) = (remoteId, DocumentCondition.NotChecked, null);
        copy.State = CopyRules.Shown(state, copy.Look);
        if (isListed)
            (invoice.CopyState, invoice.RemoteId, invoice.RemoteNumber) = (copy.State, copy.RemoteId, copy.RemoteNumber);
    }
}

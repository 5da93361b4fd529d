using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Decisions;

/// <summary>
/// Keeps every invoice of which a system may hold a document: deleted here and imported again, it would be a second one.
/// </summary>
internal sealed class InvoiceKeeper : IInvoiceKeeper
{
    /// <inheritdoc />
    public async Task<IReadOnlySet<Guid>> MustStayAsync(
        WorkspaceDbContext db, IReadOnlyCollection<Guid> invoiceIds, CancellationToken cancellationToken)
    {
        var pushes = await db.Set<LedgerEntry>().AsNoTracking().Where(e => invoiceIds.Contains(e.InvoiceId)).ToListAsync(cancellationToken);
        return pushes.GroupBy(p => p.InvoiceId).Where(own => own.Any(IsGoingOn)
            || own.GroupBy(p => (p.ConnectionId, p.Purpose)).Any(alike => DocumentTraces.Of([.. alike]).Any)).Select(own => own.Key).ToHashSet();
    }

    /// <inheritdoc />
    public async Task<IReadOnlySet<Guid>> BusyAsync(
        WorkspaceDbContext db, IReadOnlyCollection<Guid> invoiceIds, CancellationToken cancellationToken)
    {
        var pushes = await db.Set<LedgerEntry>().AsNoTracking().Where(e => invoiceIds.Contains(e.InvoiceId)).ToListAsync(cancellationToken);
        return pushes.Where(IsGoingOn).Select(p => p.InvoiceId).ToHashSet();
    }

    /// <inheritdoc />
    public Task RevisedAsync(WorkspaceDbContext db, Invoice invoice, CancellationToken cancellationToken) =>
        PushLedger.ReviseAsync(db, invoice, cancellationToken);

    private static bool IsGoingOn(LedgerEntry push) => !push.State.HasEnded() || push.State == PushState.NeedsAttention;
}

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
    public async Task<bool> MustStayAsync(WorkspaceDbContext db, Guid invoiceId, CancellationToken cancellationToken)
    {
        var pushes = await db.Set<LedgerEntry>().AsNoTracking().Where(e => e.InvoiceId == invoiceId).ToListAsync(cancellationToken);
        return pushes.Exists(p => !p.State.HasEnded() || p.State == PushState.NeedsAttention)
            || pushes.GroupBy(p => (p.ConnectionId, p.Purpose)).Any(own => DocumentTraces.Of([.. own]).Any);
    }

    /// <inheritdoc />
    public Task RevisedAsync(WorkspaceDbContext db, Invoice invoice, CancellationToken cancellationToken) =>
        PushLedger.ReviseAsync(db, invoice, cancellationToken);
}

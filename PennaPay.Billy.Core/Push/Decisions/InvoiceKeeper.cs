using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Decisions;

/// <summary>
/// Keeps every invoice of which Billy may hold a draft: deleted here and imported again, it would be a second one (law 2).
/// </summary>
internal sealed class InvoiceKeeper : IInvoiceKeeper
{
    /// <inheritdoc />
    public async Task<bool> MustStayAsync(WorkspaceDbContext db, Guid invoiceId, CancellationToken cancellationToken)
    {
        var pushes = await db.Set<LedgerEntry>().AsNoTracking().Where(e => e.InvoiceId == invoiceId).ToListAsync(cancellationToken);
        return pushes.Exists(p => !p.State.HasEnded() || p.State == PushState.NeedsAttention)
            || pushes.GroupBy(p => p.OrganizationId).Any(own => DraftTraces.Of([.. own]).Any);
    }
}

using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Invoices;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push;

/// <summary>
/// Keeps every invoice of which Billy may hold a draft: deleted here and imported again, it would be a second one (law 2).
/// </summary>
internal sealed class PushedInvoices : IInvoiceKeeper
{
    /// <inheritdoc />
    public async Task<bool> MustStayAsync(BillyDbContext db, Guid invoiceId, CancellationToken cancellationToken)
    {
        var pushes = await db.Set<LedgerEntry>().AsNoTracking().Where(e => e.InvoiceId == invoiceId).ToListAsync(cancellationToken);
        return pushes.Exists(p => !p.State.HasEnded() || p.State == PushState.NeedsAttention)
            || pushes.GroupBy(p => p.OrganizationId).Any(own => DraftTraces.Of([.. own]).Any);
    }
}

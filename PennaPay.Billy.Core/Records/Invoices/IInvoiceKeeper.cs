using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Invoices;

/// <summary>
/// Says whether an invoice must stay, inside the transaction that would delete it. Invoices knows none of its keepers;
/// one is whoever knows which copies other systems may hold.
/// </summary>
public interface IInvoiceKeeper
{
    /// <summary>Hears that the invoice's content changed, inside the transaction that changes it.</summary>
    Task RevisedAsync(WorkspaceDbContext db, Invoice invoice, CancellationToken cancellationToken);

    /// <summary>Whether deleting the invoice would lose track of something.</summary>
    Task<bool> MustStayAsync(WorkspaceDbContext db, Guid invoiceId, CancellationToken cancellationToken);
}

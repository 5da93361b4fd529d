using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Invoices;

/// <summary>
/// Says which invoices must stay, inside the transaction that would delete it. Invoices knows none of its keepers;
/// one is whoever knows which copies other systems may hold.
/// </summary>
public interface IInvoiceKeeper
{
    /// <summary>Hears that the invoice's content changed, inside the transaction that changes it.</summary>
    Task RevisedAsync(WorkspaceDbContext db, Invoice invoice, CancellationToken cancellationToken);

    /// <summary>Which of the invoices must stay, because deleting them would lose track of something.</summary>
    Task<IReadOnlySet<Guid>> MustStayAsync(WorkspaceDbContext db, IReadOnlyCollection<Guid> invoiceIds, CancellationToken cancellationToken);

    /// <summary>With which of the invoices something is going on, or waits for a person, so that they cannot be put aside.</summary>
    Task<IReadOnlySet<Guid>> BusyAsync(WorkspaceDbContext db, IReadOnlyCollection<Guid> invoiceIds, CancellationToken cancellationToken);
}

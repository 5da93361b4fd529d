using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Invoices;

/// <summary>
/// Hears that an invoice became <see cref="InvoiceStatus.Sent"/>, inside the transaction that made it so. Invoices knows
/// none of its listeners; what they do is done together with the change or not at all.
/// </summary>
public interface IInvoiceSentHandler
{
    /// <summary>Called after the invoice was added or changed in <paramref name="db"/>, before it is saved; may be called again when the transaction is repeated.</summary>
    Task InvoiceSentAsync(WorkspaceDbContext db, Invoice invoice, CancellationToken cancellationToken);
}

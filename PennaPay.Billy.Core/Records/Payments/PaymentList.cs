using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Payments;

/// <summary>Reads what was paid.</summary>
public sealed class PaymentList(Database database)
{
    /// <summary>What was paid for an invoice, the oldest first.</summary>
    public async Task<IReadOnlyList<Payment>> OfInvoiceAsync(WorkspaceId workspace, Guid invoiceId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<Payment>()
            .Where(payment => payment.InvoiceId == invoiceId)
            .OrderBy(payment => payment.Day).ThenBy(payment => payment.Id)
            .ToListAsync(cancellationToken);
    }
}

using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Invoices.Lists;

/// <summary>Reads what is made out to a customer.</summary>
public sealed class CustomerInvoices(Database database)
{
    /// <summary>The newest of all invoices and credit notes that are made out to a customer.</summary>
    public async Task<PageOf<CustomerInvoice>> LatestAsync(WorkspaceId workspace, Guid customer, int count, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var invoices = db.Set<Invoice>().Where(invoice => invoice.CustomerId == customer);
        var rows = await invoices
            .OrderByDescending(invoice => invoice.IssueDate).ThenByDescending(invoice => invoice.Id)
            .Take(count)
            .Select(invoice => new CustomerInvoice(
                invoice.Id, invoice.Kind, invoice.Number, invoice.IssueDate, invoice.Currency, invoice.Gross, invoice.CopyState, invoice.RemoteNumber,
                invoice.IsArchived))
            .ToListAsync(cancellationToken);
        return new(await invoices.CountAsync(cancellationToken), rows);
    }
}

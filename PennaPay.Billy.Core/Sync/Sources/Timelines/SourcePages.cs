using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Sources.Balances;

namespace PennaPay.Billy.Core.Sync.Sources.Timelines;

/// <summary>Where what came from a source can be seen there. The source is not asked.</summary>
public sealed class SourcePages(Database database, SourceSystems sources)
{
    /// <returns>Null where it came from no source, or cannot be seen there.</returns>
    public async Task<Uri?> OfInvoiceAsync(WorkspaceId workspace, Guid invoice, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var row = await db.Set<SourcedInvoice>().Where(row => row.InvoiceId == invoice && row.Standing != SourceStanding.Gone)
            .Join(db.Set<Connection>(), row => row.ConnectionId, connection => connection.Id, (row, connection) => new { row.RemoteId, Connection = connection })
            .FirstOrDefaultAsync(cancellationToken);
        return row is null ? null : sources.Of(row.Connection.System)?.PageOf(row.Connection, RecordKind.Invoice, row.RemoteId);
    }

    /// <returns>Null where it cannot be seen there.</returns>
    public async Task<Uri?> OfCustomerAsync(WorkspaceId workspace, SourcedCustomer customer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(customer);
        if (customer.GoneAt is not null)
            return null;
        await using var db = database.Read(workspace);
        return await db.Set<Connection>().FirstOrDefaultAsync(known => known.Id == customer.Connection, cancellationToken) is { } connection
            ? sources.Of(connection.System)?.PageOf(connection, RecordKind.Contact, customer.RemoteId)
            : null;
    }
}

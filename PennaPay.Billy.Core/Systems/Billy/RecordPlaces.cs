using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy.Api.Wire;
using PennaPay.Billy.Core.Systems.Billy.Drafts;
using PennaPay.Billy.Core.Systems.Billy.Lookup;

namespace PennaPay.Billy.Core.Systems.Billy;

/// <summary>Finds the place of a record that somebody knows by Billy's id. Billy is not asked.</summary>
public sealed class RecordPlaces(Database database, ConnectionStore store, BillyEndpoints endpoints)
{
    private static readonly LookupResource[] WithPages =
        [LookupResources.Contacts, LookupResources.Invoices, LookupResources.Products, LookupResources.Bills];

    /// <param name="workspace">Whose records and whose organisation.</param>
    /// <param name="pages">What kind of record: <see cref="LookupResource.Pages"/>, such as <c>invoices</c>.</param>
    /// <param name="id">Billy's id of it, as somebody typed or was given it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<RecordPlace> FindAsync(WorkspaceId workspace, string pages, string id, CancellationToken cancellationToken)
    {
        if (Array.Find(WithPages, kind => kind.Pages == pages) is not { } resource || !BillyId.IsOne(id))
            return new RecordPlace.Nowhere();
        return await HereAsync(workspace, resource, id, cancellationToken)
            ?? (await store.CurrentAsync(workspace, BillySystem.SystemId, cancellationToken) is { } connection
                && BillyPages.Record(connection, endpoints.Of(connection.UsesSandbox), pages, id) is { } page
                    ? new RecordPlace.Billys(page)
                    : new RecordPlace.OnlyInBilly());
    }

    // An organisation that another took the place of is looked at last: its records are still here.
    private async Task<RecordPlace?> HereAsync(WorkspaceId workspace, LookupResource resource, string id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var connections = db.Set<Connection>().Where(connection => connection.System == BillySystem.SystemId);
        if (resource == LookupResources.Invoices)
        {
            var found = await connections
                .Join(db.Set<InvoiceCopy>(), connection => connection.Id, copy => copy.ConnectionId, (connection, copy) => new { connection, copy })
                .Where(known => known.copy.RemoteId == id)
                .OrderBy(known => known.connection.ReplacedAt != null).Select(known => (Guid?)known.copy.InvoiceId)
                .FirstOrDefaultAsync(cancellationToken);
            return found is { } invoice ? new RecordPlace.Invoice(invoice) : null;
        }

        if (resource == LookupResources.Contacts)
        {
            var found = await connections
                .Join(db.Set<RecordLink>(), connection => connection.Id, link => link.ConnectionId, (connection, link) => new { connection, link })
                .Where(known => known.link.Kind == RecordKind.Contact && known.link.RemoteId == id)
                .Where(known => db.Set<Customer>().Any(customer => customer.Id == known.link.LocalId))
                .OrderBy(known => known.connection.ReplacedAt != null).ThenBy(known => known.link.IsShared).Select(known => (Guid?)known.link.LocalId)
                .FirstOrDefaultAsync(cancellationToken);
            return found is { } customer ? new RecordPlace.Customer(customer) : null;
        }

        // Products there that only give lines an account have no link, and bills have no place here.
        if (resource == LookupResources.Products)
        {
            var found = await connections
                .Join(db.Set<RecordLink>(), connection => connection.Id, link => link.ConnectionId, (connection, link) => new { connection, link })
                .Where(known => known.link.Kind == RecordKind.Product && known.link.RemoteId == id)
                .Where(known => db.Set<Product>().Any(product => product.Id == known.link.LocalId))
                .OrderBy(known => known.connection.ReplacedAt != null).ThenBy(known => known.link.IsShared).Select(known => (Guid?)known.link.LocalId)
                .FirstOrDefaultAsync(cancellationToken);
            return found is { } product ? new RecordPlace.Product(product) : null;
        }

        return null;
    }
}

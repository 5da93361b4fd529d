using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Records;

namespace PennaPay.Billy.Core.Sync.Runs.Lists;

/// <summary>Where records that lack something are completed.</summary>
internal static class MendingPlaces
{
    private const int Most = 5;

    /// <summary>The same group with the first records that have to be completed, where its reason is such.</summary>
    public static Task<SyncFailureGroup> AddAsync(
        WorkspaceDbContext db, SyncRun run, Connection connection, RecordEndpoints endpoints, SyncFailureGroup group, CancellationToken cancellationToken)
    {
        var items = db.Set<SyncItem>().Where(item => item.RunId == run.Id && item.FailureCode == group.Code && item.Outcome == group.Outcome);
        return group.Code switch
        {
            FailureCodes.CustomerIncomplete => OfCustomersAsync(db, items, group, cancellationToken),
            FailureCodes.RecordIncomplete => OfRecordsAsync(items, connection, endpoints, group, cancellationToken),
            _ => Task.FromResult(group),
        };
    }

    private static async Task<SyncFailureGroup> OfCustomersAsync(
        WorkspaceDbContext db, IQueryable<SyncItem> items, SyncFailureGroup group, CancellationToken cancellationToken)
    {
        var customers = items.Join(db.Set<Invoice>(), item => item.LocalId, invoice => invoice.Id, (item, invoice) => invoice.CustomerId).Distinct()
            .Join(db.Set<Customer>(), id => id, customer => customer.Id, (id, customer) => new { customer.Id, customer.Name });
        var first = await customers.OrderBy(customer => customer.Name).ThenBy(customer => customer.Id).Take(Most).ToListAsync(cancellationToken);
        return group with
        {
            First = first.ConvertAll(customer => new MendingPlace(SyncModule.Organizations, customer.Name, customer.Id, null)),
            ToComplete = await customers.CountAsync(cancellationToken),
        };
    }

    private static async Task<SyncFailureGroup> OfRecordsAsync(
        IQueryable<SyncItem> items, Connection connection, RecordEndpoints endpoints, SyncFailureGroup group, CancellationToken cancellationToken)
    {
        var first = await items.OrderBy(item => item.Id).Take(Most).ToListAsync(cancellationToken);
        return group with
        {
            First = first.ConvertAll(item => new MendingPlace(
                item.Module, item.Title, item.LocalId,
                item is { LocalId: null, RemoteId: { } remote } ? PageOf(item.Module, remote) : null)),
            ToComplete = group.Count,
        };

        string? PageOf(SyncModule module, string remote) =>
            endpoints.Of(connection.System).FirstOrDefault(pair => pair.Theirs.Modules.Contains(module))?.Theirs.PageOf(connection, remote);
    }
}

using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Sync.Sources.Balances;

/// <summary>Which customers came from where.</summary>
public sealed class SourcedCustomers(Database database, SourceSystems sources)
{
    /// <summary>Those of some customers that came from a source, in one query.</summary>
    public async Task<IReadOnlyDictionary<Guid, SourcedCustomer>> OfAsync(WorkspaceId workspace, IReadOnlyCollection<Guid> customers, CancellationToken cancellationToken)
    {
        if (customers.Count == 0)
            return new Dictionary<Guid, SourcedCustomer>();
        await using var db = database.Read(workspace);
        var rows = await Of(db).Where(row => customers.Contains(row.Customer)).ToListAsync(cancellationToken);
        return rows.GroupBy(row => row.Customer).ToDictionary(same => same.Key, same => same.First());
    }

    /// <summary>One of them; null where it came from no source.</summary>
    public async Task<SourcedCustomer?> FindAsync(WorkspaceId workspace, Guid customer, CancellationToken cancellationToken) =>
        (await OfAsync(workspace, [customer], cancellationToken)).GetValueOrDefault(customer);

    private IQueryable<SourcedCustomer> Of(WorkspaceDbContext db)
    {
        var systems = sources.Ids;
        return
            from connection in db.Set<Connection>()
            where systems.Contains(connection.System)
            join link in db.Set<RecordLink>() on new { Connection = connection.Id, Kind = RecordKind.Contact } equals new { Connection = link.ConnectionId, link.Kind }
            join known in db.Set<SourceAccount>() on new { link.ConnectionId, link.RemoteId } equals new { known.ConnectionId, known.RemoteId } into accounts
            from account in accounts.DefaultIfEmpty()
            select new SourcedCustomer
            {
                Customer = link.LocalId,
                Connection = connection.Id,
                System = connection.System,
                RemoteId = link.RemoteId,
                LeftOutAt = account == null ? null : account.ExcludedAt,
                GoneAt = account == null ? null : account.GoneAt,
            };
    }
}

/// <summary>A customer that came from a source.</summary>
public sealed record SourcedCustomer
{
    /// <summary>Ours.</summary>
    public required Guid Customer { get; init; }

    /// <summary>The source's account.</summary>
    public required Guid Connection { get; init; }

    /// <summary>The system's id.</summary>
    public required string System { get; init; }

    /// <summary>The source's id of the customer.</summary>
    public required string RemoteId { get; init; }

    /// <summary>Since when somebody wants it left out; null while nobody does.</summary>
    public DateTimeOffset? LeftOutAt { get; init; }

    /// <summary>When it was found that the source has it no more; null while it has.</summary>
    public DateTimeOffset? GoneAt { get; init; }
}

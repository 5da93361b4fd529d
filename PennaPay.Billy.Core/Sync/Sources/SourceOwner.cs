using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Sync.Sources;

/// <summary>The customers that come from a source which still has them, and from which they still come.</summary>
internal sealed class SourceOwner(SourceSystems sources) : ICustomerOwner
{
    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<Guid, CustomerOwner>> OfAsync(WorkspaceDbContext db, Guid? customer, CancellationToken cancellationToken)
    {
        var connected = (await db.Set<Connection>().Where(connection => connection.Secret != null).Select(connection => new { connection.Id, connection.System, connection.AccountName }).ToListAsync(cancellationToken))
            .Where(connection => sources.Of(connection.System) is not null)
            .ToDictionary(connection => connection.Id, connection => new CustomerOwner(connection.Id, connection.System, connection.AccountName));
        if (connected.Count == 0)
            return new Dictionary<Guid, CustomerOwner>();
        var links = await db.Set<RecordLink>()
            .Where(link => link.Kind == RecordKind.Contact && connected.Keys.Contains(link.ConnectionId) && (customer == null || link.LocalId == customer)
                && !db.Set<SourceAccount>().Any(account => account.ConnectionId == link.ConnectionId && account.RemoteId == link.RemoteId && (account.ExcludedAt != null || account.GoneAt != null)))
            .Select(link => new { link.LocalId, link.ConnectionId }).ToListAsync(cancellationToken);
        return links.DistinctBy(link => link.LocalId).ToDictionary(link => link.LocalId, link => connected[link.ConnectionId]);
    }
}

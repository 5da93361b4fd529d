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
    public async Task<bool> OwnsAsync(WorkspaceDbContext db, Guid customer, CancellationToken cancellationToken)
    {
        var systems = await db.Set<RecordLink>()
            .Where(link => link.Kind == RecordKind.Contact && link.LocalId == customer
                && !db.Set<SourceAccount>().Any(account => account.ConnectionId == link.ConnectionId && account.RemoteId == link.RemoteId && (account.ExcludedAt != null || account.GoneAt != null)))
            .Join(db.Set<Connection>().Where(connection => connection.Secret != null), link => link.ConnectionId, connection => connection.Id, (link, connection) => connection.System)
            .ToListAsync(cancellationToken);
        return systems.Exists(system => sources.Of(system) is not null);
    }
}

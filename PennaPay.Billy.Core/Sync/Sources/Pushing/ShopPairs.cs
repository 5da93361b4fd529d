using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Sync.Sources.Pushing;

/// <summary>The shops of a workspace, and which company the orders of each become invoices in.</summary>
public sealed class ShopPairs(Database database, SourceSystems sources, PushTargets targets)
{
    /// <summary>Every shop that was ever connected, the latest last.</summary>
    public async Task<IReadOnlyList<ShopPair>> AllAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        var shops = sources.Ids.Where(system => sources.Of(system)!.Kind == SourcedKind.Shop).ToList();
        await using var db = database.Read(workspace);
        var connections = await db.Set<Connection>().AsNoTracking().Where(row => row.ReplacedAt == null).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        var chosen = (await db.Set<SourcePush>().AsNoTracking().ToListAsync(cancellationToken)).ToLookup(push => push.SourceId);
        return
        [
            .. from shop in connections
               where shops.Contains(shop.System)
               let push = chosen[shop.Id].OrderByDescending(push => push.IsOn).ThenByDescending(push => push.ChangedAt).FirstOrDefault()
               select new ShopPair(shop, push, push is null ? null : connections.Find(row => row.Id == push.ConnectionId)),
        ];
    }

    /// <summary>The companies that a shop's orders can become invoices in.</summary>
    public async Task<IReadOnlyList<Connection>> CompaniesAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        var systems = targets.Systems.Where(system => targets.Of(system).Traits.TakesSourced == SourcedKind.Shop).ToList();
        await using var db = database.Read(workspace);
        return await db.Set<Connection>().AsNoTracking().Where(row => systems.Contains(row.System) && row.Secret != null && row.ReplacedAt == null).OrderBy(row => row.Id).ToListAsync(cancellationToken);
    }
}

/// <summary>A shop, and what was chosen for its orders.</summary>
/// <param name="Shop">The shop.</param>
/// <param name="Push">What was chosen; null while nothing was.</param>
/// <param name="Company">Where they become invoices; null while nothing was chosen.</param>
public sealed record ShopPair(Connection Shop, SourcePush? Push, Connection? Company)
{
    /// <summary>Whether they go there at present.</summary>
    public bool IsOn => Push is { IsOn: true } && Company is not null;
}

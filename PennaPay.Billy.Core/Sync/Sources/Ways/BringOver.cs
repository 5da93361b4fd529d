using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Sync.Sources.Ways;

/// <summary>
/// Brings over what was in a source before, because a person asks for it. Whatever it was when it came, it counts as brought over from
/// then on, in the transaction that queues it: no document of it is ever sent to a customer.
/// </summary>
public sealed class BringOver(Database database, InvoicePusher pusher, PushTargets targets)
{
    private const int PerTransaction = 500;

    /// <summary>Queues some invoices of a source's account. Each is judged by itself; those that can go, go.</summary>
    /// <param name="actor">Who wants it.</param>
    /// <param name="source">The account that they come from.</param>
    /// <param name="connection">Where they go.</param>
    /// <param name="invoices">Which, in their order.</param>
    /// <param name="cancellationToken">Gives up; what is queued stays so.</param>
    /// <returns>How many are queued.</returns>
    public async Task<int> QueueAsync(Actor actor, Guid source, Guid connection, IReadOnlyCollection<Guid> invoices, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.Push);
        var (batch, queued) = (Guid.CreateVersion7(), 0);
        foreach (var some in invoices.Distinct().Chunk(PerTransaction))
        {
            queued += await database.WriteAsync(actor, Permission.Push, async (db, ct) =>
            {
                if (await db.Set<Connection>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == connection && row.Secret != null && row.ReplacedAt == null, ct) is not { } into
                    || targets.Find(into.System) is null)
                    return 0;
                var theirs = await db.Set<SourcedInvoice>().Where(row => row.ConnectionId == source && some.Contains(row.InvoiceId)).Select(row => row.InvoiceId).ToListAsync(ct);
                await db.Set<SourcedInvoice>().Where(row => theirs.Contains(row.InvoiceId)).ExecuteUpdateAsync(update => update.SetProperty(row => row.IsNew, false), ct);
                var ordered = some.Where(theirs.Contains).ToList();
                var refused = await pusher.PushManyWithinAsync(db, ordered, into, new(PushCause.Bulk, actor.Name), batch, ct);
                return ordered.Count - refused.Count;
            }, cancellationToken);
        }

        return queued;
    }
}

using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Worker;

/// <summary>The ledger as workers see it: what is to be done, and where.</summary>
internal sealed class DuePushes(Database database, TimeProvider time)
{
    // Both are compiled once, because every push asks them. What came due together goes in the order that the index has it in,
    // which is the one it was queued in; ordering by anything more would sort a whole batch for each of its pushes.
    private readonly Func<WorkspaceDbContext, Guid, PushState, DateTimeOffset, CancellationToken, Task<LedgerEntry?>> nextDue =
        EF.CompileAsyncQuery((WorkspaceDbContext db, Guid connection, PushState state, DateTimeOffset now, CancellationToken cancellationToken) =>
            db.Set<LedgerEntry>().Where(e => e.ConnectionId == connection && e.State == state && e.DueAt <= now)
                .OrderBy(e => e.DueAt).FirstOrDefault());

    private readonly Func<WorkspaceDbContext, Guid, DateTimeOffset, CancellationToken, Task<bool>> isDoubtDue = EF.CompileAsyncQuery(
        (WorkspaceDbContext db, Guid connection, DateTimeOffset now, CancellationToken cancellationToken) =>
            db.Set<LedgerEntry>().Any(e => e.ConnectionId == connection && e.State == PushState.Unknown && e.DueAt <= now));

    /// <summary>
    /// The open push that has waited longest and is due; null when nothing is. A doubt comes first: a lost document is
    /// settled before new ones are made.
    /// </summary>
    internal async Task<LedgerEntry?> NextDueAsync(QueueId queue, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = database.Read(queue.Workspace);
        var state = await isDoubtDue(db, queue.Connection, now, cancellationToken) ? PushState.Unknown : PushState.Pending;
        return await nextDue(db, queue.Connection, state, now, cancellationToken);
    }

    /// <summary>Every queue with a push that is due or was interrupted.</summary>
    internal async Task<IReadOnlyList<QueueId>> QueuesWithWorkAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = database.Read(default);
        var found = await db.Set<LedgerEntry>().IgnoreQueryFilters()
            .Where(e => PushStates.Open.Contains(e.State) && e.DueAt <= now)
            .Select(e => new { e.WorkspaceId, e.ConnectionId }).Distinct().ToListAsync(cancellationToken);
        return found.ConvertAll(queue => new QueueId(queue.WorkspaceId, queue.ConnectionId));
    }

    /// <summary>How much there is to be worked off, in all queues together.</summary>
    internal async Task<IReadOnlyList<QueueFigure>> CountAsync(CancellationToken cancellationToken)
    {
        await using var db = database.Read(default);
        return await Count(db).ToListAsync(cancellationToken);
    }

    /// <summary>Asks of every workspace's queue, and reads the rows that are open alone.</summary>
    internal static IQueryable<QueueFigure> Count(WorkspaceDbContext db) =>
        from push in db.Set<LedgerEntry>().IgnoreQueryFilters()
        where PushStates.Open.Contains(push.State)
        join connection in db.Set<Connection>().IgnoreQueryFilters() on push.ConnectionId equals connection.Id
        group push by new { connection.System, push.State } into queue
        select new QueueFigure(queue.Key.System, queue.Key.State, queue.Count(), queue.Min(push => push.QueuedAt));

    /// <summary>Pushes that a dead worker left behind while a document may have been on its way. Call with the lease in hand.</summary>
    internal async Task<IReadOnlyList<LedgerEntry>> InterruptedAsync(QueueId queue, CancellationToken cancellationToken)
    {
        await using var db = database.Read(queue.Workspace);
        return await db.Set<LedgerEntry>()
            .Where(e => e.ConnectionId == queue.Connection && e.State == PushState.Sending).ToListAsync(cancellationToken);
    }
}

using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Leases;

/// <summary>Gives one worker at a time the lease of a connection's queue.</summary>
public sealed class QueueLeases(Database database, TimeProvider time)
{
    /// <summary>How long a lease lasts without being confirmed.</summary>
    internal static readonly TimeSpan Length = TimeSpan.FromMinutes(2);

    // A lease that is younger is not written again when it is confirmed. What is left of it must be longer than a request may
    // take (PushProcessor.LatestSend), else another worker could begin while this one still sends.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(20);

    // Compiled once, because every push asks it.
    private readonly Func<WorkspaceDbContext, Guid, CancellationToken, Task<DateTimeOffset>> heldUntil = EF.CompileAsyncQuery(
        (WorkspaceDbContext db, Guid holder, CancellationToken cancellationToken) =>
            db.Set<QueueLease>().Where(l => l.Holder == holder).Select(l => l.Until).FirstOrDefault());

    // Those of this process, by holder. Of them it is known how long nobody has heard of them, whatever becomes of the clock on
    // the wall: set forward, it must not end the lease of a worker that still sends.
    private readonly ConcurrentDictionary<Guid, HeldLease> held = new();

    /// <summary>The lease, or null while another worker has it.</summary>
    internal async Task<HeldLease?> TakeAsync(QueueId queue, CancellationToken cancellationToken)
    {
        var stamp = time.GetTimestamp();
        var mine = new HeldLease(queue, Guid.NewGuid()) { KnownAt = stamp, SeenAt = stamp };
        var taken = await database.WriteAsync(queue.Workspace, async (db, ct) =>
        {
            var now = time.GetUtcNow();
            var lease = await db.Set<QueueLease>().FirstOrDefaultAsync(l => l.ConnectionId == queue.Connection, ct);
            if (lease is { Holder: { } other } && (held.TryGetValue(other, out var its) ? IsHeld(its) : lease.Until > now))
                return false;
            if (lease is null)
                db.Add(lease = new QueueLease { ConnectionId = queue.Connection });
            (lease.Holder, lease.Until) = (mine.Holder, now + Length);
            return true;
        }, cancellationToken);
        if (!taken)
            return null;
        foreach (var (holder, old) in held.Where(l => l.Value.Queue == queue))
            held.TryRemove(new(holder, old));
        held[mine.Holder] = mine;
        return mine;
    }

    /// <summary>
    /// Whether the lease still is this worker's; asked before each look at the queue, because a worker may rest with it or
    /// wait out a pause for longer than it lasts. The database is asked only when a third of it is over.
    /// </summary>
    internal async Task<bool> KeepAsync(HeldLease lease, CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(lease.KnownAt) < Length / 2 - Fresh)
            return true;
        var stamp = time.GetTimestamp();
        var isKept = await database.WriteAsync(lease.Queue.Workspace, (db, ct) => ConfirmAsync(db, lease, ct), cancellationToken);
        if (isKept)
            lease.KnownAt = stamp;
        return isKept;
    }

    /// <summary>
    /// Whether the lease still is this worker's; lengthens it if so. Part of the caller's transaction. As long as the row names
    /// the worker nobody else has begun, whatever the clock says of its end.
    /// </summary>
    internal async Task<bool> ConfirmAsync(WorkspaceDbContext db, HeldLease lease, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var until = await heldUntil(db, lease.Holder, cancellationToken);
        if (until == default)
            return false;
        lease.SeenAt = time.GetTimestamp();
        return (until > now + Length - Fresh && until <= now + Length) || await db.Set<QueueLease>().Where(l => l.Holder == lease.Holder)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Until, now + Length), cancellationToken) == 1;
    }

    /// <summary>Lets the next worker in.</summary>
    internal async Task GiveBackAsync(HeldLease lease, CancellationToken cancellationToken)
    {
        await database.WriteAsync(lease.Queue.Workspace, (db, ct) => db.Set<QueueLease>()
            .Where(l => l.Holder == lease.Holder)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Holder, (Guid?)null), ct), cancellationToken);
        held.TryRemove(lease.Holder, out _);
    }

    /// <summary>
    /// Ends the leases of workers that died with an earlier run of this program. Only right where no other process shares
    /// the database, as with SQLite.
    /// </summary>
    internal async Task ClearAsync(CancellationToken cancellationToken)
    {
        held.Clear();
        await database.WriteAsync(default, (db, ct) => db.Set<QueueLease>().IgnoreQueryFilters()
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Holder, (Guid?)null), ct), cancellationToken);
    }

    private bool IsHeld(HeldLease lease) => time.GetElapsedTime(lease.SeenAt) < Length;
}

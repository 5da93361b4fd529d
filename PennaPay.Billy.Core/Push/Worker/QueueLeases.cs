using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Worker;

/// <summary>Gives one worker at a time the turn to drain a workspace's queue.</summary>
public sealed class QueueLeases(Database database, TimeProvider time)
{
    /// <summary>How long a turn lasts without being confirmed.</summary>
    internal static readonly TimeSpan Length = TimeSpan.FromMinutes(2);

    // A turn that is younger is not written again when it is confirmed. What is left of it must be longer than a request may
    // take (PushProcessor.LatestSend), else another worker could begin while this one still sends.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(20);

    // Compiled once, because every push asks it.
    private readonly Func<WorkspaceDbContext, Guid, CancellationToken, Task<DateTimeOffset>> heldUntil = EF.CompileAsyncQuery(
        (WorkspaceDbContext db, Guid holder, CancellationToken cancellationToken) =>
            db.Set<QueueLease>().Where(l => l.Holder == holder).Select(l => l.Until).FirstOrDefault());

    /// <summary>The turn, or null while another worker has it.</summary>
    internal async Task<HeldLease?> TakeAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        var turn = new HeldLease(Guid.NewGuid()) { KnownUntil = time.GetUtcNow() + Length };
        var taken = await database.WriteAsync(workspace, async (db, ct) =>
        {
            var now = time.GetUtcNow();
            var lease = await db.Set<QueueLease>().FindAsync([workspace], ct);
            if (Guard.Lease && lease is { Holder: not null } && lease.Until > now)
                return false;
            if (lease is null)
                db.Add(lease = new QueueLease());
            (lease.Holder, lease.Until) = (turn.Id, now + Length);
            return true;
        }, cancellationToken);
        return taken ? turn : null;
    }

    /// <summary>
    /// Whether the turn still is this worker's; asked before each look at the queue, because a worker may rest in its turn
    /// or wait out a pause for longer than the turn lasts. The database is asked only when it is half over.
    /// </summary>
    internal async Task<bool> KeepAsync(WorkspaceId workspace, HeldLease turn, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now < turn.KnownUntil - Length / 2)
            return true;
        var isKept = await database.WriteAsync(workspace, (db, ct) => ConfirmAsync(db, turn, ct), cancellationToken);
        if (isKept)
            turn.KnownUntil = now + Length - Fresh;
        return isKept;
    }

    /// <summary>Whether the turn still is this worker's; lengthens it if so. Part of the caller's transaction.</summary>
    internal async Task<bool> ConfirmAsync(WorkspaceDbContext db, HeldLease turn, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var until = await heldUntil(db, turn.Id, cancellationToken);
        return until > now && (until > now + Length - Fresh || await db.Set<QueueLease>().Where(l => l.Holder == turn.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Until, now + Length), cancellationToken) == 1);
    }

    /// <summary>Lets the next worker in.</summary>
    internal Task GiveBackAsync(WorkspaceId workspace, HeldLease turn, CancellationToken cancellationToken) =>
        database.WriteAsync(workspace, (db, ct) => db.Set<QueueLease>()
            .Where(l => l.Holder == turn.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Holder, (Guid?)null), ct), cancellationToken);

    /// <summary>
    /// Ends the turns of workers that died with an earlier run of this program. Only right where no other process shares
    /// the database, as with SQLite.
    /// </summary>
    internal async Task ClearAsync(CancellationToken cancellationToken)
    {
        await database.WriteAsync(default, (db, ct) => db.Set<QueueLease>().IgnoreQueryFilters()
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Holder, (Guid?)null), ct), cancellationToken);
    }
}

/// <summary>One worker's turn at one workspace's queue.</summary>
/// <param name="Id">The worker, told from every other.</param>
internal sealed record HeldLease(Guid Id)
{
    /// <summary>It lasts at least until then, unless somebody ended it.</summary>
    public DateTimeOffset KnownUntil { get; set; }
}

using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Ledger;

/// <content>What becomes of times in the ledger when the clock is set. Every workspace's, for there is but one clock.</content>
public sealed partial class PushLedger
{
    /// <summary>
    /// Moves what pushes are counted from along with the clock, so that as much time has passed since as before: else a clock
    /// set forward would make a document in doubt count as lost at once, and give up what has waited for minutes. What waited
    /// for a time that now lies far ahead is due.
    /// </summary>
    internal Task FollowAsync(ClockJump jump, CancellationToken cancellationToken) => database.WriteAsync(default, async (db, ct) =>
    {
        var now = time.GetUtcNow();
        if (jump.By < TimeSpan.Zero)
            await MakeDueAsync(db, now, now, ct);
        foreach (var push in await StampedAsync(db, ct))
            await StampAsync(db, push, at => (jump.By > TimeSpan.Zero ? at <= jump.Before : at > now) ? at + jump.By : at, ct);
    }, cancellationToken);

    /// <summary>
    /// Puts right what no clock can have written that is right now: times to come for what has happened, and waits longer than
    /// any. It was set back while the program did not run.
    /// </summary>
    /// <param name="longest">No wait is longer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal Task DropFutureAsync(TimeSpan longest, CancellationToken cancellationToken) => database.WriteAsync(default, async (db, ct) =>
    {
        var now = time.GetUtcNow();
        await MakeDueAsync(db, now + longest, now, ct);
        foreach (var push in await StampedAsync(db, ct))
            await StampAsync(db, push, at => at > now ? now : at, ct);
    }, cancellationToken);

    private static Task<int> MakeDueAsync(WorkspaceDbContext db, DateTimeOffset after, DateTimeOffset now, CancellationToken cancellationToken) =>
        db.Set<LedgerEntry>().IgnoreQueryFilters().Where(e => PushStates.Open.Contains(e.State) && e.DueAt > after)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.DueAt, now), cancellationToken);

    // A decision that a person is asked for depends on how long ago the document left, too.
    private static Task<List<LedgerEntry>> StampedAsync(WorkspaceDbContext db, CancellationToken cancellationToken) =>
        db.Set<LedgerEntry>().IgnoreQueryFilters().AsNoTracking()
            .Where(e => PushStates.Open.Contains(e.State) || e.State == PushState.NeedsAttention)
            .Where(e => e.SentAt != null || e.TroubleSince != null || e.FirstMissAt != null)
            .ToListAsync(cancellationToken);

    // No transition: a worker that has the push in hand goes on with it.
    private static async Task StampAsync(
        WorkspaceDbContext db, LedgerEntry push, Func<DateTimeOffset, DateTimeOffset> move, CancellationToken cancellationToken)
    {
        var (sent, trouble, miss) = (Moved(push.SentAt), Moved(push.TroubleSince), Moved(push.FirstMissAt));
        if ((sent, trouble, miss) != (push.SentAt, push.TroubleSince, push.FirstMissAt))
        {
            await db.Set<LedgerEntry>().IgnoreQueryFilters().Where(e => e.Id == push.Id).ExecuteUpdateAsync(
                set => set.SetProperty(e => e.SentAt, sent).SetProperty(e => e.TroubleSince, trouble).SetProperty(e => e.FirstMissAt, miss),
                cancellationToken);
        }

        DateTimeOffset? Moved(DateTimeOffset? stamp) => stamp is { } at ? move(at) : null;
    }
}

using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Push.Ledger;

/// <content>What a person decided, what later checks found, and what both ask.</content>
public sealed partial class PushLedger
{
    /// <summary>How many requests of this queue ended without a clear answer since a time.</summary>
    internal async Task<int> CountUnclearAsync(QueueId queue, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var db = database.Read(queue.Workspace);
        return await db.Set<PushHistoryEntry>().CountAsync(
            h => h.ConnectionId == queue.Connection && h.IsOutcome && h.At >= since && h.IsUnclear, cancellationToken);
    }

    /// <summary>Which of these documents other pushes into the same connection account for.</summary>
    internal async Task<IReadOnlySet<string>> AccountedForAsync(
        LedgerEntry push, IReadOnlyCollection<string> remoteIds, CancellationToken cancellationToken)
    {
        await using var db = database.Read(push.WorkspaceId);
        return await db.Set<LedgerEntry>()
            // A push that was given up accounts for nothing.
            .Where(e => e.Id != push.Id && e.ConnectionId == push.ConnectionId && e.State != PushState.Cancelled
                && e.RemoteId != null && remoteIds.Contains(e.RemoteId))
            .Select(e => e.RemoteId!).ToHashSetAsync(cancellationToken);
    }

    /// <summary>The push that left a document which is in the connection now.</summary>
    internal async Task<LedgerEntry?> OwnerOfDocumentAsync(QueueId queue, string remoteId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(queue.Workspace);
        return await db.Set<LedgerEntry>()
            .Where(e => e.ConnectionId == queue.Connection && e.RemoteId == remoteId && e.State == PushState.Succeeded)
            .OrderByDescending(e => e.EndedAt).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Carries out what a person decided. Null when the push changed meanwhile; then nothing was decided.</summary>
    internal Task<LedgerEntry?> DecideAsync(
        LedgerEntry push, Actor actor, PushState state, AdoptedDocument? adopted, Uri? link, CancellationToken cancellationToken) =>
        ChangeAsync(push, async (db, entry, ct) =>
        {
            var now = time.GetUtcNow();
            db.Audit(ActionOf(push.State, state), nameof(LedgerEntry), entry.Id);
            (entry.State, entry.Failure, entry.StartedBy, entry.Cause) = (state, null, actor.Name, PushCause.Retry);
            entry.DueAt = state.HasEnded() ? null : now;
            entry.EndedAt = state.HasEnded() ? now : null;
            (entry.Failures, entry.TroubleSince, entry.FirstMissAt, entry.NextCheckAt) = (0, null, null, null);
            // Undone, or confirmed to be gone: see LedgerEntry.WasGivenUp.
            if (push.State == PushState.Succeeded && state == PushState.Cancelled)
                entry.Key = null;
            db.AfterCommit(() => Log.Decided(logger, entry.Id, push.State, state));
            if (PushStates.Outcome(push.State, state) is { } outcome)
                await meter.CountAsync(db, entry.ConnectionId, outcome, ct);
            if (adopted is null)
            {
                AddHistory(db, entry, isOutcome: true);
                return true;
            }

            // A push that was never sent knows none of these, and later ones ask for them.
            (entry.PartyId, entry.Key) = (adopted.Document.PartyId, adopted.Key);
            Remember(entry, adopted.Document, now);
            AddHistory(db, entry, isOutcome: true, new RemoteAnswer(adopted.Document, Answer: adopted.Document.Described));
            return true;
        }, cancellationToken, link, actor);

    private static string ActionOf(PushState before, PushState after) => (before, after) switch
    {
        (PushState.Succeeded, _) => "push.undone",
        (_, PushState.Succeeded) => "push.adopted",
        (_, PushState.Pending) => "push.sent_again",
        _ => "push.given_up",
    };

    /// <summary>Notes what has become of documents, and when they are checked next.</summary>
    internal Task NoteConditionsAsync(
        QueueId queue, IReadOnlyCollection<Guid> checkedPushes, IReadOnlyDictionary<Guid, DocumentCondition> conditions,
        CancellationToken cancellationToken) => database.WriteAsync(queue.Workspace, async (db, ct) =>
        {
            var now = time.GetUtcNow();
            var pushes = db.Set<LedgerEntry>().Where(e => checkedPushes.Contains(e.Id) && e.State == PushState.Succeeded);
            await foreach (var push in pushes.AsAsyncEnumerable().WithCancellation(ct))
            {
                push.NextCheckAt = now + CheckTimes.NextAfter(now - (push.EndedAt ?? now));
                if (conditions.TryGetValue(push.Id, out var condition))
                    (push.Condition, push.CheckedAt) = (condition, now);
            }
        }, cancellationToken);
}

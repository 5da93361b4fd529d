using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Push.Strays;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Ledger;

/// <content>What a person decided, what later checks and looks at the account found, and what they ask.</content>
public sealed partial class PushLedger
{
    private const string Itself = "PennaPay";

    /// <summary>How many requests of this queue ended without a clear answer since a time.</summary>
    internal async Task<int> CountUnclearAsync(QueueId queue, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var db = database.Read(queue.Workspace);
        return await db.Set<PushHistoryEntry>().CountAsync(
            h => h.ConnectionId == queue.Connection && h.IsOutcome && h.At >= since && h.IsUnclear, cancellationToken);
    }

    /// <summary>
    /// Which of these documents other pushes into the same connection account for, or were left beside its own by a person.
    /// </summary>
    internal async Task<IReadOnlySet<string>> AccountedForAsync(
        LedgerEntry push, IReadOnlyCollection<string> remoteIds, CancellationToken cancellationToken)
    {
        await using var db = database.Read(push.WorkspaceId);
        return await db.Set<LedgerEntry>()
            // A push that was given up accounts for nothing.
            .Where(e => e.Id != push.Id && e.ConnectionId == push.ConnectionId && e.State != PushState.Cancelled
                && e.RemoteId != null && remoteIds.Contains(e.RemoteId))
            .Select(e => e.RemoteId!)
            .Union(db.Set<StrayDocument>()
                .Where(s => s.State == StrayState.Kept && s.ConnectionId == push.ConnectionId && remoteIds.Contains(s.RemoteId))
                .Select(s => s.RemoteId))
            .ToHashSetAsync(cancellationToken);
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
            await SendOnAsync(db, entry, ct);
            AddHistory(db, entry, isOutcome: true, new RemoteAnswer(adopted.Document, Answer: adopted.Document.Described));
            return true;
        }, cancellationToken, link, actor);

    private static string ActionOf(PushState before, PushState after) => (before, after) switch
    {
        (PushState.Pending, PushState.Cancelled) => "push.cancelled",
        (PushState.Succeeded, _) => "push.undone",
        (_, PushState.Succeeded) => "push.adopted",
        (_, PushState.Pending) => "push.sent_again",
        _ => "push.given_up",
    };

    /// <summary>Notes that documents were checked, and when they are the next time.</summary>
    /// <param name="queue">Whose documents.</param>
    /// <param name="checkedPushes">Which were checked.</param>
    /// <param name="fingerprints">How those stand that were taken over from a list, which does not tell.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal Task NoteChecksAsync(
        QueueId queue, IReadOnlyCollection<Guid> checkedPushes, IReadOnlyDictionary<Guid, string> fingerprints, CancellationToken cancellationToken) => database.WriteAsync(queue.Workspace, async (db, ct) =>
        {
            var now = time.GetUtcNow();
            var pushes = db.Set<LedgerEntry>().Where(e => checkedPushes.Contains(e.Id) && e.State == PushState.Succeeded);
            await foreach (var push in pushes.AsAsyncEnumerable().WithCancellation(ct))
            {
                push.NextCheckAt = now + CheckTimes.NextAfter(now - (push.EndedAt ?? now));
                if (fingerprints.TryGetValue(push.Id, out var fingerprint))
                    push.Fingerprint ??= fingerprint;
            }
        }, cancellationToken);

    /// <summary>Takes a document for an invoice's, which the ledger knows nothing of or something older. Part of the caller's transaction.</summary>
    /// <param name="db">The caller's transaction.</param>
    /// <param name="queue">Whose account.</param>
    /// <param name="row">The row of the invoice's revision; null when there is none.</param>
    /// <param name="invoice">The invoice as it stands.</param>
    /// <param name="key">What its documents are known by.</param>
    /// <param name="document">What the account has; null when there are several.</param>
    /// <param name="why">What a person must settle first; null when it is the invoice's beyond doubt.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task TakeOverAsync(
        WorkspaceDbContext db, QueueId queue, LedgerEntry? row, Invoice invoice, string key, RemoteDocument? document, Failure? why,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var state = why is null ? PushState.Succeeded : PushState.NeedsAttention;
        var entry = row ?? NewRow(db, queue, PushPurpose.Document, invoice);
        entry.Version++;
        entry.QueuedAt = row?.QueuedAt ?? now;
        (entry.Kind, entry.ContentHash, entry.InvoiceNumber) = (invoice.Kind, invoice.ContentHash, invoice.Number);
        (entry.State, entry.Failure, entry.DueAt, entry.EndedAt) = (state, why, null, now);
        (entry.Cause, entry.StartedBy, entry.BatchId) = (PushCause.Reconciled, Itself, null);
        (entry.Failures, entry.TroubleSince, entry.FirstMissAt) = (0, null, null);
        (entry.Key, entry.PartyId, entry.Currency, entry.Gross) = (key, document?.PartyId, invoice.Currency, invoice.Gross);
        (entry.RemoteId, entry.Fingerprint) = (null, null);
        Remember(entry, document, now);
        // Lists answer no lines: what a person could change is read with the next check, and soon.
        if (state == PushState.Succeeded)
            entry.NextCheckAt = now;
        await TellReconciledAsync(db, entry, new RemoteAnswer(document, Answer: document?.Described), cancellationToken);
    }

    /// <summary>
    /// A document that was pushed with success turned out to have another beside it, or in its place: a person must say which
    /// is right. Part of the caller's transaction.
    /// </summary>
    internal Task CallIntoDoubtAsync(WorkspaceDbContext db, LedgerEntry push, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        push.Version++;
        (push.State, push.Failure, push.Cause, push.StartedBy, push.BatchId) =
            (PushState.NeedsAttention, new Failure(FailureCodes.DraftTwice), PushCause.Reconciled, Itself, null);
        (push.NextCheckAt, push.EndedAt) = (null, now);
        return TellReconciledAsync(db, push, null, cancellationToken);
    }

    /// <inheritdoc cref="CallIntoDoubtAsync(WorkspaceDbContext, LedgerEntry, CancellationToken)"/>
    internal Task CallIntoDoubtAsync(QueueId queue, Guid pushId, CancellationToken cancellationToken) =>
        database.WriteAsync(queue.Workspace, async (db, ct) =>
        {
            // As it stands now: what a person or another push did meanwhile goes before.
            if (await db.Set<LedgerEntry>().FirstAsync(e => e.Id == pushId, ct) is { State: PushState.Succeeded } current)
                await CallIntoDoubtAsync(db, current, ct);
        }, cancellationToken);

    private async Task TellReconciledAsync(WorkspaceDbContext db, LedgerEntry entry, RemoteAnswer? answer, CancellationToken cancellationToken)
    {
        AddHistory(db, entry, isOutcome: true, answer);
        if (PushStates.Outcome(PushState.Unknown, entry.State) is { } outcome)
            await meter.CountAsync(db, entry.ConnectionId, outcome, cancellationToken);
        await ShowAsync(db, entry, null, cancellationToken);
        db.AfterCommit(() =>
        {
            using var scope = logger.BeginScope(entry.Scope());
            Log.Reconciled(logger, entry.Id, entry.State);
        });
    }
}

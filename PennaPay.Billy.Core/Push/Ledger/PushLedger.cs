using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Rules;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Drafts;

namespace PennaPay.Billy.Core.Push.Ledger;

/// <summary>What Billy's answer adds to the ledger.</summary>
/// <param name="Draft">The draft that the push ended with.</param>
/// <param name="Duration">How long Billy took.</param>
/// <param name="Answer">What Billy said, for history.</param>
internal sealed record RemoteAnswer(BillyInvoice? Draft = null, TimeSpan? Duration = null, string? Answer = null);

/// <summary>
/// The ledger of pushes. Each transition is one transaction: the row, if it still is the version that was decided on, its
/// history and the invoice's state. News goes out after the commit.
/// </summary>
public sealed class PushLedger(Database database, QueueLeases turns, PushFeed feed, TimeProvider time)
{
    private const int LongestAnswer = 4000;

    // Compiled once, because every push asks it.
    private readonly Func<WorkspaceDbContext, Guid, CancellationToken, Task<PushedInvoice?>> pushed = EF.CompileAsyncQuery(
        (WorkspaceDbContext db, Guid id, CancellationToken cancellationToken) => db.Set<Invoice>().Where(i => i.Id == id)
            .Select(i => new PushedInvoice(i.ContentHash, i.RemoteId, i.CopyState)).FirstOrDefault());

    /// <summary>How many requests of this workspace ended without a clear answer since a time.</summary>
    internal async Task<int> CountUnclearAsync(WorkspaceId workspace, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<PushHistoryEntry>().CountAsync(
            h => h.IsOutcome && h.At >= since && h.IsUnclear, cancellationToken);
    }

    /// <summary>Which of these drafts other pushes account for.</summary>
    internal async Task<IReadOnlySet<string>> AccountedForAsync(
        LedgerEntry push, IReadOnlyCollection<string> remoteIds, CancellationToken cancellationToken)
    {
        await using var db = database.Read(push.WorkspaceId);
        return await db.Set<LedgerEntry>()
            // A push that was given up accounts for nothing.
            .Where(e => e.Id != push.Id && e.State != PushState.Cancelled && e.RemoteId != null && remoteIds.Contains(e.RemoteId))
            .Select(e => e.RemoteId!).ToHashSetAsync(cancellationToken);
    }

    /// <summary>The push that left the draft which is in Billy now.</summary>
    internal async Task<LedgerEntry?> OwnerOfDraftAsync(WorkspaceId workspace, string remoteId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<LedgerEntry>().Where(e => e.RemoteId == remoteId && e.State == PushState.Succeeded)
            .OrderByDescending(e => e.EndedAt).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>
    /// The write ahead: says that a draft may be on its way, before the first byte leaves, and only for the worker whose
    /// turn it is. Null when it no longer is, or when the push changed meanwhile: then nothing may be sent.
    /// </summary>
    internal async Task<LedgerEntry?> BeginSendingAsync(
        LedgerEntry push, DraftInFlight flight, HeldLease turn, CancellationToken cancellationToken)
    {
        var sending = await ChangeAsync(push, async (db, entry, ct) =>
        {
            if (Guard.Lease && !await turns.ConfirmAsync(db, turn, ct))
                return false;
            if (Guard.WriteAhead)
                entry.State = PushState.Sending;
            entry.Attempt++;
            entry.SentAt = time.GetUtcNow();
            entry.FirstMissAt = null;
            entry.Failure = null;
            (entry.Key, entry.OrganizationId, entry.ContactId, entry.PayloadHash) =
                (flight.Draft.ExternalId, flight.OrganizationId, flight.Draft.ContactId, flight.Hash);
            (entry.Currency, entry.Gross) = (flight.Expected.Currency, flight.Expected.Gross);
            AddHistory(db, entry, isOutcome: false, request: flight.Described);
            return true;
        }, cancellationToken);
        if (!Guard.WriteAhead)
            sending?.State = PushState.Sending;
        return sending;
    }

    /// <summary>Says that the earlier draft is about to be deleted by us.</summary>
    internal Task<LedgerEntry?> BeginReplacementAsync(LedgerEntry push, CancellationToken cancellationToken) =>
        ChangeAsync(push, (_, entry, _) =>
        {
            entry.ReplacementBegun = true;
            return Task.FromResult(true);
        }, cancellationToken);

    /// <summary>Follows an edit that was made while the push waited: what goes is the invoice as it stands now.</summary>
    internal Task<LedgerEntry?> FollowEditAsync(LedgerEntry push, Invoice invoice, CancellationToken cancellationToken) =>
        ChangeAsync(push, async (db, entry, ct) =>
        {
            // An earlier push of that revision keeps its row; this one then stands for the same content beside it.
            if (!await db.Set<LedgerEntry>().AnyAsync(
                e => e.InvoiceId == invoice.Id && e.Revision == invoice.Revision && e.OrganizationId == entry.OrganizationId && e.Id != entry.Id, ct))
                entry.Revision = invoice.Revision;
            (entry.ContentHash, entry.InvoiceNumber) = (invoice.ContentHash, invoice.Number);
            return true;
        }, cancellationToken);

    /// <summary>Notes that stored links were dropped, so that the push goes round once more.</summary>
    internal Task<LedgerEntry?> RelinkAsync(LedgerEntry push, CancellationToken cancellationToken) =>
        ChangeAsync(push, (_, entry, _) =>
        {
            (entry.State, entry.Relinked, entry.DueAt) = (PushState.Pending, true, time.GetUtcNow());
            return Task.FromResult(true);
        }, cancellationToken);

    /// <summary>Carries out what the state machine decided. Null when the push changed meanwhile; then this news is void.</summary>
    internal Task<LedgerEntry?> SettleAsync(
        LedgerEntry push, PushStep step, RemoteAnswer? answer, Uri? link, CancellationToken cancellationToken) =>
        ChangeAsync(push, async (db, entry, ct) =>
        {
            var now = time.GetUtcNow();
            (entry.State, entry.DueAt, entry.Failure) = (step.State, step.DueAt, step.Failure);
            entry.EndedAt = step.State.HasEnded() ? now : null;
            entry.TroubleSince = step.IsTrouble ? entry.TroubleSince ?? now : null;
            entry.Failures = step.IsTrouble ? entry.Failures + 1 : 0;
            entry.FirstMissAt = step.State == PushState.Unknown && push.State == PushState.Unknown && !step.IsTrouble && step.Hold is null
                ? entry.FirstMissAt ?? now
                : entry.FirstMissAt;
            Remember(entry, answer?.Draft, now);

            if (entry.ReplacementBegun && step.Failure?.Code == FailureCodes.DraftBooked)
                await TakeBackReplacementAsync(db, entry, ct);

            AddHistory(db, entry, isOutcome: true, answer: answer).IsUnclear =
                push.State == PushState.Sending && step.State == PushState.Unknown;
            return true;
        }, cancellationToken, link);

    /// <summary>Carries out what a person decided. Null when the push changed meanwhile; then nothing was decided.</summary>
    internal Task<LedgerEntry?> DecideAsync(
        LedgerEntry push, string by, PushState state, AdoptedDraft? adopted, Uri? link, CancellationToken cancellationToken) =>
        ChangeAsync(push, (db, entry, _) =>
        {
            var now = time.GetUtcNow();
            (entry.State, entry.Failure, entry.StartedBy, entry.Cause) = (state, null, by, PushCause.Retry);
            entry.DueAt = state.HasEnded() ? null : now;
            entry.EndedAt = state.HasEnded() ? now : null;
            (entry.Failures, entry.TroubleSince, entry.FirstMissAt, entry.NextLookAt) = (0, null, null, null);
            // Undone, or confirmed to be gone: see LedgerEntry.WasGivenUp.
            if (push.State == PushState.Succeeded && state == PushState.Cancelled)
                entry.Key = null;
            if (adopted is null)
            {
                AddHistory(db, entry, isOutcome: true);
                return Task.FromResult(true);
            }

            // A push that was never sent knows none of these, and later ones ask for them.
            (entry.OrganizationId, entry.ContactId, entry.Key) = (adopted.OrganizationId, adopted.Draft.ContactId, adopted.Key);
            Remember(entry, adopted.Draft, now);
            AddHistory(db, entry, isOutcome: true, new RemoteAnswer(adopted.Draft, Answer: DraftMapper.DescribeAnswer(adopted.Draft)));
            return Task.FromResult(true);
        }, cancellationToken, link);

    /// <summary>Billy has shown the draft that was to be replaced, booked by now: nothing is half replaced any more.</summary>
    private static async Task TakeBackReplacementAsync(WorkspaceDbContext db, LedgerEntry entry, CancellationToken cancellationToken)
    {
        entry.ReplacementBegun = false;
        await db.Set<LedgerEntry>()
            .Where(e => e.Id != entry.Id && e.InvoiceId == entry.InvoiceId && e.ReplacesRemoteId == entry.ReplacesRemoteId)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.ReplacementBegun, false), cancellationToken);
    }

    private static void Remember(LedgerEntry entry, BillyInvoice? draft, DateTimeOffset now)
    {
        if (draft is null)
            return;
        entry.RemoteId = draft.Id;
        entry.DraftFingerprint = entry.State == PushState.Succeeded ? DraftFingerprint.Of(draft) : null;
        entry.NextLookAt = entry.State == PushState.Succeeded ? now + Aftercare.NextLookAfter(TimeSpan.Zero) : null;
        entry.Standing = DraftCondition.NotChecked;
    }

    /// <summary>Adds a history row for the state that <paramref name="entry"/> has now.</summary>
    internal PushHistoryEntry AddHistory(
        WorkspaceDbContext db, LedgerEntry entry, bool isOutcome, RemoteAnswer? answer = null, string? request = null) =>
        db.Add(new PushHistoryEntry
        {
            PushId = entry.Id,
            InvoiceId = entry.InvoiceId,
            InvoiceNumber = entry.InvoiceNumber,
            Revision = entry.Revision,
            At = time.GetUtcNow(),
            State = entry.State,
            Attempt = entry.Attempt,
            IsOutcome = isOutcome,
            Cause = entry.Cause,
            StartedBy = entry.StartedBy,
            FailureCode = entry.FailureCode,
            FailureDetail = entry.FailureDetail,
            FailureFields = entry.FailureFields,
            RemoteId = entry.RemoteId,
            DurationMs = answer?.Duration is { } duration ? (int)Math.Ceiling(duration.TotalMilliseconds) : null,
            Request = request,
            Answer = answer?.Answer is { Length: > LongestAnswer } long_ ? long_[..LongestAnswer] : answer?.Answer,
        }).Entity;

    /// <summary>What the invoice shows for a push in this state.</summary>
    internal static CopyState InvoiceState(LedgerEntry entry, bool contentIsCurrent, bool draftRemains) => entry.State switch
    {
        PushState.Pending => CopyState.Waiting,
        PushState.Sending or PushState.Unknown => CopyState.Sending,
        PushState.Succeeded => contentIsCurrent ? CopyState.Present : CopyState.Changed,
        PushState.Rejected => CopyState.Failed,
        PushState.NeedsAttention => CopyState.NeedsAttention,
        _ => draftRemains ? CopyState.Changed : CopyState.NotPushed,
    };

    private async Task<LedgerEntry?> ChangeAsync(
        LedgerEntry push,
        Func<WorkspaceDbContext, LedgerEntry, CancellationToken, Task<bool>> change,
        CancellationToken cancellationToken,
        Uri? link = null)
    {
        try
        {
            var (changed, happened) = await database.WriteAsync<(LedgerEntry?, PushEvent?)>(push.WorkspaceId, async (db, ct) =>
            {
                // The update itself says whether the row still is this version; reading it first would say nothing more.
                var entry = db.Attach(push.Copy()).Entity;
                if (!await change(db, entry, ct))
                    return (null, null);
                entry.Version++;
                var state = await ShowOnInvoiceAsync(db, entry, ct);
                CrashPoint.Reach($"ledger.before-{entry.State}");
                return (entry, state is null ? null : Describe(entry, state.Value, link));
            }, cancellationToken);
            if (happened is not null)
                feed.Publish(happened);
            return changed;
        }
        catch (DbUpdateConcurrencyException)
        {
            return null;
        }
    }

    /// <summary>Brings the invoice's own copy of the state up to date; null when the invoice is gone.</summary>
    private async Task<CopyState?> ShowOnInvoiceAsync(WorkspaceDbContext db, LedgerEntry entry, CancellationToken cancellationToken)
    {
        if (await pushed(db, entry.InvoiceId, cancellationToken) is not { } invoice)
            return null;
        if (entry.State == PushState.Cancelled && await ShowsAnotherOrganizationAsync(db, entry, invoice.RemoteId, cancellationToken))
            return invoice.CopyState;
        var draft = DraftOf(entry, invoice.RemoteId);
        var state = InvoiceState(entry, invoice.ContentHash == entry.ContentHash, draft is not null);
        // As text: building this statement anew for every transition would cost more than running it.
        await db.Database.ExecuteSqlAsync($"""
            UPDATE "Invoices" SET "CopyState" = {(int)state}, "RemoteId" = {draft}
            WHERE "WorkspaceId" = {db.Workspace.Value} AND "Id" = {entry.InvoiceId}
            """, cancellationToken);
        return state;
    }

    /// <summary>What is let rest in one organisation says nothing of the draft in another, which the invoice shows.</summary>
    private static async Task<bool> ShowsAnotherOrganizationAsync(
        WorkspaceDbContext db, LedgerEntry entry, string? shown, CancellationToken cancellationToken) =>
        shown is not null && shown != entry.RemoteId && await db.Set<LedgerEntry>().AnyAsync(
            e => e.InvoiceId == entry.InvoiceId && e.RemoteId == shown && e.State == PushState.Succeeded
                && e.OrganizationId != entry.OrganizationId, cancellationToken);

    /// <summary>The draft that Billy holds of an invoice as far as we know, where the invoice names <paramref name="shown"/>.</summary>
    private static string? DraftOf(LedgerEntry entry, string? shown) => entry.State switch
    {
        PushState.Succeeded or PushState.NeedsAttention => entry.RemoteId ?? shown,
        _ when entry.ReplacementBegun => null,
        PushState.Rejected => entry.ReplacesRemoteId ?? shown,
        PushState.Cancelled when entry.RemoteId == shown => null,
        _ => shown,
    };

    internal PushEvent Describe(LedgerEntry entry, CopyState state, Uri? link) => new(
        entry.WorkspaceId, entry.Id, entry.InvoiceId, entry.InvoiceNumber, entry.State, state, entry.Failure,
        entry.RemoteId, link, entry.BatchId, time.GetUtcNow()) { Cause = entry.Cause };

    private sealed record PushedInvoice(string ContentHash, string? RemoteId, CopyState CopyState);
}

/// <summary>A draft in Billy that a person takes for a push's own, and the key that the push goes by.</summary>
internal sealed record AdoptedDraft(BillyInvoice Draft, string OrganizationId, string? Key);

/// <summary>A draft that is about to be sent.</summary>
internal sealed record DraftInFlight(NewDraftInvoice Draft, string Described, string Hash, string OrganizationId, ExpectedDraft Expected);

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Push.Leases;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Ledger;

/// <summary>
/// The ledger of pushes, and the one class that writes it: its rows, their history, and what lists show of an invoice in a
/// connection. Each transition is one transaction; news goes out after the commit.
/// </summary>
/// <remarks>This file has the transitions of a push on its way; the others what is queued, decided, shown, and done in bulk.</remarks>
public sealed partial class PushLedger(
    Database database, QueueLeases leases, ISourcedInvoices sourced, PushFeed feed, PushMeter meter, TimeProvider time, ILogger<PushLedger> logger)
{
    private const int LongestAnswer = 4000;

    /// <summary>
    /// The write ahead: says that a document may be on its way, before the first byte leaves, and only for the worker that
    /// holds the lease. Null when it no longer does, or when the push changed meanwhile: then nothing may be sent.
    /// </summary>
    internal Task<LedgerEntry?> BeginSendingAsync(
        LedgerEntry push, Prepared.Ready ready, HeldLease lease, CancellationToken cancellationToken) =>
        ChangeAsync(push, async (db, entry, ct) =>
        {
            if (!await leases.ConfirmAsync(db, lease, ct))
                return false;
            entry.State = PushState.Sending;
            entry.Attempt++;
            entry.SentAt = time.GetUtcNow();
            entry.FirstMissAt = null;
            entry.Failure = null;
            (entry.Key, entry.PartyId, entry.PayloadHash) = (ready.Expected.Key, ready.Expected.PartyId, ready.Hash);
            (entry.Kind, entry.Currency, entry.Gross) = (ready.Expected.Kind, ready.Expected.Currency, ready.Expected.Gross);
            AddHistory(db, entry, isOutcome: false, request: ready.Described);
            return true;
        }, cancellationToken);

    /// <summary>Says that the earlier document is about to be deleted by us.</summary>
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
            if (!await Alike(db, entry).AnyAsync(e => e.Revision == invoice.Revision && e.Id != entry.Id, ct))
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
            Remember(entry, answer?.Document, now);
            // What was found before anything was sent: later pushes ask for these.
            if (answer?.Expected is { } expected)
                (entry.Key, entry.PartyId, entry.Currency, entry.Gross) = (expected.Key, expected.PartyId, expected.Currency, expected.Gross);

            await SendOnAsync(db, entry, ct);
            if (entry.ReplacementBegun && step.Failure?.Code == FailureCodes.DraftBooked)
                await TakeBackReplacementAsync(db, entry, ct);

            var told = AddHistory(db, entry, isOutcome: true, answer: answer);
            told.IsUnclear = step.IsUnclear;
            if (answer?.Expected is not null)
                told.Cause = PushCause.Reconciled;
            if (PushStates.Outcome(push.State, step.State) is { } outcome)
                await meter.CountAsync(db, entry.ConnectionId, outcome, ct);
            return true;
        }, cancellationToken, link);

    /// <summary>The system has shown the document that was to be replaced, booked by now: nothing is half replaced any more.</summary>
    private static async Task TakeBackReplacementAsync(WorkspaceDbContext db, LedgerEntry entry, CancellationToken cancellationToken)
    {
        entry.ReplacementBegun = false;
        await Alike(db, entry)
            .Where(e => e.Id != entry.Id && e.ReplacesRemoteId == entry.ReplacesRemoteId)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.ReplacementBegun, false), cancellationToken);
    }

    /// <summary>All pushes of the same invoice into the same connection, for the same purpose.</summary>
    private static IQueryable<LedgerEntry> Alike(WorkspaceDbContext db, LedgerEntry entry) => db.Set<LedgerEntry>()
        .Where(e => e.InvoiceId == entry.InvoiceId && e.ConnectionId == entry.ConnectionId && e.Purpose == entry.Purpose);

    private static void Remember(LedgerEntry entry, RemoteDocument? document, DateTimeOffset now)
    {
        if (document is null)
            return;
        entry.Seen = document;
        // A document is its own row's alone, and is checked by that.
        if (entry.Purpose != PushPurpose.Document)
            return;
        entry.RemoteId = document.Id;
        entry.Fingerprint = entry.State == PushState.Succeeded ? document.Fingerprint : null;
        entry.NextCheckAt = entry.State == PushState.Succeeded ? now + CheckTimes.NextAfter(TimeSpan.Zero) : null;
    }

    /// <summary>Adds a history row for the state that <paramref name="entry"/> has now.</summary>
    private PushHistoryEntry AddHistory(
        WorkspaceDbContext db, LedgerEntry entry, bool isOutcome, RemoteAnswer? answer = null, string? request = null) =>
        db.Add(new PushHistoryEntry
        {
            PushId = entry.Id,
            ConnectionId = entry.ConnectionId,
            Purpose = entry.Purpose,
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

    private async Task<LedgerEntry?> ChangeAsync(
        LedgerEntry push,
        Func<WorkspaceDbContext, LedgerEntry, CancellationToken, Task<bool>> change,
        CancellationToken cancellationToken,
        Uri? link = null,
        Actor? actor = null)
    {
        try
        {
            return actor is null
                ? await database.WriteAsync(push.WorkspaceId, TransitAsync, cancellationToken)
                : await database.WriteAsync(actor, Permission.DecidePushes, TransitAsync, cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return null;
        }

        async Task<LedgerEntry?> TransitAsync(WorkspaceDbContext db, CancellationToken ct)
        {
            // The update itself says whether the row still is this version; reading it first would say nothing more.
            var entry = db.Attach(push.Copy()).Entity;
            if (!await change(db, entry, ct))
                return null;
            entry.Version++;
            await ShowAsync(db, entry, link, ct);
            CrashPoint.Reach($"ledger.before-{entry.State}");
            return entry;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Push {Push} is queued as {State} ({Cause}, batch {Batch}).")]
        public static partial void Queued(ILogger logger, Guid push, PushState state, PushCause cause, Guid? batch);

        [LoggerMessage(LogLevel.Information, "{Count} pushes into connection {Connection} are queued as batch {Batch}.")]
        public static partial void BatchQueued(ILogger logger, int count, Guid connection, Guid? batch);

        [LoggerMessage(LogLevel.Information, "{Count} pushes of batch {Batch} are taken back.")]
        public static partial void BatchCancelled(ILogger logger, int count, Guid batch);

        [LoggerMessage(LogLevel.Information, "Push {Push} went from {From} to {To}, as a person decided.")]
        public static partial void Decided(ILogger logger, Guid push, PushState from, PushState to);

        [LoggerMessage(LogLevel.Information, "Push {Push} is {State}: the account holds a document that the ledger did not know.")]
        public static partial void Reconciled(ILogger logger, Guid push, PushState state);
    }
}

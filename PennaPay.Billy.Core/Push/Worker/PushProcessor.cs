using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Rules;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Drafts;
using PennaPay.Billy.Core.Systems.Billy.Postings;

namespace PennaPay.Billy.Core.Push.Worker;

/// <summary>What a worker has in hand while it drains one workspace's queue.</summary>
internal sealed record WorkContext(ApiAccess Access, Connection Connection, OrganizationReader Books, HeldLease Turn, bool OnlyDoubts);

/// <summary>Takes one push one step further: sends its draft, or searches for one whose outcome is unclear.</summary>
public sealed partial class PushProcessor(
    BillyReader billy,
    BillyDrafts drafts,
    BillyLinks links,
    PushLedger ledger,
    PushPreparer preparer,
    InvoiceDetails invoices,
    Connector connector,
    TimeProvider time,
    ILogger<PushProcessor> logger)
{
    // Well under the time after which a draft that seems lost is sent again, so that a worker which was held up cannot come
    // after it with the same draft; and under what is left of a confirmed turn, so that nobody else begins meanwhile.
    internal static readonly TimeSpan LatestSend = TimeSpan.FromSeconds(90);

    private const int MostUnclear = 3;
    private static readonly TimeSpan UnclearWindow = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan UnclearPause = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Does what is due. At a shutdown only reads are given up: a draft in flight is seen through. Answers false when the
    /// turn or the push was lost to somebody else, so that this drain should end.
    /// </summary>
    internal Task<bool> ProcessAsync(LedgerEntry push, WorkContext drain, CancellationToken stopping) => push.State switch
    {
        // What was asked for one set of books never goes into another, and is not looked for there either.
        _ when !push.BelongsTo(drain.Connection.OrganizationId) => SettleAsync(push, new PushSignal.Elsewhere(), null, drain, stopping),
        PushState.Pending => SendAsync(push, drain, stopping),
        PushState.Unknown => SearchAsync(push, drain, stopping),
        _ => throw new InvalidOperationException($"Nothing is due for a push that is {push.State}."),
    };

    /// <summary>Notes that the worker of a push died in the middle.</summary>
    internal Task InterruptedAsync(LedgerEntry push, CancellationToken cancellationToken) =>
        SettleAsync(push, new PushSignal.Interrupted(), null, null, cancellationToken);

    private async Task<bool> SendAsync(LedgerEntry push, WorkContext drain, CancellationToken stopping)
    {
        DraftInFlight flight;
        try
        {
            var invoice = await invoices.FindAsync(push.WorkspaceId, push.InvoiceId, stopping)
                ?? throw new PreparationException(new Failure(FailureCodes.InvoiceInvalid));
            push = await CurrentAsync(push, invoice, stopping);
            flight = await preparer.PrepareAsync(push.WorkspaceId, invoice, drain.Access, drain.Connection, drain.Books, stopping);
            if (await FindReplacedAsync(push, drain, stopping) is { } replaced)
            {
                CrashPoint.Reach("replace.before-intention");
                push = push.ReplacementBegun ? push : await ledger.BeginReplacementAsync(push, stopping) ?? throw new LostTurnException();
                await DeleteReplacedAsync(replaced, drain, stopping);
            }
        }
        catch (PreparationException refusal)
        {
            return await SettleAsync(push, new PushSignal.Refused(refusal.Failure), null, drain, stopping);
        }
        catch (ApiException refusal)
        {
            drain.Books.Forget();
            return await SettleAsync(push, NotDone(refusal), new RemoteAnswer(Answer: refusal.Message), drain, stopping);
        }
        catch (LostTurnException)
        {
            Log.TurnLost(logger, push.Id);
            return false;
        }

        CrashPoint.Reach("send.before-write-ahead");
        if (await ledger.BeginSendingAsync(push, flight, drain.Turn, stopping) is not { } sending)
        {
            Log.TurnLost(logger, push.Id);
            return false;
        }

        CrashPoint.Reach("send.after-write-ahead");
        return await PostAsync(sending, flight, drain);
    }

    private async Task<bool> PostAsync(LedgerEntry sending, DraftInFlight flight, WorkContext drain)
    {
        using var deadline = new CancellationTokenSource(LatestSend, time);
        var started = time.GetTimestamp();
        PushSignal signal;
        RemoteAnswer answer;
        try
        {
            var draft = await drafts.CreateDraftInvoiceAsync(drain.Access, flight.Draft, deadline.Token);
            signal = Judge(draft, flight.Expected);
            answer = new RemoteAnswer(signal is PushSignal.Unclear ? null : draft, Answer: DraftMapper.DescribeAnswer(draft));
        }
        catch (ApiException failure) when (failure.MayHaveBeenProcessed)
        {
            signal = new PushSignal.Unclear(new Failure(FailureCodes.OutcomeUnknown, failure.Said));
            answer = new RemoteAnswer(Answer: failure.Message);
        }
        catch (ApiException refusal)
        {
            if (await RelinkAsync(sending, flight, refusal, drain))
                return true;
            signal = NotDone(refusal);
            answer = new RemoteAnswer(Answer: refusal.Message);
        }
        catch (ApiRequestCanceledException late)
        {
            signal = late.MayHaveBeenProcessed
                ? new PushSignal.Unclear(new Failure(FailureCodes.OutcomeUnknown))
                : new PushSignal.NotDone(ApiFailure.TimedOut, new Failure(FailureCodes.SystemUnavailable));
            answer = new RemoteAnswer();
        }

        CrashPoint.Reach("settle.before");
        return await SettleAsync(sending, signal, answer with { Duration = time.GetElapsedTime(started) }, drain, CancellationToken.None);
    }

    private async Task<bool> SearchAsync(LedgerEntry push, WorkContext drain, CancellationToken stopping)
    {
        var started = time.GetTimestamp();
        try
        {
            var invoice = await invoices.FindAsync(push.WorkspaceId, push.InvoiceId, stopping);
            var expected = new ExpectedDraft(
                push.Key!,
                push.InvoiceNumber,
                invoice?.Kind == InvoiceKind.CreditNote ? "creditNote" : "invoice",
                push.ContactId!,
                push.Currency ?? "",
                push.Gross);
            var byKey = await billy.FindInvoicesByExternalIdAsync(drain.Access, push.Key!, stopping);
            var byOrderNo = byKey.Count > 0 ? [] : await billy.FindInvoicesByOrderNoAsync(drain.Access, push.InvoiceNumber, stopping);
            var known = await ledger.AccountedForAsync(push, [.. byKey.Concat(byOrderNo).Select(i => i.Id)], stopping);
            var finding = SearchRules.Judge(byKey, byOrderNo, expected, known, push.SentAt!.Value, push.FirstMissAt, time.GetUtcNow());
            CrashPoint.Reach("search.after");
            var found = finding switch
            {
                // A list has no lines; the fingerprint needs them.
                SearchFinding.Ours ours => await billy.GetInvoiceAsync(drain.Access, ours.Draft.Id, stopping) ?? ours.Draft,
                SearchFinding.Doubtful { Candidates: [var only] } => only,
                _ => null,
            };
            var answer = new RemoteAnswer(found, time.GetElapsedTime(started), found is null ? null : DraftMapper.DescribeAnswer(found));
            return await SettleAsync(push, new PushSignal.Searched(finding), answer, drain, stopping);
        }
        catch (ApiException failure)
        {
            return await SettleAsync(
                push,
                new PushSignal.SearchFailed(failure.Failure, ApiFailures.Describe(failure), failure.RetryAfter),
                new RemoteAnswer(Duration: time.GetElapsedTime(started), Answer: failure.Message),
                drain,
                stopping);
        }
    }

    // The invoice may have been edited while it waited; what goes is what the user sees now.
    private async Task<LedgerEntry> CurrentAsync(LedgerEntry push, Invoice invoice, CancellationToken cancellationToken) =>
        push.Revision == invoice.Revision && push.ContentHash == invoice.ContentHash
            ? push
            : await ledger.FollowEditAsync(push, invoice, cancellationToken) ?? throw new LostTurnException();

    /// <summary>The draft that this push takes the place of, if it still is the one that we left; null when none is in the way.</summary>
    private async Task<string?> FindReplacedAsync(LedgerEntry push, WorkContext drain, CancellationToken cancellationToken)
    {
        if (push.ReplacesRemoteId is not { } old)
            return null;
        var owner = await ledger.OwnerOfDraftAsync(push.WorkspaceId, old, cancellationToken);
        var draft = await billy.GetInvoiceAsync(drain.Access, old, cancellationToken);
        if (draft is null)
            return push.ReplacementBegun ? null : throw new PreparationException(new Failure(FailureCodes.DraftMissing));
        if (draft.State != "draft")
            throw new PreparationException(new Failure(FailureCodes.DraftBooked, draft.InvoiceNo));
        return owner?.DraftFingerprint is { } left && DraftFingerprint.Of(draft) == left
            ? old
            : throw new PreparationException(new Failure(FailureCodes.DraftChanged));
    }

    private async Task DeleteReplacedAsync(string old, WorkContext drain, CancellationToken cancellationToken)
    {
        CrashPoint.Reach("replace.after-intention");
        await drafts.DeleteDraftInvoiceAsync(drain.Access, old, cancellationToken);
        CrashPoint.Reach("replace.after-delete");
        // A 200 on DELETE proves nothing (billy-api.md 1.5).
        if (await billy.GetInvoiceAsync(drain.Access, old, cancellationToken) is not null)
            throw new PreparationException(new Failure(FailureCodes.DraftChanged));
    }

    // Somebody deleted the contact or a product in Billy: forget what we called them and resolve them once more.
    private async Task<bool> RelinkAsync(LedgerEntry sending, DraftInFlight flight, ApiException refusal, WorkContext drain)
    {
        var concernsLinks = refusal.Failure == ApiFailure.NotFound
            || refusal.FieldErrors.Any(e => e.Field is "contactId" or "contact" or "productId" or "product");
        if (sending.Relinked || !concernsLinks || refusal.Failure is not (ApiFailure.NotFound or ApiFailure.Invalid))
            return false;
        drain.Books.Forget();
        await links.ForgetAsync(
            sending.WorkspaceId,
            flight.OrganizationId,
            [flight.Draft.ContactId, .. flight.Draft.Lines.Select(line => line.ProductId).Distinct()],
            CancellationToken.None);
        return await ledger.RelinkAsync(sending, CancellationToken.None) is not null;
    }

    private async Task<bool> SettleAsync(
        LedgerEntry push, PushSignal signal, RemoteAnswer? answer, WorkContext? drain, CancellationToken cancellationToken)
    {
        var step = PushStateMachine.Next(push, signal, time.GetUtcNow(), Random.Shared.NextDouble());
        var link = BillyPages.Invoice(drain?.Connection, answer?.Draft?.Id);
        var settled = await ledger.SettleAsync(push, step, answer, link, cancellationToken);
        if (settled is null)
        {
            Log.TurnLost(logger, push.Id);
            return false;
        }

        CrashPoint.Reach("settle.after");
        Log.Settled(logger, push.Id, push.State, step.State, settled.Attempt, step.Failure?.Code, answer?.Duration?.TotalMilliseconds);
        if (step.Hold is { } hold && drain is not null && step.Failure is { } reason)
            await connector.PauseAsync(drain.Connection, reason, hold.Until, cancellationToken);
        else if (push.State == PushState.Sending && step.State == PushState.Unknown)
            await PauseWhenUnclearAsync(push, step.Failure, cancellationToken);
        return true;
    }

    // One lost answer is bad luck; several mean that something is wrong on the way, and more drafts would be more doubts.
    private async Task PauseWhenUnclearAsync(LedgerEntry push, Failure? reason, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await ledger.CountUnclearAsync(push.WorkspaceId, now - UnclearWindow, cancellationToken) >= MostUnclear)
        {
            await connector.PauseAsync(
                push.WorkspaceId, reason ?? new Failure(FailureCodes.OutcomeUnknown), now + UnclearPause, cancellationToken);
        }
    }

    private static PushSignal Judge(BillyInvoice draft, ExpectedDraft expected)
    {
        if (draft.ContactId != expected.ContactId
            || draft.OrderNo is not null && draft.OrderNo != expected.OrderNo
            || draft.ExternalId is not null && draft.ExternalId != expected.Key)
            return new PushSignal.Unclear(new Failure(FailureCodes.OutcomeUnknown));
        return draft.Gross == expected.Gross && draft.CurrencyId == expected.Currency && (draft.Type ?? "invoice") == expected.Type
            ? new PushSignal.Created()
            : new PushSignal.CreatedDifferent(new Failure(
                FailureCodes.TotalsDiffer, $"{expected.Gross} {expected.Currency} ≠ {draft.Gross} {draft.CurrencyId}"));
    }

    private static PushSignal.NotDone NotDone(ApiException failure)
    {
        var described = ApiFailures.Describe(failure);
        return new PushSignal.NotDone(
            failure.Failure,
            failure.FieldErrors.Any(e => e.Field is "currencyId" or "currency")
                ? described with { Code = FailureCodes.CurrencyUnknown }
                : described,
            failure.RetryAfter);
    }

    private sealed class LostTurnException : Exception;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Push {Push} went from {From} to {To} (attempt {Attempt}, {Code}, {Milliseconds} ms).")]
        public static partial void Settled(
            ILogger logger, Guid push, PushState from, PushState to, int attempt, string? code, double? milliseconds);

        [LoggerMessage(LogLevel.Warning, "Push {Push} was taken over or changed meanwhile; nothing was written.")]
        public static partial void TurnLost(ILogger logger, Guid push);
    }
}

using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Ledger;

namespace PennaPay.Billy.Core.Push.Rules;

/// <summary>Decides, and does nothing else: state and signal in, next step out.</summary>
internal static class PushStateMachine
{
    /// <param name="push">The push as the ledger has it.</param>
    /// <param name="signal">What happened.</param>
    /// <param name="now">The time.</param>
    /// <param name="jitter">Between 0 and 1, random.</param>
    public static PushStep Next(LedgerEntry push, PushSignal signal, DateTimeOffset now, double jitter) =>
        (push.State, signal) switch
        {
            (PushState.Sending, PushSignal.Created) => new(PushState.Succeeded, null),
            (PushState.Sending, PushSignal.CreatedDifferent different) =>
                new(PushState.NeedsAttention, null, different.Failure, different.HoldsQueue ? new QueueHold(null) : null),
            (PushState.Sending, PushSignal.Unclear unclear) =>
                new(PushState.Unknown, now + SearchRules.FirstSearch, unclear.Failure, IsUnclear: true),
            (PushState.Sending, PushSignal.Interrupted) =>
                new(PushState.Unknown, now, new Failure(FailureCodes.OutcomeUnknown)),
            (PushState.Pending or PushState.Sending, PushSignal.Refused refused) =>
                new(PushState.Rejected, null, refused.Failure),
            (PushState.Pending, PushSignal.Elsewhere) => new(PushState.Rejected, null, new Failure(FailureCodes.OtherOrganization)),
            (PushState.Unknown, PushSignal.Elsewhere) => new(PushState.NeedsAttention, null, new Failure(FailureCodes.OtherOrganization)),
            (PushState.Pending or PushState.Sending, PushSignal.NotDone failed) =>
                AfterFailure(push, PushState.Pending, PushState.Rejected, failed.Kind, failed.Failure, failed.RetryAfter, now, jitter),
            (PushState.Pending or PushState.Unknown, PushSignal.Searched searched) => AfterSearch(searched.Finding, now),
            (PushState.Unknown, PushSignal.SearchFailed failed) =>
                AfterFailure(push, PushState.Unknown, PushState.NeedsAttention, failed.Kind, failed.Failure, failed.RetryAfter, now, jitter),
            _ => throw new InvalidOperationException($"{signal.GetType().Name} cannot happen to a push that is {push.State}."),
        };

    private static PushStep AfterSearch(SearchFinding finding, DateTimeOffset now) => finding switch
    {
        SearchFinding.Ours { Document.Objection: { } objection } => new(PushState.NeedsAttention, null, objection, new QueueHold(null)),
        SearchFinding.Ours => new(PushState.Succeeded, null),
        SearchFinding.Doubtful { Candidates: [_] } =>
            new(PushState.NeedsAttention, null, new Failure(FailureCodes.TotalsDiffer)),
        SearchFinding.Doubtful => new(PushState.NeedsAttention, null, new Failure(FailureCodes.OutcomeUnknown)),
        SearchFinding.SearchAgain again => new(PushState.Unknown, again.At, new Failure(FailureCodes.OutcomeUnknown)),
        SearchFinding.NeverArrived => new(PushState.Pending, now),
        _ => throw new InvalidOperationException(finding.GetType().Name),
    };

    private static PushStep AfterFailure(
        LedgerEntry push,
        PushState open,
        PushState refused,
        ApiFailure kind,
        Failure failure,
        TimeSpan? retryAfter,
        DateTimeOffset now,
        double jitter) =>
        RetryRules.Decide(kind, retryAfter, push.Failures + 1, push.TroubleSince ?? now, now, jitter) switch
        {
            RetryDecision.Again again => new(open, again.At, failure, IsTrouble: true),
            RetryDecision.QueueWaits waits => new(open, waits.Until, failure, new QueueHold(waits.Until), IsTrouble: true),
            RetryDecision.QueuePauses => new(open, now, failure, new QueueHold(null)),
            RetryDecision.Refuse => new(refused, null, failure),
            _ => new(PushState.NeedsAttention, null, failure),
        };
}

using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Ledger;

namespace PennaPay.Billy.Core.Push.Rules;

/// <summary>What happened to a push.</summary>
public abstract record PushSignal
{
    private PushSignal()
    {
    }

    /// <summary>Billy made the draft, with the amounts we expect.</summary>
    public sealed record Created : PushSignal;

    /// <summary>Billy made the draft, with other amounts (law 6).</summary>
    public sealed record CreatedDifferent(Failure Failure) : PushSignal;

    /// <summary>Certainly not carried out, for a reason outside the invoice or one that Billy names.</summary>
    public sealed record NotDone(ApiFailure Kind, Failure Failure, TimeSpan? RetryAfter = null) : PushSignal;

    /// <summary>Certainly not carried out, and the invoice or a mapping must change first.</summary>
    public sealed record Refused(Failure Failure) : PushSignal;

    /// <summary>Another organisation is connected than the one that it was queued for.</summary>
    public sealed record Elsewhere : PushSignal;

    /// <summary>It may or may not have been carried out.</summary>
    public sealed record Unclear(Failure Failure) : PushSignal;

    /// <summary>The worker died while the draft may have been on its way.</summary>
    public sealed record Interrupted : PushSignal;

    /// <summary>Billy was searched after an unclear outcome.</summary>
    public sealed record Searched(SearchFinding Finding) : PushSignal;

    /// <summary>The search itself failed.</summary>
    public sealed record SearchFailed(ApiFailure Kind, Failure Failure, TimeSpan? RetryAfter = null) : PushSignal;
}

/// <summary>How long a whole queue holds still.</summary>
/// <param name="Until">Null: until the connection was tested with success.</param>
public sealed record QueueHold(DateTimeOffset? Until);

/// <summary>What the ledger is to say next.</summary>
/// <param name="State">The new state.</param>
/// <param name="DueAt">When a worker takes it up again; null when it has ended.</param>
/// <param name="Failure">Why, if something went wrong.</param>
/// <param name="Hold">Whether the workspace's queue holds still as well.</param>
/// <param name="IsTrouble">Whether this was a passing failure, which patience is counted against.</param>
public sealed record PushStep(
    PushState State, DateTimeOffset? DueAt, Failure? Failure = null, QueueHold? Hold = null, bool IsTrouble = false);

/// <summary>Decides, and does nothing else: state and signal in, next step out (design.md, Ledger).</summary>
public static class PushStateMachine
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
                new(PushState.NeedsAttention, null, different.Failure),
            (PushState.Sending, PushSignal.Unclear unclear) =>
                new(PushState.Unknown, now + SearchRules.FirstLook, unclear.Failure),
            (PushState.Sending, PushSignal.Interrupted) =>
                new(PushState.Unknown, now, new Failure(FailureCodes.OutcomeUnknown)),
            (PushState.Pending or PushState.Sending, PushSignal.Refused refused) =>
                new(PushState.Rejected, null, refused.Failure),
            (PushState.Pending, PushSignal.Elsewhere) => new(PushState.Rejected, null, new Failure(FailureCodes.OtherOrganization)),
            (PushState.Unknown, PushSignal.Elsewhere) => new(PushState.NeedsAttention, null, new Failure(FailureCodes.OtherOrganization)),
            (PushState.Pending or PushState.Sending, PushSignal.NotDone failed) =>
                AfterFailure(push, PushState.Pending, PushState.Rejected, failed.Kind, failed.Failure, failed.RetryAfter, now, jitter),
            (PushState.Unknown, PushSignal.Searched searched) => AfterSearch(searched.Finding, now),
            (PushState.Unknown, PushSignal.SearchFailed failed) =>
                AfterFailure(push, PushState.Unknown, PushState.NeedsAttention, failed.Kind, failed.Failure, failed.RetryAfter, now, jitter),
            _ => throw new InvalidOperationException($"{signal.GetType().Name} cannot happen to a push that is {push.State}."),
        };

    private static PushStep AfterSearch(SearchFinding finding, DateTimeOffset now) => finding switch
    {
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

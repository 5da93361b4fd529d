using PennaPay.Billy.Core.Push.Ledger;

namespace PennaPay.Billy.Core.Push.History;

/// <param name="Id">Rising with time.</param>
/// <param name="At">When it was committed.</param>
/// <param name="State">The state that it led to.</param>
/// <param name="Attempt">How many times a document had been sent by then.</param>
/// <param name="Cause">Why it was taken.</param>
/// <param name="StartedBy">Who wanted it.</param>
/// <param name="Failure">What went wrong, if something did.</param>
/// <param name="RemoteId">The document that was known by then.</param>
/// <param name="Duration">How long the system took; null when nothing was asked.</param>
/// <param name="Request">What was sent, as JSON; never a token.</param>
/// <param name="Answer">What the system answered, perhaps cut off; never a token.</param>
public sealed record TimelineStep(
    long Id,
    DateTimeOffset At,
    PushState State,
    int Attempt,
    PushCause Cause,
    string StartedBy,
    Failure? Failure,
    string? RemoteId,
    TimeSpan? Duration,
    string? Request,
    string? Answer)
{
    /// <summary>Whether a person took a document in the system for ours: nothing was asked then, and amounts may differ.</summary>
    public bool IsAdopted => State == PushState.Succeeded && Duration is null;

    internal static TimelineStep Of(PushHistoryEntry step) => new(
        step.Id, step.At, step.State, step.Attempt, step.Cause, step.StartedBy,
        step.FailureCode is null ? null : new Failure(step.FailureCode, step.FailureDetail, step.FailureFields),
        step.RemoteId, step.DurationMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null, step.Request, step.Answer);
}

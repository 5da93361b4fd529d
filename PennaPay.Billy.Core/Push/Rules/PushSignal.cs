using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Core.Push.Rules;

/// <summary>What happened to a push.</summary>
internal abstract record PushSignal
{
    private PushSignal()
    {
    }

    /// <summary>The system made the document, with the amounts we expect.</summary>
    public sealed record Created : PushSignal;

    /// <summary>The system made the document, with other amounts or otherwise not as it must be.</summary>
    /// <param name="Failure">What is otherwise.</param>
    /// <param name="HoldsQueue">Whether the same would become of all others, so that none goes until a person has seen to it.</param>
    public sealed record CreatedDifferent(Failure Failure, bool HoldsQueue = false) : PushSignal;

    /// <summary>Certainly not carried out, for a reason outside the invoice or one that the system names.</summary>
    public sealed record NotDone(ApiFailure Kind, Failure Failure, TimeSpan? RetryAfter = null) : PushSignal;

    /// <summary>Certainly not carried out, and the invoice or a mapping must change first.</summary>
    public sealed record Refused(Failure Failure) : PushSignal;

    /// <summary>Another account took the place of the one that it was queued for.</summary>
    public sealed record Elsewhere : PushSignal;

    /// <summary>It may or may not have been carried out.</summary>
    public sealed record Unclear(Failure Failure) : PushSignal;

    /// <summary>The worker died while the document may have been on its way.</summary>
    public sealed record Interrupted : PushSignal;

    /// <summary>The system was searched after an unclear outcome, or before anything was sent.</summary>
    public sealed record Searched(SearchFinding Finding) : PushSignal;

    public sealed record SearchFailed(ApiFailure Kind, Failure Failure, TimeSpan? RetryAfter = null) : PushSignal;
}

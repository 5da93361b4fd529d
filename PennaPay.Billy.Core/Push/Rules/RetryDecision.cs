namespace PennaPay.Billy.Core.Push.Rules;

/// <summary>What becomes of a push that was certainly not carried out.</summary>
internal abstract record RetryDecision
{
    private RetryDecision()
    {
    }

    /// <summary>Try this push again at a time.</summary>
    public sealed record Again(DateTimeOffset At) : RetryDecision;

    /// <summary>The whole queue waits until a time.</summary>
    public sealed record QueueWaits(DateTimeOffset Until) : RetryDecision;

    /// <summary>The whole queue waits until the connection works again.</summary>
    public sealed record QueuePauses : RetryDecision;

    /// <summary>The user must change something.</summary>
    public sealed record Refuse : RetryDecision;

    /// <summary>It has failed for too long; a person should look.</summary>
    public sealed record GiveUp : RetryDecision;
}

namespace PennaPay.Billy.Core.Http.Pace;

/// <summary>
/// When the next request may go. A 429 halves what may go, down to a sixteenth; every answered request gives a fortieth of all
/// back. Times count from a beginning that the caller chooses. Not for several threads at once.
/// </summary>
internal abstract class RequestRate
{
    private const double SlowestShare = 1.0 / 16;
    private const double RecoveredShare = 1.0 / 40;

    /// <summary>How much of the full rate is had, from a sixteenth to 1.</summary>
    protected double Share { get; private set; } = 1;

    /// <summary>Whether a new one would be the same.</summary>
    public bool IsFresh(TimeSpan now) => Share >= 1 && IsRested(now);

    /// <summary>How long until the next request of this priority may go; nothing or less when it may now.</summary>
    public abstract TimeSpan UntilNext(RequestPriority priority, TimeSpan now);

    /// <summary>A request goes now.</summary>
    public abstract void Take(TimeSpan now);

    /// <summary>The system had enough.</summary>
    /// <param name="now">When it said so.</param>
    /// <param name="wait">How long it asks to be left alone, if it does.</param>
    public virtual void SlowDown(TimeSpan now, TimeSpan? wait) => Share = Math.Max(Share / 2, SlowestShare);

    /// <summary>The system answered.</summary>
    /// <param name="now">When.</param>
    /// <param name="allowance">What it still takes, if it said so.</param>
    public virtual void Recover(TimeSpan now, RequestAllowance? allowance) => Share = Math.Min(Share + RecoveredShare, 1);

    protected abstract bool IsRested(TimeSpan now);

    protected static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;
}

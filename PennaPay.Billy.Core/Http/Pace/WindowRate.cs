namespace PennaPay.Billy.Core.Http.Pace;

/// <summary>
/// At most so many requests within any span of one length, as many of them at once as there are; fewer where the system says that it
/// takes fewer, because it counts those of other programs and servers too. What nobody waits for leaves the last one alone.
/// </summary>
internal sealed class WindowRate(int limit, TimeSpan window) : RequestRate
{
    /// <summary>A longer wait than this is for the callers to know of, not for a queue to be shut behind their backs.</summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(10);

    // When the last ones went, the oldest first; never more than the limit.
    private readonly Queue<TimeSpan> gone = new();
    private TimeSpan heldUntil;

    // What the system said last that it takes until then, less what has gone since.
    private long grantedFor = long.MinValue;
    private int granted;
    private TimeSpan grantEnds;

    public override TimeSpan UntilNext(RequestPriority priority, TimeSpan now)
    {
        while (gone.TryPeek(out var oldest) && oldest + window <= now)
            gone.Dequeue();

        var kept = priority == RequestPriority.Urgent || limit == 1 ? 0 : 1;
        var most = Math.Max((int)(limit * Share) - kept, 1);
        var wait = heldUntil - now;
        if (gone.Count >= most)
            wait = Later(wait, gone.ElementAt(gone.Count - most) + window - now);
        if (granted <= kept)
            wait = Later(wait, grantEnds - now);
        return wait;
    }

    public override void Take(TimeSpan now)
    {
        gone.Enqueue(now);
        granted--;
    }

    /// <summary>Holds everything back for as long as the system asks, or until it counts anew.</summary>
    public override void SlowDown(TimeSpan now, TimeSpan? wait)
    {
        // Those that went together are refused together, and are one mistake.
        if (heldUntil <= now)
            base.SlowDown(now, wait);
        heldUntil = Later(heldUntil, now + Least(wait ?? window, LongestHold));
    }

    public override void Recover(TimeSpan now, RequestAllowance? allowance)
    {
        base.Recover(now, allowance);
        if (allowance is not { } told)
            return;
        // No system's clock makes more of it than a window.
        var ends = now + Least(told.ResetsIn, window);
        if (told.Window > grantedFor)
            (grantedFor, granted, grantEnds) = (told.Window, told.Remaining, ends);
        else if (told.Window == grantedFor)
            // Answers overtake each other: what is left only becomes less.
            (granted, grantEnds) = (Math.Min(granted, told.Remaining), Least(grantEnds, ends));
    }

    protected override bool IsRested(TimeSpan now) => heldUntil <= now && grantEnds <= now && gone.All(at => at + window <= now);

    private static TimeSpan Least(TimeSpan a, TimeSpan b) => a < b ? a : b;
}

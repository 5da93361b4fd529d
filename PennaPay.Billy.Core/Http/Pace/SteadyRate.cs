namespace PennaPay.Billy.Core.Http.Pace;

/// <summary>
/// After a pause the first few requests go at once; the rest follow at the allowed rate. What nobody waits for leaves the last turn
/// of a burst alone.
/// </summary>
internal sealed class SteadyRate(double fullRate, int burst) : RequestRate
{
    // When the requests let through so far will have used up their share of time.
    private TimeSpan paidUntil;

    private TimeSpan Interval => TimeSpan.FromSeconds(1 / (fullRate * Share));

    public override TimeSpan UntilNext(RequestPriority priority, TimeSpan now)
    {
        var atOnce = priority == RequestPriority.Urgent ? burst : Math.Max(burst - 1, 1);
        return paidUntil - ((atOnce - 1) * Interval) - now;
    }

    public override void Take(TimeSpan now) => paidUntil = Later(paidUntil, now) + Interval;

    /// <summary>Lets the next request wait, too.</summary>
    public override void SlowDown(TimeSpan now, TimeSpan? wait)
    {
        base.SlowDown(now, wait);
        paidUntil = Later(paidUntil, now + (burst * Interval));
    }

    protected override bool IsRested(TimeSpan now) => paidUntil <= now;
}

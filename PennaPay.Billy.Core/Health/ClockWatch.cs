namespace PennaPay.Billy.Core.Health;

/// <summary>Whether the time of day went on as time did since the last look: what is due is written down by the time of day.</summary>
internal sealed class ClockWatch(TimeProvider time)
{
    private static readonly TimeSpan Tolerated = TimeSpan.FromMinutes(1);

    private (DateTimeOffset TimeOfDay, long Timestamp)? last;

    public Failure? FindProblem()
    {
        var (now, before) = ((TimeOfDay: time.GetUtcNow(), Timestamp: time.GetTimestamp()), last);
        last = now;
        if (before is null)
            return null;
        var jump = now.TimeOfDay - before.Value.TimeOfDay - time.GetElapsedTime(before.Value.Timestamp, now.Timestamp);
        return jump.Duration() <= Tolerated
            ? null
            : new(FailureCodes.ClockJumped, $"{(jump > TimeSpan.Zero ? "+" : "")}{TimeSpan.FromSeconds(Math.Round(jump.TotalSeconds))}");
    }
}

using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Health;

/// <summary>A test's clock whose time of day can be set, while time itself goes on as it did.</summary>
internal sealed class JumpingClock(TestClock clock) : TimeProvider
{
    private TimeSpan set;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public void Jump(TimeSpan by) => set += by;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + set;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);
}

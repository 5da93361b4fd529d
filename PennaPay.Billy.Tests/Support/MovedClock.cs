namespace PennaPay.Billy.Tests.Support;

/// <summary>The real clock, which can be set forward: timers go on as they would, since nothing of the program stands still.</summary>
internal sealed class MovedClock : TimeProvider
{
    private long ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref ahead));

    public void Move(TimeSpan by) => Interlocked.Add(ref ahead, by.Ticks);
}

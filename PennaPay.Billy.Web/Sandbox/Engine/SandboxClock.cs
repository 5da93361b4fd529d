namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>The time in a sandbox, in whole microseconds: that of the program, or ahead of it.</summary>
internal class SandboxClock(TimeProvider time)
{
    private long ahead;

    /// <summary>How far ahead it is.</summary>
    public TimeSpan Ahead
    {
        get => new(Interlocked.Read(ref ahead));
        set => Interlocked.Exchange(ref ahead, value.Ticks);
    }

    public DateTimeOffset Now => Cut(time.GetUtcNow().AddTicks(Interlocked.Read(ref ahead)));

    public void Advance(TimeSpan by) => Interlocked.Add(ref ahead, by.Ticks);

    public static DateTimeOffset Cut(DateTimeOffset moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond));
}

using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>The time in the sandbox, in whole microseconds: that of the program, or ahead of it.</summary>
internal sealed class PennylaneClock(TimeProvider time)
{
    private static readonly TimeZoneInfo France = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    private long ahead;

    /// <summary>How far ahead it is.</summary>
    public TimeSpan Ahead
    {
        get => new(Interlocked.Read(ref ahead));
        set => Interlocked.Exchange(ref ahead, value.Ticks);
    }

    public DateTimeOffset Now => Cut(time.GetUtcNow().AddTicks(Interlocked.Read(ref ahead)));

    /// <summary>The day in France.</summary>
    public DateOnly Today => DayOf(Now);

    public static DateOnly DayOf(DateTimeOffset moment) => France.DayAt(moment);

    public void Advance(TimeSpan by) => Interlocked.Add(ref ahead, by.Ticks);

    public static DateTimeOffset Cut(DateTimeOffset moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond));
}

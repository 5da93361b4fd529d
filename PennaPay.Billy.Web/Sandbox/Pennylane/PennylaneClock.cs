using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>The time there, and its days.</summary>
internal sealed class PennylaneClock(TimeProvider time) : SandboxClock(time)
{
    private static readonly TimeZoneInfo France = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>The day in France.</summary>
    public DateOnly Today => DayOf(Now);

    public static DateOnly DayOf(DateTimeOffset moment) => France.DayAt(moment);
}

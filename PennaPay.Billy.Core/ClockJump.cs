namespace PennaPay.Billy.Core;

/// <summary>The clock on the wall was set, or stood still with the machine for a while.</summary>
/// <param name="At">What it shows since; the moment it was noticed.</param>
/// <param name="By">How far it was set: forward, or back when negative.</param>
public sealed record ClockJump(DateTimeOffset At, TimeSpan By)
{
    /// <summary>What it would show had nobody set it: no earlier stamp is later.</summary>
    public DateTimeOffset Before => At - By;

    /// <summary>How far, to the second, such as <c>-02:00:00</c>.</summary>
    public string Described => $"{(By > TimeSpan.Zero ? "+" : "")}{TimeSpan.FromSeconds(Math.Round(By.TotalSeconds))}";
}

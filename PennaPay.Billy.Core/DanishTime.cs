namespace PennaPay.Billy.Core;

/// <summary>Instants as a Danish business reads them: a day begins and ends in Copenhagen.</summary>
public static class DanishTime
{
    /// <summary>Europe/Copenhagen.</summary>
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");

    /// <summary>The day it is in Copenhagen.</summary>
    public static DateOnly DanishToday(this TimeProvider time) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), Zone).DateTime);
}

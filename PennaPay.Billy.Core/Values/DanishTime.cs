namespace PennaPay.Billy.Core.Values;

/// <summary>Instants as a Danish business reads them: a day begins and ends in Copenhagen.</summary>
public static class DanishTime
{
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");

    /// <summary>The day it is in Copenhagen.</summary>
    public static DateOnly DanishToday(this TimeProvider time) => DayOf(time.GetUtcNow());

    /// <summary>The day that an instant belongs to in Copenhagen.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => Zone.DayAt(instant);

    /// <summary>The same at another place.</summary>
    public static DateOnly DayAt(this TimeZoneInfo zone, DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    /// <summary>The instant at which a day begins in Copenhagen; the clock never changes at midnight there.</summary>
    public static DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new(midnight, Zone.GetUtcOffset(midnight));
    }
}

namespace PennaPay.Billy.Core.Values;

public static class TimeZones
{
    /// <summary>The day that an instant belongs to at a place.</summary>
    public static DateOnly DayAt(this TimeZoneInfo zone, DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);
}

using System.Globalization;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Web.Components.Shared;

/// <summary>Amounts, dates and times as the current user reads them. Days are Danish days.</summary>
public static class Format
{
    /// <summary><c>1.234,50 kr.</c> in Danish, <c>1,234.50 DKK</c> in English; other currencies by their code.</summary>
    public static string Money(decimal amount, string currency) =>
        currency == "DKK" && CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "da"
            ? $"{Amount(amount)}\u00A0kr."
            : $"{Amount(amount)}\u00A0{currency}";

    /// <summary>Two decimals with separators, no currency.</summary>
    public static string Amount(decimal amount) => amount.ToString("N2", CultureInfo.CurrentCulture);

    /// <summary>A quantity or a rate: separators, and no more decimals than it has.</summary>
    public static string Number(decimal number) => number.ToString("#,##0.######", CultureInfo.CurrentCulture);

    /// <summary>How many, with separators.</summary>
    public static string Count(int count) => count.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>How many, with separators and <c>+</c> where there are more.</summary>
    public static string Count(int count, bool hasMore) => Count(count) + (hasMore ? "+" : "");

    /// <summary><c>05.11.2026</c> in Danish, <c>05/11/2026</c> in English.</summary>
    public static string Date(DateOnly date) => date.ToString("d", CultureInfo.CurrentCulture);

    /// <inheritdoc cref="Date(DateOnly)"/>
    public static string Date(DateOnly? date) => date is { } day ? Date(day) : "–";

    /// <summary>The moment in Danish time, to the minute.</summary>
    public static string DateAndTime(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, DanishTime.Zone);
        return $"{Date(DateOnly.FromDateTime(local.DateTime))} {Time(instant)}";
    }

    /// <inheritdoc cref="DateAndTime(DateTimeOffset)"/>
    public static string DateAndTime(DateTimeOffset? instant) => instant is { } moment ? DateAndTime(moment) : "–";

    /// <summary>The time of day in Denmark, to the minute.</summary>
    public static string Time(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, DanishTime.Zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The time of day in Denmark, to the second.</summary>
    public static string TimeWithSeconds(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, DanishTime.Zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary><c>340 ms</c>, <c>2,4 s</c>, <c>3 min</c>.</summary>
    public static string Duration(TimeSpan duration) => duration switch
    {
        { TotalSeconds: < 1 } => string.Create(CultureInfo.CurrentCulture, $"{duration.TotalMilliseconds:N0} ms"),
        { TotalMinutes: < 1 } => string.Create(CultureInfo.CurrentCulture, $"{duration.TotalSeconds:N1} s"),
        _ => string.Create(CultureInfo.CurrentCulture, $"{duration.TotalMinutes:N0} min"),
    };

    /// <summary>Today's date in Denmark.</summary>
    public static DateOnly Today(TimeProvider time) => time.DanishToday();
}

using System.Globalization;

namespace PennaPay.Billy.Core.Values;

/// <summary>
/// Reads days as they are written in Denmark and by machines: <c>2026-11-05</c>, <c>05-11-2026</c>, <c>5/11/2026</c>,
/// <c>05.11.2026</c>. The day comes before the month; a year has four digits.
/// </summary>
public static class DayParser
{
    private static readonly string[] Formats = ["yyyy-M-d", "d-M-yyyy", "d/M/yyyy", "d.M.yyyy", "yyyy/M/d"];

    /// <summary>Whether the text is a day that exists.</summary>
    public static bool TryParse(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text?.Trim(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}

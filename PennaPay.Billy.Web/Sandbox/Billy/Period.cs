using System.Globalization;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>The periods that a list can be asked for: <c>month:2026-11</c>, <c>dates:2026-01-01...2026-06-30</c> and so on.</summary>
internal static class Period
{
    /// <summary>First and last day as text, null where it is open; null for what is no period, which Billy would ignore.</summary>
    public static (string? From, string? Through)? Parse(string period)
    {
        var colon = period.IndexOf(':', StringComparison.Ordinal);
        var kind = colon < 0 ? period : period[..colon];
        var value = colon < 0 ? "" : period[(colon + 1)..];
        return kind switch
        {
            "dates" when value.Split("...") is [var from, var through] && ValueReader.IsDate(from) && ValueReader.IsDate(through) => (from, through),
            "day" when ValueReader.IsDate(value) => (value, value),
            "from" when ValueReader.IsDate(value) => (value, null),
            "through" when ValueReader.IsDate(value) => (null, value),
            "month" => Months(value, 1),
            "quarter" => Months(value, 3),
            "half" or "halfYear" => Months(value, 6),
            "year" or "fiscalYear" => Months(value + "-1", 12),
            _ => null,
        };
    }

    private static (string?, string?)? Months(string value, int length)
    {
        if (value.Split('-') is not [var yearText, var numberText]
            || !int.TryParse(yearText, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || !int.TryParse(numberText, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || year is < 1 or > 9998 || number < 1 || number > 12 / length)
            return null;
        var first = new DateOnly(year, ((number - 1) * length) + 1, 1);
        return (Text(first), Text(first.AddMonths(length).AddDays(-1)));
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

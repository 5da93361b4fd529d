using System.Globalization;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>Billy's sums and due dates.</summary>
internal static class InvoiceArithmetic
{
    public static decimal Round(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);

    /// <summary>A line's amount after its discount: net where prices exclude VAT, gross where they include it.</summary>
    public static decimal LineAmount(SandboxRecord line)
    {
        var full = Round(line.Number("quantity") * line.Number("unitPrice"));
        var value = line.Number("discountValue");
        return line.Text("discountMode") switch
        {
            "percent" => full - Round(full * value / 100m),
            "cash" => full - Round(value),
            _ => full,
        };
    }

    /// <summary>A line's VAT, not rounded.</summary>
    public static decimal LineTax(decimal amount, decimal rate, bool inclusive) =>
        inclusive ? amount * rate / (1m + rate) : amount * rate;

    public static string? DueDate(string? entryDate, string? mode, decimal? days, string? given)
    {
        if (mode == "date")
            return given;
        if (entryDate is null || days is null or < -36500m or > 36500m)
            return null;
        var entry = DateOnly.ParseExact(entryDate, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var from = mode == "netEndOfMonth" ? new DateOnly(entry.Year, entry.Month, DateTime.DaysInMonth(entry.Year, entry.Month)) : entry;
        var dayNumber = from.DayNumber + (int)days;
        return dayNumber < 0 || dayNumber > DateOnly.MaxValue.DayNumber
            ? null
            : DateOnly.FromDayNumber(dayNumber).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}

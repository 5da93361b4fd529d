using System.Globalization;

namespace PennaPay.Billy.Core.Systems.PlugAndPay.Orders;

/// <summary>How far lists of orders are read, as a checkpoint holds it.</summary>
/// <param name="Part">Which list of several; null for the first.</param>
/// <param name="Page">The page to go on with, of which the first is 1.</param>
/// <param name="Day">The day from which on pages are counted; null for the beginning.</param>
internal readonly record struct OrderPlace(string? Part, int Page, DateOnly? Day)
{
    public const string Paid = "paid";
    public const string Deleted = "deleted";

    private const string DayFormat = "yyyy-MM-dd";

    public static OrderPlace Read(string? checkpoint)
    {
        if (checkpoint?.Split('|') is not [var part, var page, var day])
            return new(null, 1, null);
        return new(
            part.Length > 0 ? part : null,
            int.Parse(page, NumberStyles.None, CultureInfo.InvariantCulture),
            day.Length > 0 ? DateOnly.ParseExact(day, DayFormat, CultureInfo.InvariantCulture) : null);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Part}|{Page}|{Day?.ToString(DayFormat, CultureInfo.InvariantCulture)}");
}

using System.Globalization;

namespace PennaPay.Billy.Web.Components.Shared;

/// <summary>Choices, days and pages as they stand in the address of a page. What an address has and nobody knows is nothing.</summary>
internal static class AddressWords
{
    private const string DayFormat = "yyyy-MM-dd";

    public static T? ReadChoice<T>(string? text)
        where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;

    // The ends of the calendar have no instant on either side of them.
    public static DateOnly? ReadDay(string? text) =>
        DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9999 ? day : null;

    /// <summary>A page that the rows before it can still be counted for.</summary>
    public static int ReadPage(int? page, int size) => Math.Clamp(page ?? 1, 1, int.MaxValue / size);

    public static string? Of(DateOnly? day) => day?.ToString(DayFormat, CultureInfo.InvariantCulture);

    /// <summary>Nothing for the first page, which needs no saying.</summary>
    public static string? OfPage(int page) => page == 1 ? null : page.ToString(CultureInfo.InvariantCulture);
}

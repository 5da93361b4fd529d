using System.Globalization;

namespace PennaPay.Billy.Core.Systems.Billit.Api.Wire;

/// <summary>Where a request goes, relative to the API's root.</summary>
internal static class BillitPaths
{
    public const string Orders = "v1/orders";
    public const string Parties = "v1/parties";
    public const string Webhooks = "v1/webhooks";

    private const int LongestId = 100;

    public static string Of(string resource, long id, string below = "") =>
        id > 0 ? $"{resource}/{Number(id)}{below}" : throw new ArgumentOutOfRangeException(nameof(id));

    /// <exception cref="ArgumentException">It cannot be an id of a file.</exception>
    public static string File(string id) => $"v1/files/{Checked(id, "-_.", nameof(id))}";

    /// <exception cref="ArgumentException">It is neither a VAT number, a company's number nor a scheme and an identifier.</exception>
    public static string Participant(string identifier) => $"v1/peppol/participantInformation/{Checked(identifier, ":.-", nameof(identifier))}";

    /// <summary>The query with its question mark, without what is null; nothing when nothing is left.</summary>
    public static string Query(params IEnumerable<(string Key, string? Value)> query)
    {
        var pairs = query.Where(pair => pair.Value is not null).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!)}");
        return string.Join('&', pairs) is { Length: > 0 } joined ? "?" + joined : "";
    }

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A text in a filter (OData 3, URL conventions): in single quotes, with those within it doubled.</summary>
    public static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A day in a filter.</summary>
    public static string Day(DateOnly day) => $"DateTime'{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'";

    public static string Flag(bool flag) => flag ? "true" : "false";

    /// <summary>Conditions that must all hold; null where there are none.</summary>
    public static string? All(IEnumerable<string?> conditions) =>
        string.Join(" and ", conditions.Where(condition => condition is not null)) is { Length: > 0 } joined ? joined : null;

    // Dots alone would lead elsewhere.
    private static string Checked(string id, string signs, string parameter) =>
        id is { Length: > 0 and <= LongestId } && id.All(letter => char.IsAsciiLetterOrDigit(letter) || signs.Contains(letter, StringComparison.Ordinal))
            && id.Any(char.IsAsciiLetterOrDigit)
            ? id
            : throw new ArgumentException("This is no id of Billit's.", parameter);
}

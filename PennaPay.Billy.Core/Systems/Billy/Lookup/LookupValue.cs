using System.Globalization;
using System.Text.Json;
using PennaPay.Billy.Core.Systems.Billy.Api.Wire;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Lookup;

/// <summary>Values of Billy's answers as text. What is not set, or not of its kind, is empty. Pure.</summary>
internal static class LookupValue
{
    private const int LongestCode = 60;

    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static string Of(JsonElement record, string property, LookupKind kind)
    {
        if (record.ValueKind != JsonValueKind.Object || !record.TryGetProperty(property, out var value))
            return "";
        return kind switch
        {
            LookupKind.Text => OutsideText.Block(Spoken(value)),
            LookupKind.Id => Spoken(value) is var id && BillyId.IsOne(id) ? id : "",
            LookupKind.Code => OutsideText.Line(Spoken(value), LongestCode),
            LookupKind.Date => DateOnly.TryParseExact(Spoken(value), "yyyy-MM-dd", out var day) ? Day(day) : "",
            LookupKind.Time => DateTime.TryParseExact(
                Spoken(value), TimeFormats, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
                    ? time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) : "",
            LookupKind.Amount => Number(value) is { } amount ? Write(amount) : "",
            LookupKind.Whole => Number(value) is { } whole && whole == decimal.Truncate(whole)
                ? whole.ToString("0", CultureInfo.InvariantCulture) : "",
            LookupKind.Flag => value.ValueKind switch
            {
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                _ => Spoken(value) is "true" or "1" ? "true" : Spoken(value) is "false" or "0" ? "false" : "",
            },
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    public static decimal? Decimal(JsonElement record, string property) =>
        record.ValueKind == JsonValueKind.Object && record.TryGetProperty(property, out var value) ? Number(value) : null;

    /// <summary>At least two decimals and no zeros after them.</summary>
    public static string Write(decimal amount) => amount.ToString("0.00##########", CultureInfo.InvariantCulture);

    private static decimal? Number(JsonElement value) => value.ValueKind is JsonValueKind.Number or JsonValueKind.String
        && decimal.TryParse(Spoken(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Spoken(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString() ?? "",
                JsonValueKind.Number => value.GetRawText(),
                _ => "",
            };
        }
        catch (InvalidOperationException)
        {
            // A text that is no Unicode.
            return "";
        }
    }
}

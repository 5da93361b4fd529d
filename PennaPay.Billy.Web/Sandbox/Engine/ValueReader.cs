using System.Globalization;
using System.Text.Json;

namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>Turns a JSON value into a stored value, leniently: numbers may be text, a number may stand for text.</summary>
internal static class ValueReader
{
    /// <summary>Null when it was read; else what is wrong with it.</summary>
    public static string? Read(Field field, JsonElement json, out object? value)
    {
        value = null;
        if (json.ValueKind == JsonValueKind.Null)
            return null;
        switch (field.Kind)
        {
            case FieldKind.Number or FieldKind.Integer:
                if (Number(json) is not { } number)
                    return "This field must be a number.";
                if (field.Kind == FieldKind.Integer && number != decimal.Truncate(number))
                    return "This field must be a whole number.";
                value = number;
                return null;
            case FieldKind.Flag:
                if (Flag(json) is not { } flag)
                    return "This field must be true or false.";
                value = flag;
                return null;
            case FieldKind.Date:
                if (json.ValueKind != JsonValueKind.String || !IsDate(json.GetString()))
                    return "This field must be a date in the format YYYY-MM-DD.";
                value = json.GetString();
                return null;
            case FieldKind.Choice:
                value = Text(json);
                return Array.IndexOf(field.Choices, value) >= 0
                    ? null
                    : $"This field must be one of: {string.Join(", ", field.Choices)}.";
            default:
                value = Text(json);
                return value is null ? "This field must be a text." : null;
        }
    }

    public static bool IsDate(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static string? Text(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.GetRawText(),
        _ => null,
    };

    private static decimal? Number(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number when json.TryGetDecimal(out var number) => number,
        JsonValueKind.String when decimal.TryParse(json.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private static bool? Flag(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String when bool.TryParse(json.GetString(), out var flag) => flag,
        _ => null,
    };
}

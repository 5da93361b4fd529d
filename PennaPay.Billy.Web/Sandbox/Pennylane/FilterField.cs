using System.Globalization;
using System.Text.Json;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

internal enum FilterKind { Id, Text, Flag, Day, Texts }

/// <summary>Something that a list can be filtered by.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Operators">The operators that it knows.</param>
/// <param name="Value">A record's value: a long, a string, a bool, a day or a list of texts; null where it has none.</param>
internal sealed record FilterField<T>(string Name, FilterKind Kind, string[] Operators, Func<T, object?> Value);

internal static class FilterOperators
{
    public static readonly string[] Equality = ["eq", "not_eq", "in", "not_in"];

    public static readonly string[] Order = ["lt", "lteq", "gt", "gteq", .. Equality];
}

/// <summary>One condition of a filter, with its values in the form of the field's.</summary>
internal sealed record Condition<T>(FilterField<T> Field, string Operator, IReadOnlyList<object> Values)
{
    public bool Holds(T record)
    {
        var own = Field.Value(record);
        return Operator switch
        {
            "eq" => own is not null && own.Equals(Values[0]),
            "not_eq" => own is null || !own.Equals(Values[0]),
            "in" when own is IEnumerable<string> texts => texts.Any(Values.Contains),
            "in" => own is not null && Values.Contains(own),
            "not_in" => own is null || !Values.Contains(own),
            "start_with" => own is string text && text.StartsWith((string)Values[0], StringComparison.OrdinalIgnoreCase),
            "lt" => own is IComparable less && less.CompareTo(Values[0]) < 0,
            "lteq" => own is IComparable less && less.CompareTo(Values[0]) <= 0,
            "gt" => own is IComparable more && more.CompareTo(Values[0]) > 0,
            _ => own is IComparable more && more.CompareTo(Values[0]) >= 0,
        };
    }
}

/// <summary>Reads <c>filter</c>: a JSON array of conditions that all have to hold.</summary>
internal static class FilterReader
{
    public static IReadOnlyList<Condition<T>> Read<T>(IQueryCollection query, IReadOnlyList<FilterField<T>> fields)
    {
        if (query["filter"].FirstOrDefault() is not { Length: > 0 } text)
            return [];
        JsonElement json;
        try
        {
            json = JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            throw PennylaneRefusals.BadParameter("filter", "ValidateError", "filter is not valid JSON");
        }
        if (json.ValueKind != JsonValueKind.Array)
            throw PennylaneRefusals.BadParameter("filter", "ValidateError", "filter is not an array");
        return [.. json.EnumerateArray().Select(one => Read(one, fields))];
    }

    private static Condition<T> Read<T>(JsonElement json, IReadOnlyList<FilterField<T>> fields)
    {
        string Text(string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw PennylaneRefusals.BadParameter("filter", "NotExistRequiredKey", $"missing required parameters: {name}");

        var name = Text("field");
        var field = fields.FirstOrDefault(one => one.Name == name)
            ?? throw PennylaneRefusals.BadParameter("filter", "NotEnumInclude", $"Field '{name}' is not filterable");
        var wanted = Text("operator");
        if (!field.Operators.Contains(wanted))
            throw PennylaneRefusals.BadParameter("filter", "NotEnumInclude", $"Operator '{wanted}' is not supported for field '{name}'");
        if (!json.TryGetProperty("value", out var value))
            throw PennylaneRefusals.BadParameter("filter", "NotExistRequiredKey", "missing required parameters: value");
        var isList = wanted is "in" or "not_in";
        if (isList != (value.ValueKind == JsonValueKind.Array))
            throw PennylaneRefusals.BadParameter("filter", "ValidateError", $"Operator '{wanted}' needs {(isList ? "an array" : "a single value")}");
        return new(field, wanted, isList ? [.. value.EnumerateArray().Select(one => Value(field.Kind, one))] : [Value(field.Kind, value)]);
    }

    /// <summary>Values may be texts also where numbers or flags are meant.</summary>
    private static object Value(FilterKind kind, JsonElement json)
    {
        var text = json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText();
        return kind switch
        {
            FilterKind.Id when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) => id,
            FilterKind.Flag when text is "true" or "false" => text == "true",
            FilterKind.Day when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day,
            FilterKind.Day => throw PennylaneRefusals.BadParameter("filter", "InvalidDateFormat", $"\"{text}\" is not a date"),
            FilterKind.Text or FilterKind.Texts => text,
            _ => throw PennylaneRefusals.BadParameter("filter", "ValidateError", $"\"{text}\" is not a value of this field"),
        };
    }
}

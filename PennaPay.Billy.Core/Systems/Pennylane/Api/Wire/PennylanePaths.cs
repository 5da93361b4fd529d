using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PennaPay.Billy.Core.Systems.Pennylane.Api.Wire;

/// <summary>Where a request goes, relative to the API's root.</summary>
internal static class PennylanePaths
{
    private static readonly JsonEncodedText Field = JsonEncodedText.Encode("field");
    private static readonly JsonEncodedText Operator = JsonEncodedText.Encode("operator");
    private static readonly JsonEncodedText Value = JsonEncodedText.Encode("value");

    /// <summary>The query with its question mark, without what is null; nothing when nothing is left.</summary>
    public static string Query(params IEnumerable<(string Key, string? Value)> query)
    {
        var pairs = query.Where(pair => pair.Value is not null).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!)}");
        return string.Join('&', pairs) is { Length: > 0 } joined ? "?" + joined : "";
    }

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A filter as JSON; null when it has no condition.</summary>
    public static string? Filter(IReadOnlyCollection<Condition> conditions)
    {
        if (conditions.Count == 0)
            return null;
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartArray();
            foreach (var condition in conditions)
                Write(writer, condition);
            writer.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, Condition condition)
    {
        writer.WriteStartObject();
        writer.WriteString(Field, condition.Field);
        writer.WriteString(Operator, condition.Operator);
        if (condition.IsList)
        {
            writer.WriteStartArray(Value);
            foreach (var value in condition.Values)
                writer.WriteStringValue(value);
            writer.WriteEndArray();
        }
        else
        {
            writer.WriteString(Value, condition.Values[0]);
        }

        writer.WriteEndObject();
    }
}

/// <summary>One condition of a filter. All values are texts, which Pennylane takes for ids and flags too.</summary>
internal sealed record Condition(string Field, string Operator, IReadOnlyList<string> Values, bool IsList)
{
    public static Condition Of(string field, string @operator, string value) => new(field, @operator, [value], false);

    public static Condition In(string field, IEnumerable<long> ids) => List(field, "in", ids);

    public static Condition NotIn(string field, IEnumerable<long> ids) => List(field, "not_in", ids);

    private static Condition List(string field, string @operator, IEnumerable<long> ids) =>
        new(field, @operator, [.. ids.Distinct().Order().Select(PennylanePaths.Number)], true);
}

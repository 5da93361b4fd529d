using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>How bodies are read and written: names as they are, any case where they are read, nothing that is not there.</summary>
internal static class BillitJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNameCaseInsensitive = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new LocalTime() },
    };

    public static byte[] Write(object body) => JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), Options);

    /// <summary>Reads a body.</summary>
    /// <exception cref="Engine.Refusal">It is none, or a value is of the wrong kind.</exception>
    public static T Read<T>(JsonElement? body)
        where T : class
    {
        if (body is not { ValueKind: JsonValueKind.Object } json)
            throw BillitRefusals.Generic("De aanvraag bevat geen geldige JSON.");
        try
        {
            return json.Deserialize<T>(Options)!;
        }
        catch (JsonException fault)
        {
            throw BillitRefusals.Generic($"De waarde van '{fault.Path}' is niet geldig.");
        }
    }

    /// <summary>The first property that is explicitly nothing; null: none is.</summary>
    public static string? FindNull(JsonElement json, string except = "") => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().Select(one =>
            one.Value.ValueKind == JsonValueKind.Null ? one.Name == except ? null : one.Name : FindNull(one.Value, except)).FirstOrDefault(name => name is not null),
        JsonValueKind.Array => json.EnumerateArray().Select(one => FindNull(one, except)).FirstOrDefault(name => name is not null),
        _ => null,
    };

    public static JsonElement? Find(JsonElement json, string name)
    {
        foreach (var one in json.EnumerateObject())
        {
            if (one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return one.Value;
        }
        return null;
    }
}

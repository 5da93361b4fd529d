using System.Text.Json;
using System.Text.Json.Serialization;

namespace PennaPay.Billy.Core.Systems.PlugAndPay.Api.Wire;

/// <summary>The address that a rule calls, by either of its names. A rule that does something else may have anything there.</summary>
internal sealed class CalledAddress : JsonConverter<string>
{
    private const int Longest = 2000;

    public override string? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement is { ValueKind: JsonValueKind.Object } data ? Of(data, "url") ?? Of(data, "hook_url") : null;
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => throw new NotSupportedException();

    private static string? Of(JsonElement data, string name) =>
        data.TryGetProperty(name, out var address) && address.ValueKind == JsonValueKind.String && address.GetString() is { Length: > 0 and <= Longest } text ? text : null;
}

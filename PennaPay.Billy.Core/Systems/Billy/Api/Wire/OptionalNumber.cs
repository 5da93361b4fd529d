using System.Text.Json;
using System.Text.Json.Serialization;

namespace PennaPay.Billy.Core.Systems.Billy.Api.Wire;

/// <summary>A whole number that is sent, or the null that takes it away.</summary>
[JsonConverter(typeof(OptionalNumberConverter))]
internal readonly record struct OptionalNumber(int? Value);

internal sealed class OptionalNumberConverter : JsonConverter<OptionalNumber>
{
    public override OptionalNumber Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, OptionalNumber value, JsonSerializerOptions options)
    {
        if (value.Value is { } number)
            writer.WriteNumberValue(number);
        else
            writer.WriteNullValue();
    }
}

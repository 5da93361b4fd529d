using System.Text.Json;
using System.Text.Json.Serialization;

namespace PennaPay.Billy.Core.Http.Writes;

/// <summary>Writes 100.00 as 100: the number itself, exactly.</summary>
internal sealed class PlainNumber : JsonConverter<decimal>
{
    // Dividing by a one with all 28 decimals makes decimal drop the zeros at the end.
    private const decimal One = 1.0000000000000000000000000000m;

    public override decimal Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value / One);
}

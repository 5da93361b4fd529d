using System.Text.Json;
using System.Text.Json.Serialization;

namespace PennaPay.Billy.Core.Systems.Billy.Api.Wire;

/// <summary>A null that is sent: it takes a reference away, where leaving the property out would leave it alone.</summary>
[JsonConverter(typeof(NothingConverter))]
internal readonly struct Nothing;

internal sealed class NothingConverter : JsonConverter<Nothing>
{
    public override Nothing Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, Nothing value, JsonSerializerOptions options) => writer.WriteNullValue();
}

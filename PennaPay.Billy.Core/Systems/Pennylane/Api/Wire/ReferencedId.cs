using System.Text.Json;
using System.Text.Json.Serialization;
using PennaPay.Billy.Core.Http.Answers;

namespace PennaPay.Billy.Core.Systems.Pennylane.Api.Wire;

/// <summary>The id of a record that another refers to as <c>{"id":…,"url":…}</c>; the address is not read.</summary>
internal sealed class ReferencedId : JsonConverter<long?>
{
    public override long? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new UnreadableValueException();
        long? found = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = reader.ValueTextEquals("id"u8);
            reader.Read();
            if (isId)
                found = StrictId.TryRead(ref reader, out var id) ? id : throw new UnreadableValueException();
            else
                reader.Skip();
        }

        return found ?? throw new UnreadableValueException();
    }

    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options) => throw new NotSupportedException();
}

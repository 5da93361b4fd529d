using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PennaPay.Billy.Core.Http.Answers;

/// <summary>An id: a whole number above zero.</summary>
internal sealed class StrictId : JsonConverter<long>
{
    public override long Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        TryRead(ref reader, out var id) ? id : throw new UnreadableValueException();

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => throw new NotSupportedException();

    public static bool TryRead(ref Utf8JsonReader reader, out long id)
    {
        id = 0;
        return reader.TokenType is JsonTokenType.Number or JsonTokenType.String
            && long.TryParse(LenientValue.Text(ref reader), NumberStyles.None, CultureInfo.InvariantCulture, out id)
            && id > 0;
    }
}

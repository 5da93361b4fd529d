using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PennaPay.Billy.Core.Http.Answers;

// Amounts, quantities and rates are texts such as "600.0". Whatever is no number must not pass for nothing.

internal sealed class StrictDecimal : LenientValue<decimal>
{
    private const NumberStyles Written = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    protected override bool TryParse(string text, out decimal value) =>
        decimal.TryParse(text, Written, CultureInfo.InvariantCulture, out value);
}

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

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>Times as they are read and written there: a day, or a moment; one that names its zone is moved to Belgium's.</summary>
internal sealed class LocalTime : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Parse(reader.GetString()) is { } time ? time : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteStringValue(Text(value));

    public static string Text(DateTime value) => value.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);

    public static DateTime? Parse(string? text)
    {
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) || text!.Length < 10 || text[4] != '-')
            return null;
        return time.Kind == DateTimeKind.Unspecified
            ? time
            : BillitClock.LocalAt(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using PennaPay.Billy.Core.Http.Answers;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.PlugAndPay.Api.Wire;

/// <summary>The id of a record that may be missing.</summary>
internal sealed class OptionalId : LenientValue<long>
{
    protected override bool TryParse(string text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value > 0;
}

/// <summary>A day as it stands there, or the day in Brussels of a moment that says its zone.</summary>
internal sealed class ShopDay : LenientValue<DateOnly>
{
    private const string Format = "yyyy-MM-dd";

    private static readonly TimeZoneInfo Brussels = TimeZoneInfo.FindSystemTimeZoneById("Europe/Brussels");

    protected override bool TryParse(string text, out DateOnly value)
    {
        value = default;
        var hasTime = text.Length > Format.Length && text[Format.Length] is 'T' or ' ';
        if (!hasTime)
            return DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out value);
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment))
            return false;
        value = moment.Kind == DateTimeKind.Unspecified ? DateOnly.FromDateTime(moment) : Brussels.DayAt(new DateTimeOffset(moment));
        return true;
    }
}

/// <summary>Ids in a list of numbers or of records. Whatever else stands there is passed over, since the shape is not documented.</summary>
internal sealed class RelatedIds : JsonConverter<IReadOnlyList<long>>
{
    public override IReadOnlyList<long>? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(IdOf).Where(id => id > 0)] : [];
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<long> value, JsonSerializerOptions options) => throw new NotSupportedException();

    private static long IdOf(JsonElement one) => one.ValueKind switch
    {
        JsonValueKind.Object when one.TryGetProperty("id", out var id) && id.ValueKind != JsonValueKind.Object => IdOf(id),
        JsonValueKind.Number => one.TryGetInt64(out var number) ? number : 0,
        JsonValueKind.String => long.TryParse(one.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0,
        _ => 0,
    };
}

using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Http.Answers;

/// <summary>Values of answers whose systems are not strict about what is a text and what a number.</summary>
internal static class LenientValue
{
    // Six bytes are the longest escape of a character.
    private const int LongestText = 6 * 2 * OutsideText.BlockLength;

    public static string Text(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String when reader.ValueSpan.Length > LongestText => Beginning(ref reader),
        JsonTokenType.String => reader.GetString()!,
        JsonTokenType.Number => Encoding.ASCII.GetString(reader.ValueSpan[..Math.Min(reader.ValueSpan.Length, LongestText)]),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => throw new UnreadableValueException(),
    };

    /// <summary>As much of a text of megabytes as anybody could use, without a copy of all of it that stays.</summary>
    private static string Beginning(ref Utf8JsonReader reader)
    {
        var letters = ArrayPool<char>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            return new(letters, 0, Math.Min(reader.CopyString(letters), LongestText));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(letters);
        }
    }
}

// Systems write "" for an unset text, numbers as texts, and numbers for texts such as an invoice's. What is read of their texts
// is cleaned and shortened here, so that nothing else comes any further.

internal abstract class LenientString : JsonConverter<string>
{
    protected abstract string Clean(string text);

    public sealed override string? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        LenientValue.Text(ref reader) is { Length: > 0 } text ? Clean(text) : null;

    public sealed override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}

/// <summary>A text of one line, as nearly all are.</summary>
internal sealed class LenientText : LenientString
{
    protected override string Clean(string text) => OutsideText.Line(text);
}

/// <summary>A text that may have several lines.</summary>
internal sealed class LenientBlock : LenientString
{
    protected override string Clean(string text) => OutsideText.Block(text);
}

/// <summary>A text that somebody else cleans.</summary>
internal sealed class LenientRaw : LenientString
{
    protected override string Clean(string text) => text;
}

internal abstract class LenientValue<T> : JsonConverter<T?>
    where T : struct
{
    protected abstract bool TryParse(string text, out T value);

    public sealed override T? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        var text = LenientValue.Text(ref reader).Trim();
        if (text == "")
            return null;
        return TryParse(text, out var value) ? value : throw new UnreadableValueException();
    }

    public sealed override void Write(Utf8JsonWriter writer, T? value, JsonSerializerOptions options) =>
        throw new NotSupportedException();
}

internal sealed class LenientDecimal : LenientValue<decimal>
{
    protected override bool TryParse(string text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}

internal sealed class LenientInteger : LenientValue<int>
{
    protected override bool TryParse(string text, out int value)
    {
        var parsed = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number == decimal.Truncate(number) && number is >= int.MinValue and <= int.MaxValue;
        value = parsed ? (int)number : 0;
        return parsed;
    }
}

internal sealed class LenientFlag : LenientValue<bool>
{
    protected override bool TryParse(string text, out bool value)
    {
        value = text is "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase);
        return value || text is "0" || text.Equals("false", StringComparison.OrdinalIgnoreCase);
    }
}

internal sealed class LenientDay : LenientValue<DateOnly>
{
    private const string Format = "yyyy-MM-dd";

    protected override bool TryParse(string text, out DateOnly value)
    {
        var day = text.Length > Format.Length && text[Format.Length] is 'T' or ' ' ? text[..Format.Length] : text;
        return DateOnly.TryParseExact(day, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out value);
    }
}

internal sealed class LenientTime : LenientValue<DateTimeOffset>
{
    // A time without a zone is UTC.
    protected override bool TryParse(string text, out DateTimeOffset value) => DateTimeOffset.TryParse(
        text,
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
        out value);
}

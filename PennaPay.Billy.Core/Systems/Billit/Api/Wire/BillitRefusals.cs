using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PennaPay.Billy.Core.Http.Answers;

namespace PennaPay.Billy.Core.Systems.Billit.Api.Wire;

/// <summary>Reads what Billit says when it refuses. Pure.</summary>
internal static partial class BillitRefusals
{
    private const int LongestPlain = 500;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>Null when it is not Billit that speaks.</returns>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static ApiRefusal? Read(ReadOnlySpan<byte> body)
    {
        // A sentence with nothing around it. Whoever else says one must not be taken for "no such record", so it is about the content.
        if (PlainIn(body) is { } sentence)
            return new ApiRefusal(null, sentence, [], IsValidation: true);

        var refusal = ApiJson.Parse(body, BillitAnswers.Default.RefusalAnswer);
        if (refusal is null)
            return null;
        List<(string? Code, string Said)> errors = [.. ErrorsOf(refusal.Errors)];
        if (errors.Count == 0 && Single(refusal) is { } single)
            errors.Add(single);
        return errors.Count == 0 ? null : new ApiRefusal(
            errors[0].Code,
            errors[0].Said,
            errors.Count == 1 ? [] : [.. errors.Select(error => new FieldMessage("", error.Code, error.Said))],
            IsValidation: false);
    }

    private static IEnumerable<(string? Code, string Said)> ErrorsOf(JsonElement? errors)
    {
        if (errors is not { ValueKind: JsonValueKind.Array } list)
            yield break;
        foreach (var error in list.EnumerateArray())
        {
            if (error.ValueKind != JsonValueKind.Object)
            {
                if (Text(error) is { } alone)
                    yield return (null, alone);
                continue;
            }

            var (code, description) = (Text(Member(error, "Code")), Text(Member(error, "Description")) ?? Text(Member(error, "Message")));
            if ((description ?? code) is { } said)
                yield return (code, said);
        }
    }

    // A code alone is too little to know Billit by: many systems' answers have one.
    private static (string? Code, string Said)? Single(RefusalAnswer refusal) =>
        (Text(refusal.Description) ?? Text(refusal.Message) ?? Text(refusal.ErrorMessage) ?? Text(refusal.DefaultText)) is { } said
            ? (Text(refusal.Code), said)
            : null;

    private static JsonElement? Member(JsonElement error, string name)
    {
        foreach (var member in error.EnumerateObject())
        {
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return member.Value;
        }

        return null;
    }

    private static string? Text(JsonElement? said) =>
        said is { ValueKind: JsonValueKind.String } text ? Unmarked(text.GetString()!) : null;

    /// <summary>A text in JSON's quotes, or without any.</summary>
    private static string? PlainIn(ReadOnlySpan<byte> body)
    {
        body = body.Trim(" \r\n\t"u8);
        if (body.Length is 0 or > LongestPlain)
            return null;
        if (body[0] == '"')
            return ApiJson.Parse(body, BillitAnswers.Default.JsonElement) is { ValueKind: JsonValueKind.String } text ? Unmarked(text.GetString()!) : null;
        // Neither JSON nor a page.
        if (!char.IsAsciiLetter((char)body[0]) || body.IndexOfAny("<>{}"u8) >= 0)
            return null;
        try
        {
            return Strict.GetString(body) is var sentence && sentence.Contains(' ', StringComparison.Ordinal) ? sentence : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string? Unmarked(string said) => Markup.Replace(said, " ").Trim() is { Length: > 0 } plain ? plain : null;

    [GeneratedRegex("<[^<>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Markup { get; }
}

using System.Text;
using System.Text.Json;
using PennaPay.Billy.Core.Http.Answers;

namespace PennaPay.Billy.Core.Systems.Pennylane.Api.Wire;

/// <summary>Reads what Pennylane says when it refuses. Pure.</summary>
internal static class PennylaneRefusals
{
    private const int LongestPlain = 200;

    private static ReadOnlySpan<byte> TooManyRequests => "Rate limit exceeded"u8;

    /// <returns>Null when it is not Pennylane that speaks.</returns>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static ApiRefusal? Read(ReadOnlySpan<byte> body)
    {
        // The only one that is plain text.
        if (body.StartsWith(TooManyRequests))
            return new ApiRefusal(null, Encoding.UTF8.GetString(body[..Math.Min(body.Length, LongestPlain)]), [], false);

        var refusal = ApiJson.Parse(body, PennylaneAnswers.Default.RefusalAnswer);
        var (error, message) = (Text(refusal?.Error), Text(refusal?.Message));
        if ((message ?? error) is not { } said)
            return null;
        var details = refusal!.Details is { ValueKind: JsonValueKind.Object } members ? members : default(JsonElement?);
        var field = Text(refusal.Field) ?? Text(Member(details, "field"));
        return new ApiRefusal(
            // Where there is a message beside it, the error is a word for programs.
            Text(refusal.Code) ?? (message is null ? null : error),
            said,
            field is null ? [] : [new FieldMessage("", field, Text(Member(details, "issue")) ?? said)],
            false);
    }

    private static JsonElement? Member(JsonElement? element, string name) =>
        element is { } value && value.TryGetProperty(name, out var member) ? member : null;

    private static string? Text(JsonElement? said) => said is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } some ? some : null;
}

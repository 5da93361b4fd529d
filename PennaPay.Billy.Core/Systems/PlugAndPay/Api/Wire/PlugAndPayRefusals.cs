using System.Text.Json;
using System.Text.RegularExpressions;
using PennaPay.Billy.Core.Http.Answers;

namespace PennaPay.Billy.Core.Systems.PlugAndPay.Api.Wire;

/// <summary>Reads what Plug&amp;Pay says when it refuses. Pure.</summary>
internal static partial class PlugAndPayRefusals
{
    private const int MostMessages = 50;

    /// <returns>Null when it is not Plug&amp;Pay that speaks.</returns>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static ApiRefusal? Read(ReadOnlySpan<byte> body)
    {
        var refusal = ApiJson.Parse(body, PlugAndPayAnswers.Default.RefusalAnswer);
        if (refusal is null)
            return null;
        var error = Text(refusal.Error);
        return (Text(refusal.Message) ?? Text(refusal.ErrorDescription) ?? error) is { } said
            ? new ApiRefusal(error == said ? null : error, said, Fields(refusal.Errors), false)
            : null;
    }

    private static List<FieldMessage> Fields(JsonElement? errors)
    {
        List<FieldMessage> fields = [];
        if (errors is not { ValueKind: JsonValueKind.Object } members)
            return fields;
        foreach (var member in members.EnumerateObject())
        {
            IEnumerable<JsonElement> messages = member.Value.ValueKind == JsonValueKind.Array ? member.Value.EnumerateArray() : [member.Value];
            foreach (var message in messages)
            {
                if (fields.Count < MostMessages && Text(message) is { } text)
                    fields.Add(new FieldMessage("", Plain(member.Name), text));
            }
        }

        return fields;
    }

    private static string? Text(JsonElement? said) =>
        said is { ValueKind: JsonValueKind.String } text && Plain(text.GetString()!) is { Length: > 0 } some ? some : null;

    // What is shown is text, never markup.
    private static string Plain(string text) => Markup.Replace(text, "").Trim();

    [GeneratedRegex("<[^<>]{0,1000}>?")]
    private static partial Regex Markup { get; }
}

using System.Text.Json;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Http.Answers;

namespace PennaPay.Billy.Core.Systems.Billy.Api.Wire;

/// <summary>Reads Billy's error envelope. Pure.</summary>
internal static class BillyRefusals
{
    /// <returns>Null when it is not Billy's envelope.</returns>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static ApiRefusal? Read(ReadOnlySpan<byte> body)
    {
        var refusal = ApiJson.Parse(body, BillyAnswers.Default.Refusal);
        if (refusal is not ({ ErrorCode: not null } or { Meta.Success: false }))
            return null;
        var fields = FieldMessages(refusal.ValidationErrors);
        return new ApiRefusal(
            refusal.ErrorCode, refusal.ErrorMessage, fields, IsValidation(refusal.ErrorCode, fields.Count > 0));
    }

    /// <summary>Whether a locked organisation could be the true reason, for Billy does not say so.</summary>
    public static bool MayMeanLocked(ApiException exception) =>
        exception is { StatusCode: >= 400 and < 500 and not (401 or 404 or 408 or 429) }
        && !IsValidation(exception.ErrorCode, exception.FieldErrors.Count > 0);

    private static bool IsValidation(string? errorCode, bool hasFieldErrors) =>
        hasFieldErrors || errorCode is "INVALID_RECORD" or "INVALID_REQUEST_BODY";

    private static List<FieldMessage> FieldMessages(JsonElement? validationErrors)
    {
        List<FieldMessage> errors = [];
        if (validationErrors is not { ValueKind: JsonValueKind.Object } records)
            return errors;

        foreach (var record in records.EnumerateObject())
        {
            if (record.Value.ValueKind != JsonValueKind.Object)
            {
                Add(record.Name, null, record.Value);
                continue;
            }

            if (record.Value.TryGetProperty("message", out var message))
                Add(record.Name, null, message);
            if (record.Value.TryGetProperty("attributes", out var attributes)
                && attributes.ValueKind == JsonValueKind.Object)
            {
                foreach (var attribute in attributes.EnumerateObject())
                    Add(record.Name, attribute.Name, attribute.Value);
            }
        }

        return errors;

        void Add(string record, string? field, JsonElement said)
        {
            if (string.Join(' ', Texts(said)) is { Length: > 0 } message)
                errors.Add(new FieldMessage(record, field, message));
        }
    }

    // Decoded, not as it stands in the JSON: an escape could hide a token from being scrubbed.
    private static IEnumerable<string> Texts(JsonElement said) => said.ValueKind switch
    {
        JsonValueKind.String => [said.GetString()!],
        JsonValueKind.Array => said.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => said.EnumerateObject().SelectMany(property => Texts(property.Value)),
        _ => [],
    };
}

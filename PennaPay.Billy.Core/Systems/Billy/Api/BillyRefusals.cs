using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billy.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Billy.Api;

/// <summary>Turns an answer that is no success into the exception that says so. Pure.</summary>
internal static class BillyRefusals
{
    private const int MostFieldErrors = 50;
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);

    /// <param name="status">The HTTP status, not 2xx.</param>
    /// <param name="body">The body; empty when it could not be read.</param>
    /// <param name="retryAfter">See <see cref="RetryAfter"/>.</param>
    /// <param name="token">The token to scrub.</param>
    public static ApiException Of(HttpStatusCode status, ReadOnlySpan<byte> body, TimeSpan? retryAfter, AccessToken token)
    {
        var (refusal, fieldErrors) = Read(body, token);
        var errorCode = SpokenText.Clean(refusal?.ErrorCode, token, SpokenText.NameLength);
        var failure = FailureOf((int)status, refusal is not null, errorCode, fieldErrors.Count > 0);
        var said = SpokenText.Clean(refusal?.ErrorMessage, token);
        return new ApiException(failure, said ?? Silence())
        {
            Said = said,
            StatusCode = (int)status,
            ErrorCode = errorCode,
            FieldErrors = fieldErrors,
            RetryAfter = retryAfter,
            MayHaveBeenProcessed = MayHaveBeenProcessed((int)status, refusal is not null),
        };

        string Silence() => refusal is null
            ? $"The answer has status {(int)status} and is not one of Billy's."
            : $"Billy answered with status {(int)status}.";
    }

    /// <summary>Whether a locked organisation could be the true reason, for Billy does not say so (billy-api.md 1.7).</summary>
    public static bool MayMeanLocked(ApiException exception) =>
        exception is { StatusCode: >= 400 and < 500 and not (401 or 404 or 408 or 429) }
        && !IsValidation(exception.ErrorCode, exception.FieldErrors.Count > 0);

    /// <summary>The header in either of its forms, between nothing and an hour.</summary>
    public static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now)
    {
        var wait = headers.RetryAfter is { } header ? header.Delta ?? header.Date - now : null;
        return wait is { } value
            ? TimeSpan.FromTicks(Math.Clamp(value.Ticks, 0, LongestRetryAfter.Ticks))
            : null;
    }

    private static ApiFailure FailureOf(int status, bool readable, string? errorCode, bool hasFieldErrors) => status switch
    {
        401 => ApiFailure.Unauthorized,
        403 => ApiFailure.Forbidden,
        429 => ApiFailure.RateLimited,
        408 or >= 500 => ApiFailure.Unavailable,
        // Somebody else's page in Billy's place must not pass for "no such record".
        _ when !readable => ApiFailure.Unreadable,
        404 when !IsValidation(errorCode, hasFieldErrors) => ApiFailure.NotFound,
        >= 400 => ApiFailure.Invalid,
        _ => ApiFailure.Unreadable,
    };

    private static bool MayHaveBeenProcessed(int status, bool readable) => status switch
    {
        429 => false,
        408 => true,
        >= 400 and < 500 => !readable,
        _ => true,
    };

    private static bool IsValidation(string? errorCode, bool hasFieldErrors) =>
        hasFieldErrors || errorCode is "INVALID_RECORD" or "INVALID_REQUEST_BODY";

    /// <returns>No refusal when it is not Billy's envelope.</returns>
    private static (Refusal? Refusal, List<FieldMessage> FieldErrors) Read(ReadOnlySpan<byte> body, AccessToken token)
    {
        try
        {
            var refusal = BillyJson.Parse(body, BillyAnswers.Default.Refusal);
            return refusal is { ErrorCode: not null } or { Meta.Success: false }
                ? (refusal, FieldErrors(refusal.ValidationErrors, token))
                : (null, []);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second is a text that is no Unicode.
            return (null, []);
        }
    }

    private static List<FieldMessage> FieldErrors(JsonElement? validationErrors, AccessToken token)
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
            if (errors.Count < MostFieldErrors && SpokenText.Clean(string.Join(' ', Texts(said)), token) is { } message)
            {
                errors.Add(new FieldMessage(
                    SpokenText.Clean(record, token, SpokenText.NameLength) ?? "",
                    SpokenText.Clean(field, token, SpokenText.NameLength),
                    message));
            }
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

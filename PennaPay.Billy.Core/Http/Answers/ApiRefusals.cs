using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace PennaPay.Billy.Core.Http.Answers;

/// <summary>Turns an answer that is no success into the exception that says so. Pure.</summary>
internal static class ApiRefusals
{
    private const int MostFieldErrors = 50;

    /// <summary>The longest wait that a system may ask for.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);

    /// <param name="access">Whose answer it is, with the token to scrub.</param>
    /// <param name="status">The HTTP status, not 2xx.</param>
    /// <param name="body">The body; empty when it could not be read.</param>
    /// <param name="retryAfter">See <see cref="RetryAfter"/>.</param>
    public static ApiException Of(ApiAccess access, HttpStatusCode status, ReadOnlySpan<byte> body, TimeSpan? retryAfter)
    {
        var (name, token) = (access.Profile.Name, access.Token);
        var refusal = Read(access.Profile, body);
        var said = SpokenText.Clean(refusal?.Message, token);
        return new ApiException(FailureOf((int)status, refusal), said ?? Silence())
        {
            Said = said,
            StatusCode = (int)status,
            ErrorCode = SpokenText.Clean(refusal?.ErrorCode, token, SpokenText.NameLength),
            FieldErrors = refusal is null ? [] : Clean(refusal.Fields, token),
            RetryAfter = retryAfter,
            MayHaveBeenProcessed = MayHaveBeenProcessed((int)status, refusal is not null),
        };

        string Silence() => refusal is null
            ? $"The answer has status {(int)status} and is not one of {name}'s."
            : $"{name} answered with status {(int)status}.";
    }

    /// <summary>The header in either of its forms, between nothing and an hour.</summary>
    public static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now)
    {
        var wait = headers.RetryAfter is { } header ? header.Delta ?? header.Date - now : null;
        return wait is { } value
            ? TimeSpan.FromTicks(Math.Clamp(value.Ticks, 0, LongestRetryAfter.Ticks))
            : null;
    }

    private static ApiFailure FailureOf(int status, ApiRefusal? refusal) => status switch
    {
        401 => ApiFailure.Unauthorized,
        403 => ApiFailure.Forbidden,
        429 => ApiFailure.RateLimited,
        408 or >= 500 => ApiFailure.Unavailable,
        // Somebody else's page in the system's place must not pass for "no such record".
        _ when refusal is null => ApiFailure.Unreadable,
        404 when !refusal.IsValidation => ApiFailure.NotFound,
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

    private static ApiRefusal? Read(ApiProfile profile, ReadOnlySpan<byte> body)
    {
        try
        {
            return profile.ReadRefusal(body);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second is a text that is no Unicode.
            return null;
        }
    }

    private static List<FieldMessage> Clean(IReadOnlyList<FieldMessage> fields, AccessToken token)
    {
        List<FieldMessage> clean = [];
        foreach (var field in fields)
        {
            if (clean.Count < MostFieldErrors && SpokenText.Clean(field.Message, token) is { } message)
            {
                clean.Add(new FieldMessage(
                    SpokenText.Clean(field.Record, token, SpokenText.NameLength) ?? "",
                    SpokenText.Clean(field.Field, token, SpokenText.NameLength),
                    message));
            }
        }

        return clean;
    }
}

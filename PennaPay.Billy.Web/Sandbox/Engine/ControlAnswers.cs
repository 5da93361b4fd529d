using System.Text.Json;
using System.Text.Json.Serialization;

namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>How the control planes of sandboxes read and answer: JSON, 404 for what is not there, 409 for what cannot be done now, 400 for what nobody can read.</summary>
internal static class ControlAnswers
{
    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static IResult Do(Action act) => Answer(() =>
    {
        act();
        return null;
    });

    public static IResult Answer(Func<object?> act)
    {
        try
        {
            return act() is { } value ? Json(value) : Results.NoContent();
        }
        catch (KeyNotFoundException exception)
        {
            return Problem(StatusCodes.Status404NotFound, exception);
        }
        catch (InvalidOperationException exception)
        {
            return Problem(StatusCodes.Status409Conflict, exception);
        }
        catch (ArgumentException exception)
        {
            return Problem(StatusCodes.Status400BadRequest, exception);
        }
    }

    public static async Task<IResult> ReadAsync<T>(HttpRequest request, Func<T, object?> act)
    {
        try
        {
            var body = await JsonSerializer.DeserializeAsync<T>(request.Body, JsonOptions, request.HttpContext.RequestAborted);
            return body is null ? Problem(StatusCodes.Status400BadRequest, new JsonException("A JSON object is needed.")) : Answer(() => act(body));
        }
        catch (JsonException exception)
        {
            return Problem(StatusCodes.Status400BadRequest, exception);
        }
    }

    public static IResult Json(object value) => Results.Json(value, JsonOptions);

    private static IResult Problem(int status, Exception exception) =>
        Results.Json(new { Error = exception.Message }, JsonOptions, statusCode: status);
}

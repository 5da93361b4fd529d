using System.Net.Mime;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.PlugAndPay;

/// <summary>Plug&amp;Pay's errors: a message, and by field what is wrong with it.</summary>
internal static class PlugAndPayRefusals
{
    private const string Page = "page";
    private const string Field = "field:";

    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Where people sign in.</summary>
    public const string SignIn = "https://admin.plugandpay.example/login";

    public static Refusal Unauthenticated() => new(401, "", "Unauthenticated.");

    public static Refusal WrongUserAgent() => new(403, "", "This action is unauthorized.");

    public static Refusal NotFound() => new(404, "", "Not Found");

    public static Refusal NotAllowed(string method) => new(405, "", $"The {method} method is not supported for this route.");

    public static Refusal Redirect() => new(302, Page, SignIn);

    public static Refusal Invalid(string field, string message) => new(422, Field + field, message);

    public static Refusal TooMany() => new(429, "", "Too Many Attempts.");

    public static string? TypeOf(Refusal refusal) => refusal.Code == Page ? MediaTypeNames.Text.Html : null;

    public static byte[] Write(Refusal refusal) => refusal.Code switch
    {
        Page => Encoding.UTF8.GetBytes($"<!DOCTYPE html><html><head><title>Redirecting</title></head><body>Redirecting to <a href=\"{refusal.Message}\">{refusal.Message}</a>.</body></html>"),
        ['f', 'i', 'e', 'l', 'd', ':', .. var field] => Json(new
        {
            message = "The given data was invalid.",
            errors = new Dictionary<string, string[]> { [field] = [refusal.Message] },
        }),
        _ => Json(new { message = refusal.Message }),
    };

    private static byte[] Json(object body) => JsonSerializer.SerializeToUtf8Bytes(body, Options);
}

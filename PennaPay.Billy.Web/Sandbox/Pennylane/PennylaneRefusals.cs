using System.Globalization;
using System.Net.Mime;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>Pennylane's errors: a text and a status, for parameters a message and a code, plain text for too many requests, RFC 6749 for tokens.</summary>
internal static class PennylaneRefusals
{
    private const string Plain = "text";
    private const string OAuth = "oauth:";
    private const string Field = "field:";

    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Refusal InvalidToken() => new(401, "", "The access token is invalid");

    public static Refusal MissingScope(string scope) => new(403, "", $"Access to this resource requires scope \"{scope}\".");

    public static Refusal NotFound(string model, string id) => new(404, "", $"Couldn't find {model} with 'id'={id}");

    public static Refusal NoRoute() => new(404, "", "Not Found");

    public static Refusal Unprocessable(string message) => new(422, "", message);

    public static Refusal BadRequest(string message) => new(400, "", message);

    /// <summary>A parameter that the contract does not allow.</summary>
    public static Refusal BadParameter(string field, string code, string message) => new(400, $"{Field}{field}:{code}", message);

    public static Refusal TooMany(int seconds) =>
        new(429, Plain, string.Create(CultureInfo.InvariantCulture, $"Rate limit exceeded. Please retry in {seconds} seconds."));

    public static Refusal Token(int status, string error, string description) => new(status, OAuth + error, description);

    public static string? TypeOf(Refusal refusal) => refusal.Code == Plain ? MediaTypeNames.Text.Plain : null;

    public static byte[] Write(Refusal refusal) => refusal.Code switch
    {
        Plain => Encoding.UTF8.GetBytes(refusal.Message),
        // Where invalid_grant is a 401, its body was seen in this form.
        ['o', 'a', 'u', 't', 'h', ':', .. var error] when refusal.Status == 401 && error == "invalid_grant" => Json(new { error, status = 401 }),
        ['o', 'a', 'u', 't', 'h', ':', .. var error] => Json(new { error, error_description = refusal.Message }),
        ['f', 'i', 'e', 'l', 'd', ':', .. var rest] => Json(new { message = refusal.Message, field = rest.Split(':')[0], code = rest.Split(':')[1] }),
        _ => Json(new { error = refusal.Message, status = refusal.Status }),
    };

    private static byte[] Json(object body) => JsonSerializer.SerializeToUtf8Bytes(body, Options);
}

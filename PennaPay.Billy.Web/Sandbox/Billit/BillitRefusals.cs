using System.Net.Mime;
using System.Text;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>Billit's errors: English codes, and descriptions in the language of the user, here Dutch.</summary>
internal static class BillitRefusals
{
    public static Refusal Generic(string description) => new(400, "GenericError", description);

    public static Refusal Business(string code, string description) => new(400, code, description);

    public static Refusal InvalidToken() => new(401, "InvalidAccessToken", "Het toegangstoken is niet geldig.");

    public static Refusal ExpiredToken() => new(401, "AccessTokenExpired", "Het toegangstoken is vervallen.");

    public static Refusal RevokedToken() => new(401, "AccessTokenRevoked", "Het toegangstoken werd ingetrokken.");

    public static Refusal InvalidKey() => new(401, "ApiKeyNotValid", "De API-sleutel is niet geldig.");

    /// <summary>What belongs to somebody else is told as little apart from what is not there as a wrong key.</summary>
    public static Refusal NoAccess() => new(401, "GenericError", "U hebt geen toegang tot deze gegevens.");

    public static Refusal NoRoute() => new(404, "GenericError", "Niet gevonden.");

    public static Refusal TokenTaken() => new(409, "Idempotent token already exists", "");

    public static Refusal TooMany() => new(429, "GenericError", "Te veel aanvragen.");

    public static byte[] Write(Refusal refusal, ErrorShape shape) => shape switch
    {
        ErrorShape.Text => Encoding.UTF8.GetBytes(refusal.Message.Length > 0 ? refusal.Message : refusal.Code),
        ErrorShape.Message => BillitJson.Write(new { refusal.Message }),
        ErrorShape.One => BillitJson.Write(Error(refusal)),
        _ => BillitJson.Write(new { errors = new[] { Error(refusal) } }),
    };

    public static string? TypeOf(ErrorShape shape) => shape == ErrorShape.Text ? MediaTypeNames.Text.Plain : null;

    private static ErrorBody Error(Refusal refusal) => new(refusal.Code, refusal.Message.Length > 0 ? refusal.Message : null);

    private sealed record ErrorBody(string Code, string? Description);
}

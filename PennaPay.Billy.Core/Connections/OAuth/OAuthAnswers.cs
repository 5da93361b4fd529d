using System.Text.Json;
using System.Text.Json.Serialization;

namespace PennaPay.Billy.Core.Connections.OAuth;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(OAuthAnswer))]
[JsonSerializable(typeof(OAuthRefusal))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class OAuthAnswers : JsonSerializerContext;

/// <summary>What the token address answers (RFC 6749, 5.1). No record, for a record prints what it holds.</summary>
internal sealed class OAuthAnswer
{
    public string? AccessToken { get; init; }

    public string? TokenType { get; init; }

    /// <summary>Seconds.</summary>
    public double? ExpiresIn { get; init; }

    public string? RefreshToken { get; init; }

    /// <summary>Separated by spaces.</summary>
    public string? Scope { get; init; }
}

internal sealed class OAuthRefusal
{
    public JsonElement? Error { get; init; }
}

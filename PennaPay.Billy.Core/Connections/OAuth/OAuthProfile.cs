using System.Text.Json;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Http.Answers;

namespace PennaPay.Billy.Core.Connections.OAuth;

/// <summary>How an authorization server is spoken to: with the program's secret in each body.</summary>
internal sealed class OAuthProfile(OAuthRegistration registration) : ApiProfile
{
    public const string TokenUsed = "invalid_grant";

    // Only these get any further: whatever else the server says could repeat a code or a token.
    private static readonly string[] KnownErrors =
    [
        TokenUsed, "invalid_client", "invalid_request", "invalid_scope", "unauthorized_client", "unsupported_grant_type", "unsupported_token_type",
    ];

    public override string Name => registration.SystemName;

    public override string? SecretHeader => null;

    public override string UserAgent => "PennaPay.Billy";

    public override int LargestAnswer => 64 * 1024;

    public override double RequestsPerSecond => 0;

    public override int Burst => 1;

    public override ApiRefusal? ReadRefusal(ReadOnlySpan<byte> body) =>
        ApiJson.Parse(body, OAuthAnswers.Default.OAuthRefusal)?.Error is { ValueKind: JsonValueKind.String } error
            ? new ApiRefusal(KnownErrors.FirstOrDefault(error.ValueEquals), null, [], false)
            : registration.OwnWords?.ReadRefusal(body) is { } own ? new ApiRefusal(IsEnded(own.ErrorCode) ? TokenUsed : null, null, [], false)
            : null;

    private bool IsEnded(string? code) => registration.EndedCodes.Contains(code, StringComparer.OrdinalIgnoreCase);
}

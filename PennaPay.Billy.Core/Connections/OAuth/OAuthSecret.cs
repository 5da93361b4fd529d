using System.Text.Json;
using System.Text.Json.Serialization;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Core.Connections.OAuth;

/// <summary>
/// The tokens that a system gave when somebody signed in there, as they are encrypted: in place of the one token that is pasted elsewhere,
/// and told from that by the first character, which no token begins with.
/// </summary>
internal sealed class OAuthSecret(AccessToken token, AccessToken? refreshToken)
{
    public AccessToken Token { get; } = token;

    /// <summary>Used once: with its answer both are worth nothing. Null where the system gave none.</summary>
    public AccessToken? RefreshToken { get; } = refreshToken;

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(new Stored(Token.Reveal(), RefreshToken?.Reveal()), StoredJson.Default.Stored);

    /// <returns>Null where the secret is a token that was pasted.</returns>
    public static OAuthSecret? Read(ReadOnlySpan<byte> secret)
    {
        if (secret is not [(byte)'{', ..])
            return null;
        Stored? stored;
        try
        {
            stored = JsonSerializer.Deserialize(secret, StoredJson.Default.Stored);
        }
        catch (JsonException)
        {
            return null;
        }

        return AccessTokenRule.Any.Check(stored?.Token, out var token) is not null ? null
            : new(token!, AccessTokenRule.Any.Check(stored!.RefreshToken, out var refreshToken) is null ? refreshToken : null);
    }

    // No record, for a record prints what it holds.
    internal sealed class Stored(string token, string? refreshToken)
    {
        public string Token { get; } = token;

        public string? RefreshToken { get; } = refreshToken;
    }
}

[JsonSerializable(typeof(OAuthSecret.Stored))]
internal sealed partial class StoredJson : JsonSerializerContext;

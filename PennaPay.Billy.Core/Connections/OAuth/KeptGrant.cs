using System.Text.Json;
using System.Text.Json.Serialization;
using PennaPay.Billy.Core.Connections.Offers;

namespace PennaPay.Billy.Core.Connections.OAuth;

/// <summary>Tokens that open several accounts, and those accounts, as they are encrypted until one of them is chosen.</summary>
internal sealed class KeptGrant(OAuthGrant grant, IReadOnlyList<OfferedAccount> offers)
{
    public OAuthGrant Grant { get; } = grant;

    public IReadOnlyList<OfferedAccount> Offers { get; } = offers;

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(
        new Stored(new OAuthSecret(Grant.Token, Grant.RefreshToken).ToBytes(), Grant.ExpiresAt, Offers), KeptJson.Default.Stored);

    /// <returns>Null where it is something else.</returns>
    public static KeptGrant? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, KeptJson.Default.Stored) is { } stored && OAuthSecret.Read(stored.Pair) is { } pair
                ? new(new(pair.Token, pair.RefreshToken, stored.ExpiresAt, null), stored.Offers)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // No record, for a record prints what it holds.
    internal sealed class Stored(byte[] pair, DateTimeOffset? expiresAt, IReadOnlyList<OfferedAccount> offers)
    {
        public byte[] Pair { get; } = pair;

        public DateTimeOffset? ExpiresAt { get; } = expiresAt;

        public IReadOnlyList<OfferedAccount> Offers { get; } = offers;
    }
}

[JsonSerializable(typeof(KeptGrant.Stored))]
internal sealed partial class KeptJson : JsonSerializerContext;

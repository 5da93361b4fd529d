using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PennaPay.Billy.Core.Http;

/// <summary>
/// What a system knows a caller by, and all that is needed to act as it. It never shows itself; <see cref="Reveal"/> is
/// the only way to the value, and <see cref="AccessTokenRule.Check"/> the only way to a token.
/// </summary>
[JsonConverter(typeof(RefusingConverter))]
public sealed class AccessToken
{
    private readonly string value;

    internal AccessToken(string value) => this.value = value;

    /// <summary>The last four characters, which are safe to show.</summary>
    public string LastFour => value[^4..];

    /// <summary>Tells tokens apart without being one.</summary>
    internal string Fingerprint => field ??= Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(value)));

    /// <summary>The token itself. Only for the request's header and for encryption.</summary>
    public string Reveal() => value;

    /// <summary>The last four characters behind dots.</summary>
    public override string ToString() => "••••" + LastFour;

    private sealed class RefusingConverter : JsonConverter<AccessToken>
    {
        private const string Refusal = "An access token is never written to or read from JSON.";

        public override AccessToken Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            throw new NotSupportedException(Refusal);

        public override void Write(Utf8JsonWriter writer, AccessToken value, JsonSerializerOptions options) =>
            throw new NotSupportedException(Refusal);
    }
}

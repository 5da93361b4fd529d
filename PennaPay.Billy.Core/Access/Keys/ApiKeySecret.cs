using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace PennaPay.Billy.Core.Access.Keys;

/// <summary>
/// What a program sends: <c>ppb_</c>, 43 characters of base64url that are 32 random bytes, and 4 that follow from those, so that one
/// which was mistyped or cut off is told by itself. It never shows itself; <see cref="Reveal"/> is the only way to it.
/// </summary>
[JsonConverter(typeof(RefusingConverter))]
public sealed partial class ApiKeySecret
{
    /// <summary>How it begins, by which people and scanners know what it is.</summary>
    public const string Mark = "ppb_";

    /// <summary>How many characters of it are shown: the mark, and 48 of its 256 bits.</summary>
    public const int PrefixLength = 12;

    private const int CheckLength = 4;

    private readonly string value;

    private ApiKeySecret(string value) => this.value = value;

    /// <summary>Its first characters, which are safe to show.</summary>
    public string Prefix => value[..PrefixLength];

    /// <summary>SHA-256 of it. So much chance needs no salt, and no slow hash.</summary>
    internal byte[] Hash => SHA256.HashData(Encoding.ASCII.GetBytes(value));

    /// <summary>Makes a new one.</summary>
    public static ApiKeySecret Create()
    {
        var body = Mark + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return new(body + CheckOf(body));
    }

    /// <returns>What somebody sent; null where that cannot be a key.</returns>
    public static ApiKeySecret? Read(string? presented) =>
        presented is not null && Shape().IsMatch(presented) && presented.EndsWith(CheckOf(presented[..^CheckLength]), StringComparison.Ordinal)
            ? new(presented)
            : null;

    /// <summary>The key itself, to be shown once to whoever made it.</summary>
    public string Reveal() => value;

    /// <summary>The first characters, and dots.</summary>
    public override string ToString() => Prefix + "••••";

    private static string CheckOf(string body) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(body)))[..CheckLength];

    [GeneratedRegex(@"\Appb_[A-Za-z0-9_-]{47}\z")]
    private static partial Regex Shape();

    private sealed class RefusingConverter : JsonConverter<ApiKeySecret>
    {
        private const string Refusal = "A key is never written to or read from JSON.";

        public override ApiKeySecret Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => throw new NotSupportedException(Refusal);

        public override void Write(Utf8JsonWriter writer, ApiKeySecret value, JsonSerializerOptions options) => throw new NotSupportedException(Refusal);
    }
}

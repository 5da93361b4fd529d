using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PennaPay.Billy.Core.Connections.OAuth;

/// <summary>Proves that whoever exchanges a code is who asked for it (RFC 7636). It never shows itself; <see cref="Reveal"/> does.</summary>
public sealed class PkceVerifier
{
    private readonly string value;

    private PkceVerifier(string value) => this.value = value;

    /// <summary>What goes through the browser: the verifier's SHA-256.</summary>
    public string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(value)));

    /// <summary>A new one of 256 random bits.</summary>
    public static PkceVerifier Create() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    /// <summary>One that was kept.</summary>
    /// <exception cref="ArgumentException">It is not of 43 to 128 unreserved characters.</exception>
    public static PkceVerifier Of(string kept) =>
        kept is { Length: >= 43 and <= 128 } && kept.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_' or '~')
            ? new(kept)
            : throw new ArgumentException("This is no verifier.", nameof(kept));

    /// <summary>The verifier itself. Only for the request's body and for encryption.</summary>
    public string Reveal() => value;
}

using System.Security.Cryptography;
using System.Text;

namespace PennaPay.Billy.Core.Storage.Keys;

/// <summary>What the key ring is wrapped with, by AES-GCM: 32 random bytes that are kept anywhere but in the data folder.</summary>
public sealed class MasterKey
{
    private const int Length = 32;

    private readonly byte[] key;

    private MasterKey(byte[] key)
    {
        this.key = key;
        Id = Convert.ToHexStringLower(SHA256.HashData([.. "PennaPay.Billy.MasterKey"u8, .. key]))[..8];
    }

    /// <summary>Eight hexadecimal digits that tell one master key from another, and nothing of what it is.</summary>
    public string Id { get; }

    public static MasterKey Create() => new(RandomNumberGenerator.GetBytes(Length));

    /// <param name="text">The 32 bytes in base64, as <see cref="Encode"/> writes them; white space does not matter.</param>
    /// <returns>Null where it is anything else.</returns>
    public static MasterKey? TryParse(string? text)
    {
        try
        {
            return Convert.FromBase64String(text ?? "") is { Length: Length } key ? new(key) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The key itself, as it stands in its file.</summary>
    public string Encode() => Convert.ToBase64String(key);

    internal string Wrap(string secret) => SealedText.Seal(key, secret, Purpose);

    /// <returns>Null where it was wrapped by another key, or changed since.</returns>
    internal string? Unwrap(string wrapped) => SealedText.Open(key, wrapped, Purpose);

    // What says by which key it was wrapped is part of what is checked.
    private byte[] Purpose => Encoding.UTF8.GetBytes($"PennaPay.Billy key ring 1 {Id}");
}

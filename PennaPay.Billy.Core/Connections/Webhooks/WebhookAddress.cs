using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PennaPay.Billy.Core.Connections.Webhooks;

/// <summary>The addresses that systems call: a secret that nobody can guess, below this program's own address.</summary>
public static class WebhookAddress
{
    /// <summary>Where they are, below the program's own address.</summary>
    public const string Path = "/hooks/";

    private const int Bytes = 32;
    private const int Longest = 100;

    /// <summary>The secret part of a new one.</summary>
    internal static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    internal static Uri Of(Uri root, string secret) => new(root, Path + secret);

    /// <summary>What a secret part is known by.</summary>
    internal static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret.Length > Longest ? secret[..Longest] : secret)));

    /// <summary>The same of an address as a system tells it; null where it is none of ours.</summary>
    internal static string? HashIn(string? address) =>
        address?.LastIndexOf(Path, StringComparison.Ordinal) is >= 0 and var at && address[(at + Path.Length)..] is { Length: > 0 and <= Longest } secret ? HashOf(secret) : null;
}

using System.Security.Cryptography;

namespace PennaPay.Billy.Core.Access;

/// <summary>Random letters that a person reads somewhere and types somewhere else.</summary>
public static class PrintedCode
{
    // No letters and digits that look alike.
    public const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private const int Group = 4;

    /// <summary>As many letters, five bits each.</summary>
    public static string Create(int length) => RandomNumberGenerator.GetString(Letters, length);

    /// <summary>As it is shown: in groups of four.</summary>
    public static string Show(string letters) => string.Join('-', letters.Chunk(Group).Select(group => new string(group)));

    /// <summary>What somebody typed, without spaces and hyphens, in capitals.</summary>
    public static string Read(string? typed) => string.Concat((typed ?? "").Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant));
}

using System.Security.Cryptography;
using System.Text;

namespace PennaPay.Billy.Core.Systems.Billit.Api;

/// <summary>
/// What Billit knows a write by once it has succeeded, so that the same one is refused the next time. One of a failed write may be
/// used again.
/// </summary>
internal sealed record IdempotencyKey
{
    // Billit names the header differently on two of its pages, and its clients differ likewise.
    private const string OneName = "Idempotency-Key";
    private const string OtherName = "Idempotent-Key";

    private IdempotencyKey(string value) => Value = value;

    /// <summary>64 letters and digits.</summary>
    public string Value { get; }

    internal IReadOnlyList<(string Name, string Value)> Headers => [(OneName, Value), (OtherName, Value)];

    /// <summary>The key of what these parts name together, the same each time; whatever must be another write has another part.</summary>
    public static IdempotencyKey Of(params IReadOnlyList<string> parts)
    {
        ArgumentOutOfRangeException.ThrowIfZero(parts.Count);
        // With the lengths in front, so that ("a", "bc") and ("ab", "c") are two.
        var text = string.Concat(parts.Select(part => $"{part.Length}:{part}"));
        return new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }
}

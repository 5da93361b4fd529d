using System.Security.Cryptography;
using System.Text;

namespace PennaPay.Billy.Core.Sync.Planning;

/// <summary>Tells one plan from another: what somebody agreed to is what is carried out.</summary>
internal static class PlanHash
{
    /// <param name="lines">A line for each record, the same only for the same plan; in any order.</param>
    public static string Of(IEnumerable<string> lines)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in lines.Order(StringComparer.Ordinal))
            hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

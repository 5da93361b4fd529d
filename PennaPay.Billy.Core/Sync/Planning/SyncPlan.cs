using System.Security.Cryptography;
using System.Text;

namespace PennaPay.Billy.Core.Sync.Planning;

/// <summary>All that a run is going to do.</summary>
/// <param name="Records">In the order in which it is done; what is alike has none.</param>
/// <param name="Unchanged">How many linked records are alike.</param>
public sealed record SyncPlan(IReadOnlyList<PlannedRecord> Records, int Unchanged)
{
    /// <summary>The same for the same plan alone.</summary>
    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in Records.Select(record => record.Line()).Order(StringComparer.Ordinal))
            hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

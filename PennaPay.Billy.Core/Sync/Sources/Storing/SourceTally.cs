using System.Text.Json;

namespace PennaPay.Billy.Core.Sync.Sources.Storing;

/// <summary>What a step came to.</summary>
internal sealed class SourceTally(IReadOnlyDictionary<LeftOutReason, int> leftOut)
{
    private readonly Dictionary<LeftOutReason, int> leftOut = new(leftOut);

    /// <summary>How many records are new or otherwise than they were.</summary>
    public int Stored { get; private set; }

    public void Store(int count = 1) => Stored += count;

    public void LeaveOut(LeftOutReason reason, int count = 1) => leftOut[reason] = leftOut.GetValueOrDefault(reason) + count;

    /// <summary>What was left out before, as it is stored, with what was left out now.</summary>
    public string? AddedTo(string? stored)
    {
        var all = Read(stored);
        foreach (var (reason, count) in leftOut.Where(one => one.Value > 0))
            all[reason] = all.GetValueOrDefault(reason) + count;
        return all.Count == 0 ? null : JsonSerializer.Serialize(all);
    }

    public static Dictionary<LeftOutReason, int> Read(string? stored) =>
        stored is null ? [] : JsonSerializer.Deserialize<Dictionary<LeftOutReason, int>>(stored) ?? [];
}

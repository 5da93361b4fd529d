using System.Text.Json;

namespace PennaPay.Billy.Core.Sync.Merging;

/// <summary>What two linked records agreed on, as it is stored with their link: by row of the mapping, our value and theirs.</summary>
internal static class AgreedValues
{
    public static IReadOnlyDictionary<string, AgreedValue>? Read(string? stored)
    {
        if (stored is null || JsonSerializer.Deserialize<Dictionary<string, string?[]>>(stored) is not { } rows)
            return null;
        var values = new Dictionary<string, AgreedValue>(rows.Count);
        foreach (var (row, pair) in rows)
        {
            if (pair is [var here, var there])
                values[row] = new(here, there);
        }

        return values;
    }

    public static string Write(IReadOnlyDictionary<string, AgreedValue> values) =>
        JsonSerializer.Serialize(values.OrderBy(row => row.Key, StringComparer.Ordinal).ToDictionary(row => row.Key, row => new[] { row.Value.Here, row.Value.There }));
}

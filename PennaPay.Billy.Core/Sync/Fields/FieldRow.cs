namespace PennaPay.Billy.Core.Sync.Fields;

/// <summary>Which field here is which one there.</summary>
/// <param name="Here">The <see cref="SyncField.Name"/> of ours.</param>
/// <param name="There">The <see cref="SyncField.Name"/> of theirs.</param>
/// <param name="Direction">Which way its values go; the module's direction narrows it.</param>
public sealed record FieldRow(string Here, string There, SyncDirection Direction = SyncDirection.Both)
{
    public FieldRule Rule { get; init; }

    /// <summary>What a row of <see cref="FieldRule.Constant"/> carries over.</summary>
    public string? Constant { get; init; }

    /// <summary>Whether it is used; a row that somebody adds is not until it was looked at.</summary>
    public bool IsOn { get; init; } = true;

    /// <summary>What the values that both sides agreed on are stored under.</summary>
    public string Key => $"{Here}={There}";

    /// <summary>The two fields of a <see cref="Key"/>.</summary>
    public static (string Here, string There) NamesIn(string key) => key.Split('=', 2) is [var here, var there] ? (here, there) : (key, "");

    /// <summary>Whether the way back would lose something, so that values may go one way only.</summary>
    public static bool IsOneWay(FieldRule rule) => rule != FieldRule.AsIs;

    /// <summary>Which way values go in a module of this direction; null where none does.</summary>
    public SyncDirection? Within(SyncDirection module) =>
        Direction == module || module == SyncDirection.Both ? Direction
        : Direction == SyncDirection.Both ? module
        : null;

    /// <summary>What the value is once it has gone the way.</summary>
    public string? Carry(string? value) => Rule switch
    {
        FieldRule.Constant => Constant,
        FieldRule.Uppercase => value?.ToUpperInvariant(),
        FieldRule.Lowercase => value?.ToLowerInvariant(),
        FieldRule.FirstLine => value?.ReplaceLineEndings("\n").Split('\n')[0],
        FieldRule.Digits => value is null ? null : string.Concat(value.Where(char.IsAsciiDigit)),
        _ => value,
    };
}

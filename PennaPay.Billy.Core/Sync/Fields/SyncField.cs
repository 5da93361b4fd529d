namespace PennaPay.Billy.Core.Sync.Fields;

/// <summary>A field that records of one side have.</summary>
/// <param name="Name">What mappings and stored values call it; it never changes.</param>
/// <param name="Type">What it holds.</param>
public sealed record SyncField(string Name, FieldType Type)
{
    /// <summary>Whether no record is without it: it is never emptied.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether it can only be read.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>
    /// Whether a record has any number of it. Each is then a value of its own under the name that <see cref="EntryOf"/> makes, and is
    /// compared, asked about and taken back on its own; the field's own name holds none.
    /// </summary>
    public bool IsMany { get; init; }

    /// <summary>What one of several values of a field is kept under.</summary>
    /// <param name="field">The name of the field.</param>
    /// <param name="key">What tells the value from the others, the same on both sides.</param>
    public static string EntryOf(string field, string key) => $"{field}:{key}";

    /// <summary>The name of the field that a value belongs to: its own name where it has one value.</summary>
    public static string NameIn(string entry) => entry.IndexOf(':') is var end and >= 0 ? entry[..end] : entry;
}

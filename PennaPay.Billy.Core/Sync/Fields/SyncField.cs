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
}

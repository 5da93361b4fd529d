namespace PennaPay.Billy.Core.Sync.Merging;

/// <summary>What a person said of a field that two records differ in. Stored as a number.</summary>
public enum FieldAnswer
{
    /// <summary>Ours holds on both sides.</summary>
    UseHere,

    /// <summary>Theirs holds on both sides.</summary>
    UseThere,

    /// <summary>Each side keeps its own.</summary>
    KeepApart,
}

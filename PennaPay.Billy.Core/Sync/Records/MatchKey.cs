using PennaPay.Billy.Core.Sync.Fields;

namespace PennaPay.Billy.Core.Sync.Records;

/// <summary>Two fields that show, where they are the same, that two records are the same.</summary>
/// <param name="Reason">What it is called.</param>
/// <param name="Here">The field of ours.</param>
/// <param name="There">The field of theirs.</param>
/// <param name="Type">How the two are compared.</param>
public sealed record MatchKey(MatchReason Reason, string Here, string There, FieldType Type)
{
    /// <summary>Whether two that both have it, and not the same, are certainly two.</summary>
    public bool TellsApart { get; init; }
}

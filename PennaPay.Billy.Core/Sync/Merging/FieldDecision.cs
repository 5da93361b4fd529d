namespace PennaPay.Billy.Core.Sync.Merging;

/// <summary>What is to be done with one field of two linked records.</summary>
public abstract record FieldDecision
{
    private FieldDecision()
    {
    }

    /// <summary>Both say the same; that is what they agree on from now on.</summary>
    public sealed record Agreed : FieldDecision;

    /// <summary>They differ as they did when a person, or the first match, let them.</summary>
    public sealed record Kept : FieldDecision;

    /// <param name="Side">Which side is written.</param>
    /// <param name="Value">What it becomes; null empties it.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Write(SyncSide Side, string? Value, ChangeReason Reason) : FieldDecision;

    /// <summary>Both changed and nobody said who has priority.</summary>
    public sealed record Conflict : FieldDecision;

    /// <summary>It was emptied on one side, and the other still has a value.</summary>
    public sealed record Emptied(SyncSide Side) : FieldDecision;
}

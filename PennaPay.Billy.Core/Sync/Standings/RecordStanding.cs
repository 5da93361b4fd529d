namespace PennaPay.Billy.Core.Sync.Standings;

/// <summary>How one of our records stands with the one that it is linked with.</summary>
/// <param name="State">What holds.</param>
/// <param name="At">Since when they are alike, or when they last were, or when the last try failed.</param>
/// <param name="Failure">Why the last try failed.</param>
/// <param name="RemoteId">The linked record; null while there is none.</param>
public sealed record RecordStanding(RecordState State, DateTimeOffset? At = null, Failure? Failure = null, string? RemoteId = null)
{
    public static RecordStanding NotLinked { get; } = new(RecordState.NotLinked);
}

/// <summary>What a record's light shows.</summary>
public enum RecordState
{
    NotLinked,

    /// <summary>Somebody wants it left alone.</summary>
    Ignored,

    /// <summary>It is linked, and no run has compared the two.</summary>
    Linked,

    /// <summary>Both were the same, and ours has not changed since.</summary>
    Alike,

    /// <summary>Ours has changed since both were the same.</summary>
    Changed,

    /// <summary>A question about it waits for an answer.</summary>
    Asked,

    /// <summary>The last run could not do what it wanted with it.</summary>
    Failed,
}

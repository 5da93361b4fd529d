namespace PennaPay.Billy.Core.Sync.Standings;

/// <summary>One of our records as the listed account knows it.</summary>
/// <param name="Connection">The account.</param>
/// <param name="Module">What it is kept alike with.</param>
/// <param name="Standing">How it stands.</param>
public sealed record RecordThere(Guid Connection, SyncModule Module, RecordStanding Standing)
{
    /// <summary>Whether the system's records of this kind can be kept alike at all.</summary>
    public bool IsOffered { get; init; }

    /// <summary>Whether the module is on, and somebody has agreed to its first run.</summary>
    public bool CanSynchronize { get; init; }

    /// <summary>The linked record's page in the system's own application; null where it has none.</summary>
    public string? Page { get; init; }
}

namespace PennaPay.Billy.Core.Sync.Runs.Lists;

/// <summary>All that is known of a run but its records.</summary>
/// <param name="Run">The run.</param>
/// <param name="System">The system that it was with.</param>
/// <param name="AccountName">The account that it was with.</param>
/// <param name="UsesSandbox">Whether that is an account of the system's sandbox.</param>
/// <param name="Counts">What became of its records.</param>
/// <param name="Failures">What stopped or failed records, the most frequent first.</param>
/// <param name="Sections">How many records there are of each kind that a plan is shown in; what is missing has none.</param>
/// <param name="UndoneBy">The last run that took something of it back.</param>
/// <param name="FollowedBy">The run that carried it out.</param>
public sealed record SyncRunView(
    SyncRun Run,
    string System,
    string? AccountName,
    bool UsesSandbox,
    IReadOnlyList<SyncCount> Counts,
    IReadOnlyList<SyncFailureGroup> Failures,
    IReadOnlyDictionary<SyncSection, int> Sections,
    Guid? UndoneBy,
    Guid? FollowedBy)
{
    /// <summary>Whether it wrote something that can be taken back.</summary>
    public bool CanBeUndone =>
        Run is { IsDry: false, IsOver: true, Cause: not SyncCause.Undo }
        && Counts.Any(count => count.Outcome is SyncOutcome.Created or SyncOutcome.Updated or SyncOutcome.Linked);
}

/// <summary>Records that were left or failed for the same reason.</summary>
/// <param name="Code">The reason, one of <see cref="FailureCodes"/>.</param>
/// <param name="Outcome">Whether they were left, or failed.</param>
/// <param name="Count">How many.</param>
public sealed record SyncFailureGroup(string Code, SyncOutcome Outcome, int Count)
{
    /// <summary>How many of them are invoices or credit notes.</summary>
    public int Invoices { get; init; }

    /// <summary>The first records that have to be completed, where that is the reason.</summary>
    public IReadOnlyList<MendingPlace> First { get; init; } = [];

    /// <summary>How many have to be completed.</summary>
    public int ToComplete { get; init; }
}

/// <summary>A record that has to be completed.</summary>
/// <param name="Module">What it is.</param>
/// <param name="Title">What it is called.</param>
/// <param name="LocalId">Ours; null where it is only there.</param>
/// <param name="Page">The page of theirs, where it is only there and has one.</param>
public sealed record MendingPlace(SyncModule Module, string Title, Guid? LocalId, string? Page);

/// <summary>The kinds that the records of a plan are shown in.</summary>
public enum SyncSection
{
    /// <summary>They were found on both sides and are linked.</summary>
    Matched,

    CreatedThere,

    CreatedHere,

    /// <summary>They go there through the queue.</summary>
    Queued,

    /// <summary>They were linked already, and fields of them change.</summary>
    Changed,

    /// <summary>They wait for an answer.</summary>
    Asked,

    /// <summary>They are no longer linked, or are taken away.</summary>
    Gone,

    /// <summary>They are left as they are, or failed.</summary>
    Left,
}

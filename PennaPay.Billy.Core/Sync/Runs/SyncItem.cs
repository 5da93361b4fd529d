using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Sync.Records;

namespace PennaPay.Billy.Core.Sync.Runs;

/// <summary>What a run did, or in a dry run would do, with one record on one side. Records that were alike have none.</summary>
public sealed class SyncItem : IWorkspaceOwned
{
    /// <summary>The key; made by <see cref="Guid.CreateVersion7()"/>, so it sorts by creation.</summary>
    public Guid Id { get; set; }

    public WorkspaceId WorkspaceId { get; set; }

    public Guid RunId { get; set; }

    public Guid ConnectionId { get; set; }

    public SyncModule Module { get; set; }

    /// <summary>The side that was written, or would have been.</summary>
    public SyncSide Side { get; set; }

    /// <summary>Our record; null while there is none.</summary>
    public Guid? LocalId { get; set; }

    /// <summary>Theirs; null while there is none.</summary>
    public string? RemoteId { get; set; }

    /// <summary>What the record was called.</summary>
    public required string Title { get; set; }

    public SyncOutcome Outcome { get; set; }

    /// <summary>
    /// False from before the write until its outcome is stored: after a crash nobody knows, and the next look at the record
    /// tells.
    /// </summary>
    public bool IsSettled { get; set; }

    /// <summary>Why the two records are taken for the same, where that is new.</summary>
    public MatchReason? MatchedBy { get; set; }

    /// <summary>Why it was left, or failed.</summary>
    public string? FailureCode { get; set; }

    public string? FailureDetail { get; set; }

    public DateTimeOffset At { get; set; }

    public Failure? Failure => FailureCode is null ? null : new(FailureCode, FailureDetail);
}

/// <summary>What became of a record. Stored as a number: add at the end.</summary>
public enum SyncOutcome
{
    Created,

    Updated,

    /// <summary>Two records were found to be the same, and nothing else was to be done.</summary>
    Linked,

    /// <summary>It was left as it is; the reason stands beside it.</summary>
    Skipped,

    Failed,

    /// <summary>It waits for an answer.</summary>
    Asked,

    /// <summary>The record is gone on the other side: the two are no longer linked.</summary>
    Unlinked,

    /// <summary>Taken back: deleted again.</summary>
    Deleted,

    /// <summary>Taken back: put aside, since the other side keeps what is in use.</summary>
    Archived,

    /// <summary>An invoice of ours was put into the queue; what becomes of it there is the ledger's to tell.</summary>
    Queued,
}

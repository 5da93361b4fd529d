using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Sync.Runs;

/// <summary>
/// One comparison of both sides and what was written because of it. A dry one writes nothing: its items are what a run would
/// do. At most one run of a connection is open.
/// </summary>
public sealed class SyncRun : IWorkspaceOwned
{
    public Guid Id { get; set; }

    public WorkspaceId WorkspaceId { get; set; }

    public Guid ConnectionId { get; set; }

    public SyncCause Cause { get; set; }

    /// <summary>Whether nothing is written.</summary>
    public bool IsDry { get; set; }

    /// <summary>The dry run that somebody looked at and agreed to: exactly that is done, or nothing.</summary>
    public Guid? Agreed { get; set; }

    /// <summary>The run that is taken back; null where none is.</summary>
    public Guid? Undoes { get; set; }

    /// <summary>The only change of it that is taken back; null where all of them are.</summary>
    public Guid? UndoesChange { get; set; }

    /// <summary>The modules that are kept alike from this run on, a bit each.</summary>
    public int Begins { get; set; }

    /// <summary>The only one of our records that it is about; null where it is about all.</summary>
    public Guid? LocalId { get; set; }

    /// <summary>The modules that it is about, a bit each.</summary>
    public int Modules { get; set; }

    public SyncRunState State { get; set; }

    /// <summary>What history shows of who started it: <see cref="Actor.Name"/>.</summary>
    public required string StartedBy { get; set; }

    public DateTimeOffset QueuedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Why it stopped before its end.</summary>
    public string? FailureCode { get; set; }

    public string? FailureDetail { get; set; }

    /// <summary>How many records of both sides were read.</summary>
    public int Read { get; set; }

    /// <summary>How many records something is to be done with.</summary>
    public int ToDo { get; set; }

    /// <summary>With how many of those it has been done.</summary>
    public int Done { get; set; }

    /// <summary>How many linked records were alike already.</summary>
    public int Unchanged { get; set; }

    /// <summary>How many requests writing takes, as far as is known beforehand.</summary>
    public int Requests { get; set; }

    /// <summary>Tells one plan from another; of a dry run, and of a run that follows one.</summary>
    public string? PlanHash { get; set; }

    /// <summary>Whether it is over.</summary>
    public bool IsOver => State is SyncRunState.Done or SyncRunState.Stopped;

    public Failure? Failure => FailureCode is null ? null : new(FailureCode, FailureDetail);

    public bool IsAbout(SyncModule module) => (Modules & MaskOf(module)) != 0;

    public static int MaskOf(SyncModule module) => 1 << (int)module;

    public static int MaskOf(IEnumerable<SyncModule> modules) => modules.Aggregate(0, (mask, module) => mask | MaskOf(module));
}

/// <summary>Why a run was started. Stored as a number: add at the end.</summary>
public enum SyncCause
{
    /// <summary>A person's button.</summary>
    Manual,

    /// <summary>The clock.</summary>
    Automatic,

    /// <summary>A person's button at one record.</summary>
    Record,

    /// <summary>A person took back what a run did.</summary>
    Undo,
}

/// <summary>How far a run is. Stored as a number: add at the end.</summary>
public enum SyncRunState
{
    Waiting,

    /// <summary>Reading and comparing both sides.</summary>
    Reading,

    Writing,

    Done,

    /// <summary>It ended before its end; what it had done stays.</summary>
    Stopped,
}

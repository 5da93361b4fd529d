using PennaPay.Billy.Core.Sync.Planning;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Sync.Runs;

namespace PennaPay.Billy.Core.Sync.Running;

/// <summary>One record while a run sees to it.</summary>
internal sealed class RunWork(PlannedRecord plan)
{
    /// <summary>What is done with it; another once the record was read again and had changed.</summary>
    public PlannedRecord Plan { get; set; } = plan;

    /// <summary>What is written over there, stored before it is.</summary>
    public SyncItem? Written { get; set; }

    public IReadOnlyList<SyncChange> Changes { get; set; } = [];

    /// <summary>The number that a new record is found again by.</summary>
    public string? Number { get; set; }

    /// <summary>The record as the account has it after the write.</summary>
    public TheirRecord? Answered { get; set; }

    /// <summary>What became of a record that was to be deleted over there.</summary>
    public WithdrawOutcome? Withdrawn { get; set; }

    /// <summary>Why the write over there came to nothing.</summary>
    public Failure? Failed { get; set; }

    /// <summary>Whether the write was begun.</summary>
    public bool IsSent { get; set; }

    /// <summary>Whether it may have been written all the same.</summary>
    public bool IsUnclear { get; set; }

    /// <summary>Whether there is nothing to do with it after all.</summary>
    public bool IsDropped { get; set; }
}

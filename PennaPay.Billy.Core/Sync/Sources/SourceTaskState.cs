using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Sync.Sources.Storing;

namespace PennaPay.Billy.Core.Sync.Sources;

/// <summary>How far one task of one account is. An account whose tasks are not stored is not taken in.</summary>
public sealed class SourceTaskState : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; set; }

    public Guid ConnectionId { get; set; }

    /// <summary>The <see cref="SourceTask.Name"/>.</summary>
    public required string Name { get; set; }

    /// <summary>Its place among the tasks of its source.</summary>
    public int Position { get; set; }

    /// <summary>When it is next begun, or gone on with; null for one that is done once and for all.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>What the next step goes on from; null between two rounds.</summary>
    public string? Checkpoint { get; set; }

    /// <summary>What the last round that was done to its end said.</summary>
    public string? Watermark { get; set; }

    /// <summary>When the round that is under way, or the last one, was begun.</summary>
    public DateTimeOffset? BegunAt { get; set; }

    /// <summary>When a round was last done to its end.</summary>
    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>How many steps were ever stored: one that was read before another was stored is not.</summary>
    public long Steps { get; set; }

    /// <summary>How many records the round has seen to.</summary>
    public int Done { get; set; }

    /// <summary>How many there are; null while nobody knows.</summary>
    public int? Total { get; set; }

    /// <summary>What did not come here in this round, as JSON by <see cref="LeftOutReason"/>.</summary>
    public string? LeftOut { get; set; }

    /// <summary>Why the last step came to nothing; null once one has succeeded.</summary>
    public string? FailureCode { get; set; }

    public string? FailureDetail { get; set; }

    /// <summary>How many steps in a row came to nothing.</summary>
    public int Failures { get; set; }

    /// <summary>What did not come here in this round, by reason.</summary>
    public IReadOnlyDictionary<LeftOutReason, int> LeftOutByReason => SourceTally.Read(LeftOut);

    /// <summary>The last step's failure, or null.</summary>
    public Failure? Failure => FailureCode is null ? null : new(FailureCode, FailureDetail);
}

using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Sync.Merging;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Records;

namespace PennaPay.Billy.Core.Sync.Planning;

/// <summary>Both sides of one kind of record as they were read, and what is known of them.</summary>
public sealed record PlanInput
{
    public required RecordKind Kind { get; init; }

    /// <summary>The modules that take part.</summary>
    public required IReadOnlyDictionary<SyncModule, ModulePlan> Modules { get; init; }

    public required IReadOnlyList<MatchKey> Keys { get; init; }

    public required IReadOnlyList<OurRecord> Ours { get; init; }

    public required IReadOnlyList<TheirRecord> Theirs { get; init; }

    public required IReadOnlyList<PlanLink> Links { get; init; }

    /// <summary>The questions that are not closed, answered or not, by their subject.</summary>
    public IReadOnlyDictionary<string, SyncQuestion> Questions { get; init; } = new Dictionary<string, SyncQuestion>();

    /// <summary>Ours whose creation over there nobody knows the outcome of, and that may still turn up.</summary>
    public IReadOnlySet<Guid> Unsettled { get; init; } = new HashSet<Guid>();

    /// <summary>Ours whose creation over there was begun and that are not linked since, however long ago.</summary>
    public IReadOnlySet<Guid> Begun { get; init; } = new HashSet<Guid>();

    /// <summary>The field of ours that a record's own number stands in, and the one of theirs.</summary>
    public string NumberHere { get; init; } = "";

    /// <inheritdoc cref="NumberHere"/>
    public string NumberThere { get; init; } = "";

    /// <summary>The only one of ours that is planned for; null for all.</summary>
    public Guid? Only { get; init; }
}

/// <summary>A link as a plan needs it.</summary>
/// <param name="LocalId">Ours.</param>
/// <param name="RemoteId">Theirs.</param>
/// <param name="Agreed">What both last agreed on; null where they never did.</param>
/// <param name="IsShared">Whether another of ours has the same record there.</param>
public sealed record PlanLink(Guid LocalId, string RemoteId, IReadOnlyDictionary<string, AgreedValue>? Agreed, bool IsShared = false);

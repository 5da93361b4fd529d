using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Sync.Merging;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Records;

namespace PennaPay.Billy.Core.Sync.Planning;

/// <summary>What is to be done with one record, or with two that are the same.</summary>
public sealed record PlannedRecord
{
    public required RecordKind Kind { get; init; }

    public required ModulePlan Module { get; init; }

    public required PlanStep Step { get; init; }

    public OurRecord? Ours { get; init; }

    public TheirRecord? Theirs { get; init; }

    /// <summary>The ids of a link whose record is gone.</summary>
    public Guid? LocalId { get => field ?? Ours?.Id; init; }

    /// <inheritdoc cref="LocalId"/>
    public string? RemoteId { get => field ?? Theirs?.Id; init; }

    /// <summary>Why the two are the same, where that is new.</summary>
    public MatchReason? MatchedBy { get; init; }

    public IReadOnlyList<PlannedChange> Changes { get; init; } = [];

    public IReadOnlyList<PlannedQuestion> Questions { get; init; } = [];

    /// <summary>What both sides agree on once that is done, except for what is written and what is asked.</summary>
    public IReadOnlyDictionary<string, AgreedValue> Agreed { get; init; } = new Dictionary<string, AgreedValue>();

    /// <summary>Why it is left as it is.</summary>
    public Failure? Left { get; init; }

    public string Title => Ours?.Title ?? Theirs?.Title ?? RemoteId ?? "";

    public bool Writes(SyncSide side) =>
        Step == (side == SyncSide.There ? PlanStep.CreateThere : PlanStep.CreateHere) || Changes.Any(change => change.Side == side);

    /// <summary>One line that is the same only for the same plan.</summary>
    internal string Line() => string.Join(
        '\u001f',
        [
            $"{Module.Module}", $"{Step}", $"{LocalId}", RemoteId ?? "", $"{MatchedBy}", Left?.Code ?? "",
            .. Changes.Select(change => $"{change.Side}\u001e{change.Field}\u001e{change.Old}\u001e{change.New}"),
            .. Questions.Select(question => $"{question.Kind}\u001e{question.Subject}\u001e{question.Here}\u001e{question.There}"),
        ]);
}

/// <summary>What is done with a record as a whole.</summary>
public enum PlanStep
{
    /// <summary>The two are linked; their fields are seen to.</summary>
    Update,

    /// <summary>They are linked, and then as above.</summary>
    Link,

    CreateThere,

    CreateHere,

    /// <summary>One of the two is gone.</summary>
    Unlink,

    /// <summary>Nothing until a person has answered.</summary>
    Ask,

    /// <summary>Nothing, for a reason.</summary>
    Leave,

    /// <summary>A person wants it deleted over there, as it is here.</summary>
    DeleteThere,

    /// <summary>A person wants it deleted here, as it is over there.</summary>
    DeleteHere,
}

/// <summary>A value that is to be written.</summary>
/// <param name="Side">Where.</param>
/// <param name="Row">Which row of the mapping it follows.</param>
/// <param name="Old">What it overwrites.</param>
/// <param name="New">The value; null empties the field.</param>
/// <param name="Reason">Why.</param>
public sealed record PlannedChange(SyncSide Side, RowPlan Row, string? Old, string? New, ChangeReason Reason)
{
    public string Field => Side == SyncSide.Here ? Row.Here.Name : Row.There.Name;
}

/// <summary>A question that a run asks.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Subject">What it is about.</param>
public sealed record PlannedQuestion(SyncQuestionKind Kind, string Subject)
{
    public RowPlan? Row { get; init; }

    public AgreedValue? Agreed { get; init; }

    public string? Here { get; init; }

    public string? There { get; init; }

    public IReadOnlyList<MatchCandidate> Candidates { get; init; } = [];
}

using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Sync.Records;

namespace PennaPay.Billy.Core.Sync.Questions;

/// <summary>Something that only a person can decide. A run asks it, and the next one acts on the answer.</summary>
public sealed class SyncQuestion : IWorkspaceOwned
{
    public Guid Id { get; set; }

    public WorkspaceId WorkspaceId { get; set; }

    public Guid ConnectionId { get; set; }

    public SyncQuestionKind Kind { get; set; }

    public SyncModule Module { get; set; }

    public RecordKind RecordKind { get; set; }

    /// <summary>What it is about; at most one question of a connection that is not closed has it.</summary>
    public required string Subject { get; set; }

    public Guid? LocalId { get; set; }

    public string? RemoteId { get; set; }

    /// <summary>What the record is called.</summary>
    public required string Title { get; set; }

    /// <summary>The <see cref="Fields.FieldRow.Key"/> of the field; null where it is about the whole record.</summary>
    public string? Field { get; set; }

    /// <summary>What the field was when both sides last agreed.</summary>
    public string? AgreedHere { get; set; }

    public string? AgreedThere { get; set; }

    /// <summary>What it is now. An answer holds for just these values.</summary>
    public string? Here { get; set; }

    public string? There { get; set; }

    /// <summary>The records that ours may be the same as, as JSON of <see cref="MatchCandidate"/>.</summary>
    public string? Candidates { get; set; }

    public DateTimeOffset AskedAt { get; set; }

    public SyncAnswer? Answer { get; set; }

    /// <summary>Which of the candidates it is.</summary>
    public string? ChosenId { get; set; }

    /// <summary>Who answered: <see cref="Actor.Name"/>.</summary>
    public string? AnsweredBy { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>When there was nothing to decide any more.</summary>
    public DateTimeOffset? ClosedAt { get; set; }
}

/// <summary>A record there that may be the same as one of ours.</summary>
/// <param name="Id">Theirs.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Detail">Its numbers and place, to tell it from others.</param>
/// <param name="Reason">Why it may be the same.</param>
public sealed record MatchCandidate(string Id, string Title, string? Detail, MatchReason Reason);

/// <summary>What is asked. Stored as a number: add at the end.</summary>
public enum SyncQuestionKind
{
    /// <summary>Which of several records, or whether one of a like name, is the same as ours.</summary>
    Match,

    /// <summary>Both sides changed a field.</summary>
    Conflict,

    /// <summary>A field was emptied on one side.</summary>
    Emptied,

    /// <summary>Our record was deleted; theirs is still there.</summary>
    DeletedHere,

    /// <summary>Their record was deleted; ours is still there.</summary>
    DeletedThere,
}

/// <summary>What a person said. Stored as a number: add at the end.</summary>
public enum SyncAnswer
{
    /// <summary>Of a field: ours holds.</summary>
    UseHere,

    /// <summary>Of a field: theirs holds.</summary>
    UseThere,

    /// <summary>Of a field: each side keeps its own.</summary>
    KeepApart,

    /// <summary>Of a match: it is this one.</summary>
    Link,

    /// <summary>Of a match or a deletion: create it where it is missing.</summary>
    Create,

    /// <summary>It is left alone: neither linked nor created, until somebody says otherwise.</summary>
    Leave,

    /// <summary>Of a deletion: delete it on the other side as well.</summary>
    Delete,
}

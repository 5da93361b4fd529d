namespace PennaPay.Billy.Core.Access;

/// <summary>
/// That somebody changed something, written in the transaction that changed it. Rows are only ever added. They hold ids
/// and counts, never what was in the record.
/// </summary>
internal sealed class AuditEntry : IWorkspaceOwned
{
    /// <summary>Ascending in the order of writing; never used twice.</summary>
    public long Id { get; init; }

    public WorkspaceId WorkspaceId { get; set; }

    public required DateTimeOffset At { get; init; }

    public required ActorKind ActorKind { get; init; }

    /// <summary><see cref="Actor.Id"/>.</summary>
    public required string ActorId { get; init; }

    /// <summary><see cref="Actor.Name"/> at that time.</summary>
    public required string ActorName { get; init; }

    /// <summary>What happened, for programs: a subject and a verb, such as <c>invoice.saved</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The type of what it happened to, such as <c>Invoice</c>.</summary>
    public required string SubjectKind { get; init; }

    /// <summary>Which one; null when it happened to many, or to something of which there is one.</summary>
    public string? SubjectId { get; init; }

    /// <summary>How many, of what happened to many.</summary>
    public int? Count { get; init; }
}

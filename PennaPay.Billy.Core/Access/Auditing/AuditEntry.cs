namespace PennaPay.Billy.Core.Access.Auditing;

/// <summary>
/// That somebody changed something, or tried to, written in the transaction that did it. Entries are only ever added, and each
/// holds a hash over itself and the one before, through all workspaces of the installation. What tells of a person stands in
/// <see cref="Payload"/> alone, which may be taken away: its hash stays. Nothing in it is what was in a record.
/// </summary>
internal sealed class AuditEntry : IWorkspaceOwned
{
    /// <summary>Its place in the chain: one more than the entry's before it.</summary>
    public long Id { get; init; }

    /// <summary>The default where it is the installation's, such as a try to sign in to no account.</summary>
    public WorkspaceId WorkspaceId { get; set; }

    public required DateTimeOffset At { get; init; }

    public required ActorKind ActorKind { get; init; }

    /// <summary><see cref="Actor.Id"/>.</summary>
    public required string ActorId { get; init; }

    /// <summary><see cref="Actor.Session"/>.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>What happened, for programs: a subject and a verb, such as <c>invoice.saved</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The type of what it happened to, such as <c>Invoice</c>.</summary>
    public required string SubjectKind { get; init; }

    /// <summary>Which one; null when it happened to many, or to something of which there is one.</summary>
    public string? SubjectId { get; init; }

    /// <summary>How many, of what happened to many.</summary>
    public int? Count { get; init; }

    /// <summary>Why it came to nothing, as a code; null where it was done.</summary>
    public string? Refusal { get; init; }

    /// <summary><see cref="AuditPayload"/> as text; null once it was taken away.</summary>
    public string? Payload { get; init; }

    /// <summary>32 bytes.</summary>
    public required byte[] PayloadHash { get; init; }

    /// <summary>32 bytes: <see cref="AuditChain.HashOf(ReadOnlySpan{byte}, AuditEntry)"/>.</summary>
    public byte[] Hash { get; set; } = [];
}

using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Links;

/// <summary>
/// Which record here is which one in an outside account. Within a connection and a kind each record has one link at the
/// most, from either side.
/// </summary>
public sealed class RecordLink : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; set; }

    /// <summary>The connection that <see cref="RemoteId"/> means something in.</summary>
    public Guid ConnectionId { get; set; }

    public RecordKind Kind { get; set; }

    /// <summary>The id of our record.</summary>
    public Guid LocalId { get; set; }

    /// <summary>The system's id of its record.</summary>
    public required string RemoteId { get; set; }

    public DateTimeOffset LinkedAt { get; set; }

    /// <summary>
    /// Whether the remote record had a link already when this one was made: two of our records seem to be the same. It serves
    /// as any other link until a person has said which of them is right.
    /// </summary>
    public bool IsShared { get; set; }

    /// <summary>What both sides last agreed on, as JSON by field; null while nothing was compared.</summary>
    public string? Base { get; set; }

    /// <summary>When they did.</summary>
    public DateTimeOffset? BaseAt { get; set; }
}

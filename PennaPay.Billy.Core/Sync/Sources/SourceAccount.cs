using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Sync.Sources;

/// <summary>What is to be remembered of a source's customer beside the link to ours: one that is like most others has none.</summary>
public sealed class SourceAccount : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; set; }

    public Guid ConnectionId { get; set; }

    /// <summary>The source's id of the customer.</summary>
    public required string RemoteId { get; set; }

    /// <summary>What it was called when that was last known.</summary>
    public string? Name { get; set; }

    /// <summary>When somebody wanted it left out; null while nobody does.</summary>
    public DateTimeOffset? ExcludedAt { get; set; }

    /// <summary>When it was last wanted again after it had been left out or deleted here; null where it never was.</summary>
    public DateTimeOffset? IncludedAt { get; set; }

    /// <summary>When it was found that the source has it no more.</summary>
    public DateTimeOffset? GoneAt { get; set; }

    /// <summary>When it was found deleted here; it does not come back by itself.</summary>
    public DateTimeOffset? DeletedAt { get; set; }
}

using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Sync.Settings;

/// <summary>The stored <see cref="SyncChoices"/> of a workspace for one system.</summary>
public sealed class SyncSettings : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; set; }

    /// <summary>The system's id.</summary>
    public required string System { get; set; }

    /// <summary>The choices as JSON.</summary>
    public required string Choices { get; set; }

    /// <summary>Raised with every save; tells a stale form from a fresh one.</summary>
    public int Version { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}

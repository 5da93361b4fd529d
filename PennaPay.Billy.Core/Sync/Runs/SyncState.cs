using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Sync.Runs;

/// <summary>How far keeping alike is with one connection.</summary>
public sealed class SyncState : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; set; }

    public Guid ConnectionId { get; set; }

    /// <summary>
    /// The modules whose first run a person has agreed to, a bit each. The others are shown before anything moves.
    /// </summary>
    public int Begun { get; set; }

    /// <summary>When the clock starts the next run; null while it starts none.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>The run that somebody wants stopped.</summary>
    public Guid? Stops { get; set; }

    public bool HasBegun(SyncModule module) => (Begun & SyncRun.MaskOf(module)) != 0;
}

using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Sync.Merging;

namespace PennaPay.Billy.Core.Sync.Runs;

/// <summary>One field that a run wrote, or in a dry run would write. Nothing that was overwritten is lost: it stands here.</summary>
public sealed class SyncChange : IWorkspaceOwned
{
    public Guid Id { get; set; }

    public WorkspaceId WorkspaceId { get; set; }

    public Guid ItemId { get; set; }

    public Guid RunId { get; set; }

    public SyncSide Side { get; set; }

    /// <summary>The name of the written side's field.</summary>
    public required string Field { get; set; }

    public string? Old { get; set; }

    public string? New { get; set; }

    public ChangeReason Reason { get; set; }

    /// <summary>The run that took it back.</summary>
    public Guid? UndoneBy { get; set; }
}

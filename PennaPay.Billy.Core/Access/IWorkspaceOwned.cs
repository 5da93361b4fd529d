namespace PennaPay.Billy.Core.Access;

/// <summary>A row that belongs to one workspace and is never seen by another (law 4).</summary>
public interface IWorkspaceOwned
{
    WorkspaceId WorkspaceId { get; set; }
}

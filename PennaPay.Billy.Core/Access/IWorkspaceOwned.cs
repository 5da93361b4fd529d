namespace PennaPay.Billy.Core.Access;

/// <summary>A row that belongs to one workspace and is never seen by another.</summary>
internal interface IWorkspaceOwned
{
    WorkspaceId WorkspaceId { get; set; }
}

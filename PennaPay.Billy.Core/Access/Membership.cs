namespace PennaPay.Billy.Core.Access;

/// <summary>That a user works in a workspace, and as what.</summary>
public sealed class Membership : IWorkspaceOwned
{
    public required Guid UserId { get; init; }

    public WorkspaceId WorkspaceId { get; set; }

    public required Role Role { get; set; }

    public required DateTimeOffset Since { get; init; }
}

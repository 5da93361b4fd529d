using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Web.Security;

/// <summary>Who is at the page, and in which workspace.</summary>
/// <param name="Actor">The user with what the role in the workspace allows, as it was when it was asked.</param>
/// <param name="SeenAt">When somebody last did something in the session.</param>
/// <param name="ConfirmedAt">When the password was last typed in it.</param>
public sealed record SignedInUser(Actor Actor, DateTimeOffset SeenAt = default, DateTimeOffset ConfirmedAt = default)
{
    public WorkspaceId Workspace => Actor.Workspace;

    public Guid UserId => Actor.UserId;

    public string Email => Actor.Name;
}

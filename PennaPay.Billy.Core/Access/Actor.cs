using PennaPay.Billy.Core.Access.Refusals;

namespace PennaPay.Billy.Core.Access;

/// <summary>
/// Who makes a change, in which workspace, and what that one may do. Made where it is known who asks, and never widened
/// afterwards.
/// </summary>
public sealed record Actor
{
    private readonly IReadOnlySet<Permission> permissions;

    private Actor(WorkspaceId workspace, ActorKind kind, string id, string name, IReadOnlySet<Permission> permissions)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        (Workspace, Kind, Id, Name, this.permissions) = (workspace, kind, id, name, permissions);
    }

    /// <summary>The only workspace that the actor can see and change.</summary>
    public WorkspaceId Workspace { get; }

    public ActorKind Kind { get; }

    /// <summary>A user's id, a key's id, or a job's name.</summary>
    public string Id { get; }

    /// <summary>What history shows: a person's e-mail address, a key's name, or <c>auto</c> for the clock.</summary>
    public string Name { get; }

    /// <summary>Whose filters, columns and preferences are meant.</summary>
    /// <exception cref="InvalidOperationException">The actor is no person.</exception>
    public Guid UserId => Kind == ActorKind.Person ? Guid.Parse(Id) : throw new InvalidOperationException($"A {Kind} is no user.");

    /// <summary>
    /// The <see cref="Access.Session"/> that a person is signed in with. Whether it is open, and what the person may do, is read
    /// anew with each change. Null where nobody is signed in: on the command line, and while the first owner is made.
    /// </summary>
    public Guid? Session { get; private init; }

    /// <summary>From where, as far as it is known.</summary>
    public string? Address { get; private init; }

    /// <summary>A user with a role in the workspace.</summary>
    public static Actor Person(WorkspaceId workspace, Guid userId, string email, Role role, Guid? session = null, string? address = null) =>
        new(workspace, ActorKind.Person, userId.ToString(), email, Roles.PermissionsOf(role)) { Session = session, Address = address };

    /// <summary>A program with a key: it reads what its key opens, and may change nothing.</summary>
    /// <param name="workspace">The key's workspace.</param>
    /// <param name="id">The key's id.</param>
    /// <param name="name">What the key is called.</param>
    public static Actor Key(WorkspaceId workspace, Guid id, string name) =>
        new(workspace, ActorKind.Key, id.ToString(), name, Roles.PermissionsOf(null));

    /// <summary>A job that runs by itself.</summary>
    /// <param name="workspace">Where it works.</param>
    /// <param name="name">The job's name.</param>
    public static Actor Clock(WorkspaceId workspace, string name) =>
        new(workspace, ActorKind.Clock, name, "auto", Roles.OfTheClock);

    /// <summary>Somebody who is not signed in, and may nothing.</summary>
    /// <param name="workspace">Whose account was tried; the default where it is none's.</param>
    /// <param name="address">From where.</param>
    public static Actor Visitor(WorkspaceId workspace, string? address) =>
        new(workspace, ActorKind.Visitor, "visitor", "visitor", Roles.PermissionsOf(null)) { Address = address };

    public bool May(Permission permission) => permissions.Contains(permission);

    /// <summary>
    /// Refuses whoever lacks the permission. Writing asks this by itself; an operation asks it first when what it reads before it
    /// writes is much. Before a request to another system it asks <see cref="Storage.Database.DemandAsync"/>.
    /// </summary>
    /// <exception cref="NotPermittedException">The permission is lacking.</exception>
    public void Demand(Permission permission)
    {
        if (!May(permission))
            throw new NotPermittedException(permission, Kind);
    }
}

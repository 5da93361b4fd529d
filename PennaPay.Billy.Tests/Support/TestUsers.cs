using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Tests.Support;

/// <summary>People for what is kept with a person.</summary>
internal static class TestUsers
{
    public const string SecurityStamp = "stamp";

    /// <summary>Stores a user with a role in the workspace, who has no password.</summary>
    public static async Task<Actor> AddAsync(
        Database database, WorkspaceId workspace, Role role = Role.Owner, string email = TestActors.Email)
    {
        var actor = Actor.Person(workspace, Guid.CreateVersion7(), email, role);
        await database.WriteAsync(workspace, (db, _) =>
        {
            db.Add(new User { Id = actor.UserId, Email = email, UserName = email, SecurityStamp = SecurityStamp });
            db.Add(new Membership { UserId = actor.UserId, WorkspaceId = workspace, Role = role, Since = DateTimeOffset.UnixEpoch });
            return Task.CompletedTask;
        }, default);
        return actor;
    }
}

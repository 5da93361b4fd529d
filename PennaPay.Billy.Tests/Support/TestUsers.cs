using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Tests.Support;

/// <summary>People for what is kept with a person.</summary>
internal static class TestUsers
{
    /// <summary>Stores a user with a role in the workspace, who has no password and is signed in.</summary>
    public static async Task<Actor> AddAsync(
        Database database, WorkspaceId workspace, Role role = Role.Owner, string email = TestActors.Email)
    {
        var actor = Actor.Person(workspace, Guid.CreateVersion7(), email, role, Guid.NewGuid());
        await database.WriteAsync(workspace, (db, _) =>
        {
            db.Add(new User { Id = actor.UserId, Email = email, UserName = email, SecurityStamp = "stamp" });
            db.Add(new Membership { UserId = actor.UserId, WorkspaceId = workspace, Role = role, Since = DateTimeOffset.UnixEpoch });
            db.Add(new Session { Id = actor.Session!.Value, UserId = actor.UserId, OpenUntil = DateTimeOffset.MaxValue, ConfirmedAt = DateTimeOffset.MaxValue });
            return Task.CompletedTask;
        }, default);
        return actor;
    }

    /// <summary>Puts back when the user last typed the password.</summary>
    public static Task ForgetPasswordAsync(Database database, Actor actor, DateTimeOffset confirmedAt) => database.WriteAsync(
        actor.Workspace,
        (db, ct) => db.Set<Session>().Where(session => session.Id == actor.Session).ExecuteUpdateAsync(set => set.SetProperty(session => session.ConfirmedAt, confirmedAt), ct),
        default);

    /// <summary>Ends the session that the user is signed in with.</summary>
    public static Task SignOutAsync(Database database, Actor actor) => database.WriteAsync(
        actor.Workspace,
        (db, ct) => db.Set<Session>().Where(session => session.Id == actor.Session).ExecuteUpdateAsync(set => set.SetProperty(session => session.EndedAt, DateTimeOffset.UnixEpoch), ct),
        default);
}

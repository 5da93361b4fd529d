using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Web.Security;

/// <summary>Creates the installation's owner and checks passwords. Every write goes through the one writer.</summary>
public sealed class UserAccounts(Database database, IServiceProvider services, TimeProvider time)
{
    /// <summary>Nobody is signed in yet, so no workspace's rows are to be seen.</summary>
    private static WorkspaceId NoWorkspace => default;

    // Checking a password takes the same time whether or not the e-mail is known.
    private static readonly Lazy<User> Nobody = new(() =>
    {
        var user = new User();
        user.PasswordHash = new PasswordHasher<User>().HashPassword(user, Guid.NewGuid().ToString());
        return user;
    });

    /// <summary>Whether the installation has an owner.</summary>
    public async Task<bool> ExistAsync(CancellationToken cancellationToken)
    {
        await using var context = database.Read(NoWorkspace);
        return await context.Users.AnyAsync(cancellationToken);
    }

    /// <summary>Creates the workspace and its owner in one transaction, unless somebody was first.</summary>
    public Task<AccountResult> CreateFirstAsync(string email, string password, string company, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // The audit of a workspace begins with the one who made it.
        var actor = Actor.Person(WorkspaceId.New(), Guid.CreateVersion7(now), email.Trim(), Role.Owner);
        return database.WriteAsync<AccountResult>(actor, Permission.EditCompany, async (context, ct) =>
        {
            if (await context.Users.AnyAsync(ct))
                return new AccountResult.AlreadyOwned();
            var user = new User { Id = actor.UserId, UserName = actor.Name, Email = actor.Name, LockoutEnabled = true };
            var created = await UsersOf(context).CreateAsync(user, password);
            if (!created.Succeeded)
                return new AccountResult.Invalid([.. created.Errors.Select(e => e.Code)]);
            context.Add(new Workspace { Id = actor.Workspace, Name = company.Trim(), CreatedAt = now });
            context.Add(new Membership { UserId = user.Id, WorkspaceId = actor.Workspace, Role = Role.Owner, Since = now });
            context.Audit("workspace.created", nameof(Workspace), actor.Workspace.Value);
            return new AccountResult.Done(user);
        }, cancellationToken);
    }

    /// <summary>Checks a password and keeps count of wrong ones.</summary>
    public async Task<AccountResult> CheckPasswordAsync(string email, string password, CancellationToken cancellationToken)
    {
        await using var context = database.Read(NoWorkspace);
        var users = UsersOf(context);
        var user = await users.FindByEmailAsync(email.Trim());
        // What ends later than any lockout may was written by a clock that has been set back since.
        if (user is not null && await users.IsLockedOutAsync(user)
            && user.LockoutEnd <= time.GetUtcNow() + users.Options.Lockout.DefaultLockoutTimeSpan + ClockWatch.Tolerance)
            return new AccountResult.LockedOut(user.LockoutEnd!.Value);
        var right = users.PasswordHasher.VerifyHashedPassword(user ?? Nobody.Value, (user ?? Nobody.Value).PasswordHash!, password)
            != PasswordVerificationResult.Failed;
        if (user is null)
            return new AccountResult.WrongCredentials();
        if (!right || user.AccessFailedCount > 0)
            user = await CountAsync(user.Id, right, cancellationToken);
        return (right, user.LockoutEnd > time.GetUtcNow()) switch
        {
            (true, _) => new AccountResult.Done(user),
            (false, true) => new AccountResult.LockedOut(user.LockoutEnd!.Value),
            _ => new AccountResult.WrongCredentials(),
        };
    }

    private Task<User> CountAsync(Guid userId, bool right, CancellationToken cancellationToken) =>
        database.WriteAsync(NoWorkspace, async (context, ct) =>
        {
            var users = UsersOf(context);
            var user = await context.Users.SingleAsync(u => u.Id == userId, ct);
            await (right ? users.ResetAccessFailedCountAsync(user) : users.AccessFailedAsync(user));
            return user;
        }, cancellationToken);

    private UserManager<User> UsersOf(WorkspaceDbContext context) =>
        ActivatorUtilities.CreateInstance<UserManager<User>>(services, new UserOnlyStore<User, WorkspaceDbContext, Guid>(context));
}

using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Web.Security.Passwords;
using PennaPay.Billy.Web.Security.Sessions;

namespace PennaPay.Billy.Web.Security;

/// <summary>Creates the installation's owner and checks passwords. Every write goes through the one writer.</summary>
public sealed class UserAccounts(
    Database database, GuessDelays delays, RefusalAudit refusals, UserSessions sessions, Visitor visitor, IServiceProvider services, TimeProvider time)
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
        var actor = Actor.Person(WorkspaceId.New(), Guid.CreateVersion7(now), email.Trim(), Role.Owner, address: visitor.Address);
        return database.WriteAsync<AccountResult>(actor, Permission.EditCompany, async (context, ct) =>
        {
            if (await context.Users.AnyAsync(ct))
                return new AccountResult.AlreadyOwned();
            var user = new User { Id = actor.UserId, UserName = actor.Name, Email = actor.Name };
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
    public async Task<AccountResult> CheckPasswordAsync(string email, string password, SignInSide side, CancellationToken cancellationToken)
    {
        var wait = await delays.TryAsync(email, side, cancellationToken);
        await using var context = database.Read(NoWorkspace);
        var users = UsersOf(context);
        var user = await users.FindByEmailAsync(email.Trim());
        // Where it is too soon, the password is looked at all the same: the time that an answer takes tells nothing.
        var right = users.PasswordHasher.VerifyHashedPassword(user ?? Nobody.Value, (user ?? Nobody.Value).PasswordHash!, password)
            != PasswordVerificationResult.Failed;
        if (user is null || !right || wait > TimeSpan.Zero)
        {
            refusals.Note(wait > TimeSpan.Zero ? Refusal.TooSoon : Refusal.WrongCredentials, user?.Id, side.Address);
            return new AccountResult.WrongCredentials(wait);
        }

        await delays.SucceededAsync(email, side, cancellationToken);
        return new AccountResult.Done(user);
    }

    /// <summary>Lets the person go on with what the password is asked again for.</summary>
    /// <returns>Null when it is right.</returns>
    public async Task<AccountResult?> ConfirmAsync(SignedInUser user, string password, CancellationToken cancellationToken)
    {
        if (await CheckPasswordAsync(user.Email, password, SideOf(user), cancellationToken) is not AccountResult.Done and var refusal)
            return refusal;
        await sessions.ConfirmAsync(user.Actor, cancellationToken);
        return null;
    }

    /// <summary>Gives a person another password and ends the other sessions, since who knew the old one may be in one of them.</summary>
    /// <returns>Null when it is done.</returns>
    public async Task<AccountResult?> ChangePasswordAsync(SignedInUser user, string current, string password, CancellationToken cancellationToken)
    {
        if (PasswordRules.Check(password, user.Email, await CompanyAsync(user.Workspace, cancellationToken)) is var problem and not PasswordProblem.None)
            return new AccountResult.WeakPassword(problem);
        if (await CheckPasswordAsync(user.Email, current, SideOf(user), cancellationToken) is not AccountResult.Done and var refusal)
            return refusal;
        await database.WriteAsync(user.Actor, Permission.KeepOwnPreferences, async (context, ct) =>
        {
            await SetPasswordAsync(context, user.UserId, password, user.Actor.Session, ct);
            context.Audit("password.changed", nameof(User), user.UserId);
        }, cancellationToken);
        return null;
    }

    /// <summary>Gives the owner a password that was made up, and ends every session.</summary>
    /// <returns>Null when there is no owner.</returns>
    internal async Task<(string Email, string Password)?> ResetOwnerAsync(CancellationToken cancellationToken)
    {
        await using var reading = database.Read(NoWorkspace);
        // It is the question which workspace it is, so none can be named.
        var owner = await reading.Set<Membership>().IgnoreQueryFilters()
            .Where(membership => membership.Role == Role.Owner)
            .OrderBy(membership => membership.Since)
            .Join(reading.Users, membership => membership.UserId, user => user.Id, (membership, user) => new { membership.WorkspaceId, user.Id, user.Email })
            .FirstOrDefaultAsync(cancellationToken);
        if (owner is null)
            return null;
        var password = string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 4)));
        await database.WriteAsync(Actor.Person(owner.WorkspaceId, owner.Id, owner.Email!, Role.Owner), Permission.KeepOwnPreferences, async (context, ct) =>
        {
            await SetPasswordAsync(context, owner.Id, password, null, ct);
            await context.Set<SignInCount>().ExecuteDeleteAsync(ct);
            context.Audit("password.reset", nameof(User), owner.Id);
        }, cancellationToken);
        return (owner.Email!, password);
    }

    // Whoever sits at a page that is open may guess too, and must not slow down the owner elsewhere.
    private static SignInSide SideOf(SignedInUser user) =>
        new(IPAddress.TryParse(user.Actor.Address, out var address) ? address : null, user.Actor.Session);

    private async Task<string> CompanyAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var context = database.Read(workspace);
        return await context.Set<Workspace>().Where(known => known.Id == workspace).Select(known => known.Name).SingleAsync(cancellationToken);
    }

    private async Task SetPasswordAsync(WorkspaceDbContext context, Guid userId, string password, Guid? butFor, CancellationToken cancellationToken)
    {
        var users = UsersOf(context);
        var stored = await context.Users.SingleAsync(known => known.Id == userId, cancellationToken);
        stored.PasswordHash = users.PasswordHasher.HashPassword(stored, password);
        stored.SecurityStamp = Guid.NewGuid().ToString("N");
        await sessions.EndWithinAsync(context, userId, session => session.Id != butFor, cancellationToken);
    }

    private UserManager<User> UsersOf(WorkspaceDbContext context) =>
        ActivatorUtilities.CreateInstance<UserManager<User>>(services, new UserOnlyStore<User, WorkspaceDbContext, Guid>(context));
}

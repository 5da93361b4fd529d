using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Web.Security;

/// <summary>What came of a first run or a sign-in.</summary>
public abstract record AccountResult
{
    public sealed record Done(Owner Owner) : AccountResult;

    /// <summary>The installation has its owner; a first run happens once.</summary>
    public sealed record AlreadyOwned : AccountResult;

    /// <summary>Identity refused the details; its codes, such as <c>PasswordTooShort</c>.</summary>
    public sealed record Invalid(IReadOnlyList<string> Codes) : AccountResult;

    /// <summary>E-mail and password do not belong together. Which of the two is wrong is not told.</summary>
    public sealed record WrongCredentials : AccountResult;

    /// <summary>Too many wrong passwords; the account opens again at that time.</summary>
    public sealed record LockedOut(DateTimeOffset Until) : AccountResult;

    private AccountResult()
    {
    }
}

/// <summary>Creates the installation's owner and checks passwords. Every write goes through the one writer.</summary>
public sealed class OwnerAccounts(Database database, IServiceProvider services, TimeProvider time)
{
    /// <summary>Nobody is signed in yet, so no workspace's rows are to be seen.</summary>
    private static WorkspaceId NoWorkspace => default;

    // Checking a password takes the same time whether or not the e-mail is known.
    private static readonly Lazy<Owner> Nobody = new(() =>
    {
        var owner = new Owner();
        owner.PasswordHash = new PasswordHasher<Owner>().HashPassword(owner, Guid.NewGuid().ToString());
        return owner;
    });

    /// <summary>Whether the installation has an owner.</summary>
    public async Task<bool> ExistAsync(CancellationToken cancellationToken)
    {
        await using var context = database.Read(NoWorkspace);
        return await context.Users.AnyAsync(cancellationToken);
    }

    /// <summary>Creates the workspace and its owner in one transaction, unless somebody was first.</summary>
    public Task<AccountResult> CreateFirstAsync(string email, string password, string company, CancellationToken cancellationToken) =>
        database.WriteAsync<AccountResult>(NoWorkspace, async (context, ct) =>
        {
            if (await context.Users.AnyAsync(ct))
                return new AccountResult.AlreadyOwned();
            var workspace = new Workspace { Id = WorkspaceId.New(), Name = company.Trim(), CreatedAt = time.GetUtcNow() };
            var owner = new Owner
            {
                Id = Guid.CreateVersion7(), WorkspaceId = workspace.Id, UserName = email.Trim(), Email = email.Trim(), LockoutEnabled = true,
            };
            var created = await UsersOf(context).CreateAsync(owner, password);
            if (!created.Succeeded)
                return new AccountResult.Invalid([.. created.Errors.Select(e => e.Code)]);
            context.Add(workspace);
            return new AccountResult.Done(owner);
        }, cancellationToken);

    /// <summary>Checks a password and keeps count of wrong ones.</summary>
    public async Task<AccountResult> CheckPasswordAsync(string email, string password, CancellationToken cancellationToken)
    {
        await using var context = database.Read(NoWorkspace);
        var users = UsersOf(context);
        var owner = await users.FindByEmailAsync(email.Trim());
        if (owner is not null && await users.IsLockedOutAsync(owner))
            return new AccountResult.LockedOut(owner.LockoutEnd!.Value);
        var right = users.PasswordHasher.VerifyHashedPassword(owner ?? Nobody.Value, (owner ?? Nobody.Value).PasswordHash!, password)
            != PasswordVerificationResult.Failed;
        if (owner is null)
            return new AccountResult.WrongCredentials();
        if (!right || owner.AccessFailedCount > 0)
            owner = await CountAsync(owner.Id, right, cancellationToken);
        return (right, owner.LockoutEnd > time.GetUtcNow()) switch
        {
            (true, _) => new AccountResult.Done(owner),
            (false, true) => new AccountResult.LockedOut(owner.LockoutEnd!.Value),
            _ => new AccountResult.WrongCredentials(),
        };
    }

    /// <summary>Remembers the language that the owner chose.</summary>
    public Task SetCultureAsync(Guid ownerId, string culture, CancellationToken cancellationToken) =>
        ChangeAsync(ownerId, owner => owner.Culture = culture, cancellationToken);

    /// <summary>Remembers the theme that the owner chose.</summary>
    public Task SetThemeAsync(Guid ownerId, string theme, CancellationToken cancellationToken) =>
        ChangeAsync(ownerId, owner => owner.Theme = theme, cancellationToken);

    private Task<Owner> CountAsync(Guid ownerId, bool right, CancellationToken cancellationToken) =>
        database.WriteAsync(NoWorkspace, async (context, ct) =>
        {
            var users = UsersOf(context);
            var owner = await context.Users.SingleAsync(o => o.Id == ownerId, ct);
            await (right ? users.ResetAccessFailedCountAsync(owner) : users.AccessFailedAsync(owner));
            return owner;
        }, cancellationToken);

    private Task ChangeAsync(Guid ownerId, Action<Owner> change, CancellationToken cancellationToken) =>
        database.WriteAsync(NoWorkspace, async (context, ct) => change(await context.Users.SingleAsync(o => o.Id == ownerId, ct)), cancellationToken);

    private UserManager<Owner> UsersOf(WorkspaceDbContext context) =>
        ActivatorUtilities.CreateInstance<UserManager<Owner>>(services, new UserOnlyStore<Owner, WorkspaceDbContext, Guid>(context));
}

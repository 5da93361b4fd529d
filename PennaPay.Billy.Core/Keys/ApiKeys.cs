using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Keys;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Keys;

/// <summary>The keys of each workspace: made, made anew and taken back by owners.</summary>
public sealed class ApiKeys(Database database, ApiKeyCheck check, TimeProvider time)
{
    /// <summary>The most that a workspace has open at once.</summary>
    public const int Most = 50;

    /// <summary>How long a key that was revoked is still shown.</summary>
    public static readonly TimeSpan KeptAfterwards = TimeSpan.FromDays(90);

    /// <summary>All keys of the workspace, the newest first and those that were revoked last; these only as long as their calls are there.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - KeptAfterwards;
        await using var db = database.Read(workspace);
        return await db.Set<ApiKey>().Where(key => key.RevokedAt == null || key.RevokedAt > since)
            .OrderBy(key => key.RevokedAt != null).ThenByDescending(key => key.CreatedAt).ThenBy(key => key.Id)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Makes a key.</summary>
    /// <param name="actor">Who gives it away.</param>
    /// <param name="name">What it is called; white space around it does not matter.</param>
    /// <param name="scope">What it opens; one of <see cref="ApiKeyScopes"/>.</param>
    /// <param name="connection">The one connection that it reads.</param>
    /// <param name="expiresAt">When it ends by itself; null for never.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">There is no such scope.</exception>
    public async Task<ApiKeyResult> CreateAsync(
        Actor actor, string? name, string scope, Guid connection, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!ApiKeyScopes.All.Contains(scope))
            throw new ArgumentException($"There is no scope '{scope}'.", nameof(scope));
        if (InputText.Line(name) is not { } tidy)
            return new ApiKeyResult.NameMissing();
        if (tidy.Length > ApiKey.MaxName)
            return new ApiKeyResult.NameTooLong();
        var now = time.GetUtcNow();
        if (expiresAt <= now)
            return new ApiKeyResult.ExpiryPassed();

        var secret = ApiKeySecret.Create();
        return await database.WriteAsync<ApiKeyResult>(actor, Permission.GrantAccess, async (db, ct) =>
        {
            if (await IsFullAsync(db, except: default, now, ct))
                return new ApiKeyResult.TooMany();
            var key = new ApiKey
            {
                Id = Guid.CreateVersion7(now), Name = tidy, Scopes = scope, ConnectionId = connection, Prefix = secret.Prefix, Hash = secret.Hash,
                CreatedAt = now, CreatedBy = actor.Name, ExpiresAt = expiresAt,
            };
            db.Add(key);
            db.Audit("key.created", nameof(ApiKey), key.Id);
            return new ApiKeyResult.Made(key.Id, secret);
        }, cancellationToken);
    }

    /// <summary>
    /// Makes a key anew, as long as the one before was: that ends at once, everything else of it stays. One whose time is over is
    /// opened again by it, one that was revoked is not.
    /// </summary>
    public async Task<ApiKeyResult> RotateAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var (secret, now) = (ApiKeySecret.Create(), time.GetUtcNow());
        return await database.WriteAsync<ApiKeyResult>(actor, Permission.GrantAccess, async (db, ct) =>
        {
            if (await db.Set<ApiKey>().SingleOrDefaultAsync(key => key.Id == id && key.RevokedAt == null, ct) is not { } key)
                return new ApiKeyResult.NotFound();
            if (await IsFullAsync(db, except: id, now, ct))
                return new ApiKeyResult.TooMany();
            (key.Prefix, key.Hash, key.ExpiresAt, key.RotatedAt) = (secret.Prefix, secret.Hash, now + (key.ExpiresAt - (key.RotatedAt ?? key.CreatedAt)), now);
            db.Audit("key.rotated", nameof(ApiKey), id);
            db.AfterCommit(check.Forget);
            return new ApiKeyResult.Made(id, secret);
        }, cancellationToken);
    }

    /// <summary>Takes a key back, for good and at once.</summary>
    /// <returns>False where the workspace has none such, or it was revoked before.</returns>
    public async Task<bool> RevokeAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var now = time.GetUtcNow();
        return await database.WriteAsync(actor, Permission.GrantAccess, async (db, ct) =>
        {
            if (await db.Set<ApiKey>().SingleOrDefaultAsync(key => key.Id == id && key.RevokedAt == null, ct) is not { } key)
                return false;
            key.RevokedAt = now;
            db.Audit("key.revoked", nameof(ApiKey), id);
            db.AfterCommit(check.Forget);
            return true;
        }, cancellationToken);
    }

    private static async Task<bool> IsFullAsync(WorkspaceDbContext db, Guid except, DateTimeOffset now, CancellationToken cancellationToken) =>
        await db.Set<ApiKey>().CountAsync(
            key => key.Id != except && key.RevokedAt == null && (key.ExpiresAt == null || key.ExpiresAt > now), cancellationToken) >= Most;
}

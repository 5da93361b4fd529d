using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Storage.Erasing;

namespace PennaPay.Billy.Core.Connections.OAuth;

/// <summary>
/// Keeps what a system granted, encrypted and for a short while, until the person who signed in there has chosen an account. Where the
/// program ends in between, or nobody chooses, that person signs in again.
/// </summary>
internal sealed class GrantKeeper(
    Database database, ExternalSystems systems, SecretVault vault, SecretEraser eraser, OAuthTokens tokens, TimeProvider time)
{
    // No hash in hexadecimal begins so: no state that anybody sends is taken for one.
    private const string Mark = "choice-";

    /// <returns>What it is known by; null where it could not be encrypted.</returns>
    public async Task<Guid?> KeepAsync(Actor actor, OAuthSignIn begun, KeptGrant kept, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        if (vault.Protect(actor.Workspace, id, kept.ToBytes()) is not { } ciphertext)
            return null;
        await database.WriteAsync(actor, Permission.ManageConnections, (db, _) =>
        {
            db.Add(new OAuthSignIn
            {
                Id = id, System = begun.System, UsesSandbox = begun.UsesSandbox, UserId = actor.UserId, SessionId = actor.Session,
                StateHash = HashOf(id), Kept = ciphertext, Redirect = "", ExpiresAt = time.GetUtcNow() + OAuthSignIns.Longest,
            });
            db.Audit("connection.to_choose", nameof(Connection));
            return Task.CompletedTask;
        }, cancellationToken);
        return id;
    }

    /// <returns>Null where there is none of that id, it is another's or another browser's, or its time is over.</returns>
    public async Task<(OAuthSignIn Row, KeptGrant Grant)?> FindAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(actor.Workspace);
        var row = await Of(db, actor, id).FirstOrDefaultAsync(cancellationToken);
        return row is not null && row.ExpiresAt > time.GetUtcNow() && Open(row) is { } grant ? (row, grant) : null;
    }

    /// <summary>Takes it: whoever does has it alone.</summary>
    /// <param name="actor">Who signed in.</param>
    /// <param name="id">What it is known by.</param>
    /// <param name="action">What the audit says.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was there.</returns>
    public Task<bool> TakeAsync(Actor actor, Guid id, string action, CancellationToken cancellationToken) =>
        database.WriteAsync(actor, Permission.ManageConnections, async (db, ct) =>
        {
            if (await Of(db, actor, id).ExecuteDeleteAsync(ct) == 0)
                return false;
            db.Audit(action, nameof(Connection));
            return true;
        }, cancellationToken);

    /// <summary>Deletes all whose time is over; the caller's transaction asked whether it may.</summary>
    /// <returns>Those in which something was granted.</returns>
    public async Task<List<OAuthSignIn>> SweepAsync(WorkspaceDbContext db, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var over = await db.Set<OAuthSignIn>().AsNoTracking().Where(row => row.ExpiresAt <= now && row.StateHash.StartsWith(Mark)).ToListAsync(cancellationToken);
        await db.Set<OAuthSignIn>().Where(row => row.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
        return over;
    }

    /// <summary>Tells the systems that nobody will use what they granted; one that does not hear it has tokens that nobody knows.</summary>
    public async Task RevokeAsync(IReadOnlyCollection<OAuthSignIn> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return;
        await eraser.EraseAsync();
        foreach (var row in rows)
        {
            if (Open(row)?.Grant is { } grant && systems.Of(row.System).SignInOf(row.UsesSandbox) is { } registration)
                await tokens.RevokeAsync(registration, grant.RefreshToken ?? grant.Token, cancellationToken);
        }
    }

    private KeptGrant? Open(OAuthSignIn row) =>
        vault.Unprotect(row.WorkspaceId, row.Id, row.Kept) is { } bytes ? KeptGrant.Read(bytes) : null;

    private static IQueryable<OAuthSignIn> Of(WorkspaceDbContext db, Actor actor, Guid id)
    {
        var hash = HashOf(id);
        return db.Set<OAuthSignIn>().AsNoTracking().Where(row => row.StateHash == hash && row.UserId == actor.UserId && row.SessionId == actor.Session);
    }

    private static string HashOf(Guid id) => $"{Mark}{id:N}";
}

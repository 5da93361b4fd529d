using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Links;

/// <summary>The stored links between our records and those of outside accounts.</summary>
public sealed class RecordLinks(Database database, TimeProvider time)
{
    // Compiled once, because every push asks it for its customer.
    private readonly Func<WorkspaceDbContext, Guid, RecordKind, Guid, CancellationToken, Task<string?>> linked = EF.CompileAsyncQuery(
        (WorkspaceDbContext db, Guid connection, RecordKind kind, Guid local, CancellationToken cancellationToken) => db.Set<RecordLink>()
            .Where(l => l.ConnectionId == connection && l.Kind == kind && l.LocalId == local).Select(l => l.RemoteId).FirstOrDefault());

    private readonly ConcurrentDictionary<(Guid Connection, RecordKind Kind, Guid Local), Claim> claims = new();

    /// <summary>What our record is called in the account; null when it is not linked.</summary>
    public async Task<string?> FindAsync(
        WorkspaceId workspace, Guid connection, RecordKind kind, Guid local, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await linked(db, connection, kind, local, cancellationToken);
    }

    /// <summary>Which of our records is linked with one of the account; null when none is.</summary>
    public async Task<Guid?> FindLocalAsync(
        WorkspaceId workspace, Guid connection, RecordKind kind, string remoteId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<RecordLink>()
            .Where(l => l.ConnectionId == connection && l.Kind == kind && l.RemoteId == remoteId)
            .OrderBy(l => l.IsShared).Select(l => (Guid?)l.LocalId).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Our record's link with the account that lists are about; null when there is none.</summary>
    public async Task<RecordLink?> ListedAsync(WorkspaceId workspace, RecordKind kind, Guid local, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await Listed(db, kind).FirstOrDefaultAsync(l => l.LocalId == local, cancellationToken);
    }

    /// <summary>Which of these records are linked with the account that lists are about.</summary>
    public async Task<IReadOnlySet<Guid>> ListedAsync(
        WorkspaceId workspace, RecordKind kind, IReadOnlyCollection<Guid> locals, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await Listed(db, kind).Where(l => locals.Contains(l.LocalId)).Select(l => l.LocalId).ToHashSetAsync(cancellationToken);
    }

    /// <summary>Links a record, in place of any link that it had in the account.</summary>
    public Task RememberAsync(
        WorkspaceId workspace, Guid connection, RecordKind kind, Guid local, string remoteId, CancellationToken cancellationToken) =>
        database.WriteAsync(workspace, async (db, ct) =>
        {
            var alike = db.Set<RecordLink>().Where(l => l.ConnectionId == connection && l.Kind == kind);
            var link = await alike.FirstOrDefaultAsync(l => l.LocalId == local, ct);
            if (link?.RemoteId == remoteId)
                return;
            if (link is null)
                db.Add(link = new RecordLink { ConnectionId = connection, Kind = kind, LocalId = local, RemoteId = remoteId });
            (link.RemoteId, link.LinkedAt, link.Base, link.BaseAt) = (remoteId, time.GetUtcNow(), null, null);
            link.IsShared = await alike.AnyAsync(l => l.RemoteId == remoteId && l.LocalId != local, ct);
        }, cancellationToken);

    /// <summary>
    /// Takes the right to create a record in the account, so that two who find none do not both create one; waits while
    /// somebody else has it. Whoever has it looks once more for a link.
    /// </summary>
    /// <returns>Gives it back when it is disposed.</returns>
    internal async Task<IDisposable> ClaimAsync(Guid connection, RecordKind kind, Guid local, CancellationToken cancellationToken)
    {
        var claim = new Claim(this, (connection, kind, local));
        while (claims.GetOrAdd(claim.Key, claim) is var holder && holder != claim)
            await holder.Ended.WaitAsync(cancellationToken);
        return claim;
    }

    /// <summary>Forgets links to records that the account no longer has.</summary>
    public Task ForgetAsync(
        WorkspaceId workspace, Guid connection, RecordKind kind, IReadOnlyCollection<string> remoteIds, CancellationToken cancellationToken) =>
        database.WriteAsync(workspace, (db, ct) => db.Set<RecordLink>()
            .Where(l => l.ConnectionId == connection && l.Kind == kind && remoteIds.Contains(l.RemoteId))
            .ExecuteDeleteAsync(ct), cancellationToken);

    /// <summary>Forgets what a record is called in an account, which keeps its own. The next push finds it anew.</summary>
    public Task ForgetAsync(Actor actor, Guid connection, RecordKind kind, Guid local, CancellationToken cancellationToken) =>
        ForgetAsync(actor, kind, local, link => link.ConnectionId == connection, cancellationToken);

    /// <summary>Forgets what a record that was deleted is called everywhere, but in the account that describes it: that one must know it as deleted.</summary>
    /// <param name="actor">Who deleted it.</param>
    /// <param name="kind">What it was.</param>
    /// <param name="local">Our id of it.</param>
    /// <param name="owner">The connection to the account that describes it; null where none does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task ForgetDeletedAsync(Actor actor, RecordKind kind, Guid local, Guid? owner, CancellationToken cancellationToken) =>
        ForgetAsync(actor, kind, local, link => link.ConnectionId != owner, cancellationToken);

    private Task ForgetAsync(Actor actor, RecordKind kind, Guid local, Expression<Func<RecordLink, bool>> which, CancellationToken cancellationToken) =>
        database.WriteAsync(actor, Permission.ManageMappings, async (db, ct) =>
        {
            var forgotten = await db.Set<RecordLink>().Where(l => l.Kind == kind && l.LocalId == local).Where(which).ExecuteDeleteAsync(ct);
            if (forgotten > 0)
                db.Audit("link.forgotten", kind.ToString(), local.ToString(), forgotten);
        }, cancellationToken);

    private sealed class Claim(RecordLinks links, (Guid Connection, RecordKind Kind, Guid Local) key) : IDisposable
    {
        private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public (Guid Connection, RecordKind Kind, Guid Local) Key => key;

        public Task Ended => ended.Task;

        public void Dispose()
        {
            links.claims.TryRemove(new(key, this));
            ended.TrySetResult();
        }
    }

    private static IQueryable<RecordLink> Listed(WorkspaceDbContext db, RecordKind kind) =>
        from link in db.Set<RecordLink>()
        join connection in db.Set<Connection>() on link.ConnectionId equals connection.Id
        where link.Kind == kind && connection.IsListed
        select link;
}

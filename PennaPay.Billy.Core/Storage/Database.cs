using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Auditing;
using PennaPay.Billy.Core.Access.Refusals;
using PennaPay.Billy.Core.Storage.Auditing;

namespace PennaPay.Billy.Core.Storage;

/// <summary>The one way to the database: readers that see one workspace, and one writer at a time that repeats itself.</summary>
public sealed partial class Database(
    IDbContextFactory<WorkspaceDbContext> contexts, TimeProvider time, DatabaseDamage? damage = null, ILogger<Database>? logger = null) : IDisposable
{
    private const int Attempts = 12;

    // SQLite lets one connection write. Queueing here keeps writers of this process from ever meeting its busy handler.
    private readonly SemaphoreSlim writer = new(1);

    // The writer's own: null until it is read, and again after whatever went wrong.
    private AuditTip? tip;

    /// <summary>The number of the last entry of the audit that this process wrote; 0 where it wrote none.</summary>
    internal long LastAudited { get; private set; }

    /// <summary>Opens the workspace's rows for reading. The caller disposes it; nothing is tracked.</summary>
    public WorkspaceDbContext Read(WorkspaceId workspace)
    {
        var context = contexts.CreateDbContext();
        context.Workspace = workspace;
        context.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return context;
    }

    /// <summary>
    /// Refuses whoever may not, as writing does. An operation that asks something of another system asks this first: what it
    /// did there could not be taken back when writing is refused.
    /// </summary>
    /// <exception cref="NotPermittedException">The actor lacks the permission, or has lost it since.</exception>
    /// <exception cref="SessionEndedException">The actor's session has ended.</exception>
    /// <exception cref="PasswordNeededException">It is so much that the password is asked for again.</exception>
    public async Task DemandAsync(Actor actor, Permission permission, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(permission);
        await using var context = Read(actor.Workspace);
        await DemandStillAsync(context, actor, permission, cancellationToken);
    }

    /// <summary>
    /// The one place where somebody changes something: refuses whoever lacks the permission before anything happens, shows
    /// <paramref name="work"/> the actor's workspace alone, and writes what it says by
    /// <see cref="WorkspaceDbContext.Audit(string, string, Guid)"/> in the same transaction. The whole is repeated when the
    /// database is busy, so the delegate must be repeatable: no requests, no state outside the context.
    /// </summary>
    /// <exception cref="NotPermittedException">The actor lacks the permission, or has lost it since; nothing happened.</exception>
    /// <exception cref="SessionEndedException">The actor's session has ended; nothing happened.</exception>
    /// <exception cref="PasswordNeededException">It is so much that the password is asked for again; nothing happened.</exception>
    /// <exception cref="InvalidOperationException">
    /// Rows were saved and nothing was said; nothing is changed. Statements that go past the change tracker are not noticed.
    /// </exception>
    public async Task<T> WriteAsync<T>(
        Actor actor, Permission permission, Func<WorkspaceDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(permission);
        return await RepeatAsync(actor.Workspace, actor, async (context, ct) =>
        {
            await DemandStillAsync(context, actor, permission, ct);
            return await work(context, ct);
        }, cancellationToken);
    }

    /// <inheritdoc cref="WriteAsync{T}(Actor, Permission, Func{WorkspaceDbContext, CancellationToken, Task{T}}, CancellationToken)"/>
    public Task WriteAsync(
        Actor actor, Permission permission, Func<WorkspaceDbContext, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        WriteAsync(actor, permission, async (context, ct) => { await work(context, ct); return true; }, cancellationToken);

    /// <summary>
    /// Notes in the audit what changed nothing, such as a refusal. Nobody needs a permission for it, and no session: it is what
    /// becomes of those who lack them.
    /// </summary>
    public Task NoteAsync(Actor actor, AuditNote note, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return RepeatAsync(actor.Workspace, actor, (context, _) =>
        {
            context.Audit(note);
            return Task.FromResult(true);
        }, cancellationToken);
    }

    /// <summary>
    /// Writes the engine's own bookkeeping, which nobody in particular asked for and whose history is kept elsewhere, as a
    /// push's transitions are. Nothing is asked and nothing is audited, so only the files that a test names may call it.
    /// The delegate must be repeatable here too.
    /// </summary>
    public Task<T> WriteAsync<T>(
        WorkspaceId workspace, Func<WorkspaceDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        RepeatAsync(workspace, null, work, cancellationToken);

    /// <inheritdoc cref="WriteAsync{T}(WorkspaceId, Func{WorkspaceDbContext, CancellationToken, Task{T}}, CancellationToken)"/>
    public Task WriteAsync(
        WorkspaceId workspace, Func<WorkspaceDbContext, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        WriteAsync(workspace, async (context, ct) => { await work(context, ct); return true; }, cancellationToken);

    /// <summary>Does something to the database as a whole, by its connection string, while nobody in this process writes.</summary>
    internal async Task<T> AloneAsync<T>(Func<string, Task<T>> work)
    {
        await writer.WaitAsync();
        try
        {
            await using var context = await contexts.CreateDbContextAsync();
            return await work(context.Database.GetConnectionString()!);
        }
        finally
        {
            writer.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => writer.Dispose();

    private async Task<T> RepeatAsync<T>(
        WorkspaceId workspace, Actor? actor, Func<WorkspaceDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        if (damage is { IsKnown: true })
            throw new DatabaseDamagedException();
        await writer.WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await WriteOnceAsync(workspace, actor, work, cancellationToken);
                }
                catch (Exception fault) when (attempt < Attempts && SqliteAudit.IsNotNext(fault))
                {
                    // Another process went on with the audit; what is last now is read anew.
                }
                catch (Exception fault) when (attempt < Attempts && IsBusy(fault))
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(10 * attempt), time, cancellationToken);
                }
            }
        }
        finally
        {
            writer.Release();
        }
    }

    /// <summary>A page may be older than the end of its session, and than what the person may do by now.</summary>
    private async Task DemandStillAsync(WorkspaceDbContext context, Actor actor, Permission permission, CancellationToken cancellationToken)
    {
        if (actor.Session is not { } id)
            return;
        var user = actor.UserId;
        var now = time.GetUtcNow();
        var known = await Session.Open(context.Set<Session>(), now)
            .Where(session => session.Id == id && session.UserId == user)
            .Join(context.Set<Membership>(), session => session.UserId, membership => membership.UserId, (session, membership) => new { membership.Role, session.ConfirmedAt })
            .SingleOrDefaultAsync(cancellationToken);
        if (known is null)
            throw new SessionEndedException();
        if (!Roles.PermissionsOf(known.Role).Contains(permission))
            throw new NotPermittedException(permission, actor.Kind);
        if (permission == Permission.GrantAccess && !Session.IsConfirmed(known.ConfirmedAt, now))
            throw new PasswordNeededException();
    }

    private async Task<T> WriteOnceAsync<T>(
        WorkspaceId workspace, Actor? actor, Func<WorkspaceDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Workspace = workspace;
        context.Trail = actor is null ? null : new AuditTrail(actor, time.GetUtcNow());
        await using var transaction = await BeginAsync(context, cancellationToken);
        // Whatever goes wrong from here on, the next writer reads anew what is last.
        var last = tip;
        tip = null;
        var result = await work(context, cancellationToken);
        IReadOnlyList<AuditEntry> said = [];
        if (context.Trail is { IsEmpty: false } trail)
        {
            said = Seal(trail, last ?? await TipAsync(context, cancellationToken));
            last = new(said[^1].Id, said[^1].Hash);
            context.AddRange(said);
        }

        await context.SaveChangesAsync(cancellationToken);
        if (context.Trail is { HasChanges: true } && said.Count == 0)
            throw new InvalidOperationException("Something was changed, and nothing was said of it for the audit.");
        await transaction.CommitAsync(cancellationToken);
        tip = last;
        if (said.Count > 0)
            LastAudited = said[^1].Id;
        context.Committed();
        Tell(said);
        return result;
    }

    /// <summary>What was said, after what is to be said where the audit ends earlier than this process has seen it.</summary>
    private IReadOnlyList<AuditEntry> Seal(AuditTrail trail, AuditTip last)
    {
        if (last.Number >= LastAudited)
            return trail.Seal(last);
        var found = new AuditTrail(Actor.Clock(trail.Actor.Workspace, "audit"), time.GetUtcNow());
        found.Say(new("audit.cut_off", nameof(AuditEntry), $"{last.Number + 1}", (int)(LastAudited - last.Number), "audit_cutoff"));
        var gone = found.Seal(last);
        return [.. gone, .. trail.Seal(new(gone[^1].Id, gone[^1].Hash))];
    }

    // There is one chain for all workspaces.
    private static async Task<AuditTip> TipAsync(WorkspaceDbContext context, CancellationToken cancellationToken) =>
        await context.Set<AuditEntry>().IgnoreQueryFilters().OrderByDescending(entry => entry.Id)
            .Select(entry => new AuditTip(entry.Id, entry.Hash)).FirstOrDefaultAsync(cancellationToken) ?? AuditTip.Beginning;

    private void Tell(IReadOnlyList<AuditEntry> said)
    {
        if (logger is null)
            return;
        foreach (var entry in said)
        {
            if (entry.Refusal is null)
                Log.Done(logger, entry.Id, entry.Action, entry.SubjectKind, entry.SubjectId, entry.Count, entry.ActorKind, entry.ActorId, entry.SessionId, Convert.ToHexStringLower(entry.Hash));
            else
                Log.Refused(logger, entry.Id, entry.Action, entry.SubjectKind, entry.SubjectId, entry.Count, entry.ActorKind, entry.ActorId, entry.Refusal, Convert.ToHexStringLower(entry.Hash));
        }
    }

    private static Task<IDbContextTransaction> BeginAsync(WorkspaceDbContext context, CancellationToken cancellationToken) =>
        context.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);

    private static bool IsBusy(Exception fault) =>
        fault is SqliteException { SqliteErrorCode: 5 or 6 } || fault.InnerException is { } inner && IsBusy(inner);

    private static partial class Log
    {
        // The hash, kept elsewhere, shows whether the end of the audit was cut off or all of it written anew.
        [LoggerMessage(LogLevel.Information, "Audit {Number}: {Action} {Subject} {SubjectId} ({Count}) by {Kind} {ActorId} in session {SessionId}; {Hash}.")]
        public static partial void Done(
            ILogger logger, long number, string action, string subject, string? subjectId, int? count, ActorKind kind, string actorId, Guid? sessionId, string hash);

        [LoggerMessage(LogLevel.Warning, "Audit {Number}: {Action} {Subject} {SubjectId} ({Count}) by {Kind} {ActorId} came to nothing: {Refusal}; {Hash}.")]
        public static partial void Refused(
            ILogger logger, long number, string action, string subject, string? subjectId, int? count, ActorKind kind, string actorId, string refusal, string hash);
    }
}

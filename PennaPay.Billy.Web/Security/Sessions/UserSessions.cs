using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Web.Security.Sessions;

/// <summary>The browsers that people are signed in with: begun, seen, shown and ended.</summary>
public sealed partial class UserSessions(
    Database database, SessionFeed feed, IOptions<SecurityOptions> options, TimeProvider time, ILogger<UserSessions> logger)
{
    /// <summary>How exact <see cref="Session.SeenAt"/> is: a write for each click would cost more than it tells.</summary>
    public static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    // As long as somebody may wonder where they were signed in.
    private static readonly TimeSpan KeptAfterwards = TimeSpan.FromDays(30);

    /// <param name="actor">Who signs in.</param>
    /// <param name="device">See <see cref="Session.Device"/>.</param>
    /// <param name="address">See <see cref="Session.Address"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The session's id, for the cookie.</returns>
    public async Task<Guid> BeginAsync(Actor actor, string device, string address, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var session = new Session
        {
            Id = Guid.NewGuid(), UserId = actor.UserId, Device = device, Address = address,
            StartedAt = now, SeenAt = now, ConfirmedAt = now, OpenUntil = OpenUntil(now, now),
        };
        await database.WriteAsync(actor, Permission.KeepOwnPreferences, async (context, ct) =>
        {
            await context.Set<Session>().Where(old => old.UserId == actor.UserId && old.OpenUntil < now - KeptAfterwards).ExecuteDeleteAsync(ct);
            context.Add(session);
            context.Audit(new("session.started", nameof(Session), session.Id.ToString(), Detail: device.Length > 0 ? device : null));
        }, cancellationToken);
        return session.Id;
    }

    /// <summary>
    /// Keeps a session open that somebody uses. Where that cannot be written, such as on a full disk, the page is shown all the
    /// same: it is there that people read what is wrong.
    /// </summary>
    public async Task SeeAsync(WorkspaceId workspace, Guid id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        try
        {
            await database.WriteAsync(workspace, async (context, ct) =>
            {
                if (await Session.Open(context.Set<Session>(), now).SingleOrDefaultAsync(session => session.Id == id, ct) is { } session)
                    (session.SeenAt, session.OpenUntil) = (now, OpenUntil(session.StartedAt, now));
            }, cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.NotSeen(logger, fault.Message);
        }
    }

    /// <summary>Notes that the password was typed again.</summary>
    public Task ConfirmAsync(Actor actor, CancellationToken cancellationToken)
    {
        var (id, now) = (actor.Session, time.GetUtcNow());
        return database.WriteAsync(actor, Permission.KeepOwnPreferences, async (context, ct) =>
        {
            var session = await Open(context, actor.UserId, now).SingleAsync(session => session.Id == id, ct);
            session.ConfirmedAt = now;
            context.Audit("session.confirmed", nameof(Session), session.Id);
        }, cancellationToken);
    }

    /// <summary>The open sessions of a person, those seen last first.</summary>
    public async Task<IReadOnlyList<Session>> OpenAsync(SignedInUser user, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = database.Read(user.Workspace);
        return await Open(context, user.UserId, now).OrderByDescending(session => session.SeenAt).ThenBy(session => session.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Ends one session of the actor's, such as this one.</summary>
    public Task EndAsync(Actor actor, Guid id, CancellationToken cancellationToken) =>
        EndAsync(actor, "session.ended", session => session.Id == id, cancellationToken);

    /// <summary>Ends all sessions of the actor's, this one too.</summary>
    public Task EndAllAsync(Actor actor, CancellationToken cancellationToken) =>
        EndAsync(actor, "sessions.ended", _ => true, cancellationToken);

    /// <summary>Ends open sessions of a user as part of the caller's transaction; their pages are told once that is committed.</summary>
    internal async Task<IReadOnlyList<Session>> EndWithinAsync(
        WorkspaceDbContext context, Guid user, Expression<Func<Session, bool>> which, CancellationToken cancellationToken)
    {
        var (workspace, now) = (context.Workspace, time.GetUtcNow());
        var ended = await Open(context, user, now).Where(which).ToListAsync(cancellationToken);
        ended.ForEach(session => session.EndedAt = now);
        context.AfterCommit(() => feed.Publish(workspace, new(ended.Select(session => session.Id).ToHashSet())));
        return ended;
    }

    private Task EndAsync(Actor actor, string action, Expression<Func<Session, bool>> which, CancellationToken cancellationToken) =>
        database.WriteAsync(actor, Permission.KeepOwnPreferences, async (context, ct) =>
        {
            var ended = await EndWithinAsync(context, actor.UserId, which, ct);
            if (ended is [var only])
                context.Audit(action, nameof(Session), only.Id);
            else
                context.Audit(action, nameof(Session), null, ended.Count);
        }, cancellationToken);

    private DateTimeOffset OpenUntil(DateTimeOffset startedAt, DateTimeOffset seenAt)
    {
        var (idle, old) = (seenAt + options.Value.SessionIdle, startedAt + options.Value.SessionLifetime);
        return idle < old ? idle : old;
    }

    private static IQueryable<Session> Open(WorkspaceDbContext context, Guid user, DateTimeOffset now) =>
        Session.Open(context.Set<Session>(), now).Where(session => session.UserId == user);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "It could not be noted that a session is used, so it may end sooner than it should: {Fault}")]
        public static partial void NotSeen(ILogger logger, string fault);
    }
}

using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Sync.Running;
using PennaPay.Billy.Core.Sync.Settings;

namespace PennaPay.Billy.Core.Sync.Runs;

/// <summary>Starts runs. A worker does them, one at a time for a connection.</summary>
public sealed class SyncRuns(Database database, RecordEndpoints endpoints, SyncBell bell, SyncFeed feed, TimeProvider time)
{
    /// <summary>Starts a run of all modules that are on.</summary>
    /// <param name="actor">Who wants it.</param>
    /// <param name="connection">The account.</param>
    /// <param name="dry">Whether nothing may be written. It is always so while a module that is on has not begun: see <paramref name="agreed"/>.</param>
    /// <param name="agreed">The dry run that the person looked at and agrees to; its modules begin with this one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The run, or why there is none.</returns>
    public Task<StartResult> StartAsync(Actor actor, Guid connection, bool dry, Guid? agreed, CancellationToken cancellationToken) =>
        StartAsync(actor, connection, new() { StartedBy = "", IsDry = dry, Agreed = agreed, Cause = SyncCause.Manual }, cancellationToken);

    /// <summary>Starts a run about one of our records alone.</summary>
    public Task<StartResult> StartForRecordAsync(Actor actor, Guid connection, Guid record, CancellationToken cancellationToken) =>
        StartAsync(actor, connection, new() { StartedBy = "", LocalId = record, Cause = SyncCause.Record }, cancellationToken);

    /// <summary>Starts taking back what a run did.</summary>
    /// <param name="actor">Who wants it.</param>
    /// <param name="connection">The account.</param>
    /// <param name="run">The run.</param>
    /// <param name="record">Only what it did with this one of our records; null for all of it.</param>
    /// <param name="change">Only this change; null for all of them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<StartResult> UndoAsync(Actor actor, Guid connection, Guid run, Guid? record, Guid? change, CancellationToken cancellationToken) =>
        StartAsync(actor, connection, new() { StartedBy = "", Undoes = run, UndoesChange = change, LocalId = record, Cause = SyncCause.Undo }, cancellationToken);

    /// <summary>Stops an open run soon; what it has written stays, and can be undone.</summary>
    /// <returns>Whether there is such a run, and it was open.</returns>
    public Task<bool> StopAsync(Actor actor, Guid run, CancellationToken cancellationToken) =>
        database.WriteAsync(actor, Permission.Synchronize, async (db, ct) =>
        {
            if (await db.Set<SyncRun>().FirstOrDefaultAsync(known => known.Id == run && known.State < SyncRunState.Done, ct) is not { } open)
                return false;
            var state = await db.Set<SyncState>().AsTracking().FirstAsync(known => known.ConnectionId == open.ConnectionId, ct);
            state.Stops = run;
            db.Audit("sync.stopped", nameof(SyncRun), run);
            return true;
        }, cancellationToken);

    private async Task<StartResult> StartAsync(Actor actor, Guid connection, SyncRun run, CancellationToken cancellationToken)
    {
        var result = await database.WriteAsync(actor, Permission.Synchronize, async (db, ct) =>
        {
            if (await db.Set<Connection>().FirstOrDefaultAsync(known => known.Id == connection, ct) is not { Secret: not null } opened)
                return new StartResult.Refused(new Failure(FailureCodes.NotConnected));
            var (choices, _) = await SyncSettingsEditor.ReadAsync(db, opened.System, ct);
            return await QueueAsync(db, run, opened, choices, actor.Name, ct);
        }, cancellationToken);
        return result;
    }

    /// <summary>Queues a run within a transaction that somebody, or the clock, makes.</summary>
    internal async Task<StartResult> QueueAsync(
        WorkspaceDbContext db, SyncRun wanted, Connection connection, SyncChoices choices, string startedBy, CancellationToken cancellationToken)
    {
        var on = endpoints.ModulesOf(connection.System).Where(module => choices.Of(module).IsOn).ToList();
        if (on.Count == 0 && wanted.Undoes is null)
            return new StartResult.Refused(new Failure(FailureCodes.SyncOff));
        if (await db.Set<SyncRun>().AnyAsync(open => open.ConnectionId == connection.Id && open.State < SyncRunState.Done, cancellationToken))
            return new StartResult.Refused(new Failure(FailureCodes.SyncRunning));

        if (wanted.Undoes is { } undoes && !await db.Set<SyncRun>().AnyAsync(
            run => run.Id == undoes && run.ConnectionId == connection.Id && !run.IsDry && run.State >= SyncRunState.Done, cancellationToken))
            return new StartResult.Refused(new Failure(FailureCodes.RecordNotFound));

        var now = time.GetUtcNow();
        var state = await db.Set<SyncState>().AsTracking().FirstOrDefaultAsync(known => known.ConnectionId == connection.Id, cancellationToken)
            ?? new SyncState { ConnectionId = connection.Id };
        var modules = on;
        var begins = 0;
        if (wanted.Agreed is { } agreed)
        {
            if (await db.Set<SyncRun>().FirstOrDefaultAsync(dry => dry.Id == agreed && dry.ConnectionId == connection.Id && dry.IsDry && dry.State == SyncRunState.Done, cancellationToken) is not { } shown)
                return new StartResult.Refused(new Failure(FailureCodes.PlanChanged));
            modules = on.FindAll(shown.IsAbout);
            begins = SyncRun.MaskOf(modules.Where(module => !state.HasBegun(module)));
        }
        else if (!wanted.IsDry && wanted.Undoes is null)
        {
            // What nobody has agreed to is shown first; the clock leaves it out.
            modules = on.FindAll(state.HasBegun);
            if (modules.Count == 0)
                return new StartResult.Refused(new Failure(FailureCodes.SyncNotBegun));
        }

        var run = new SyncRun
        {
            Id = Guid.CreateVersion7(now),
            ConnectionId = connection.Id,
            Cause = wanted.Cause,
            IsDry = wanted.IsDry,
            Agreed = wanted.Agreed,
            Undoes = wanted.Undoes,
            UndoesChange = wanted.UndoesChange,
            Begins = begins,
            LocalId = wanted.LocalId,
            Modules = SyncRun.MaskOf(modules),
            StartedBy = startedBy,
            QueuedAt = now,
        };
        db.Add(run);
        if (db.Entry(state).State == EntityState.Detached)
            db.Add(state);
        state.DueAt = choices.IsAutomatic ? SyncSettingsEditor.NextTick(now, choices.Every) : null;
        db.Audit(run.Undoes is null ? "sync.started" : "sync.undone", nameof(SyncRun), run.Id);
        var workspace = db.Workspace;
        db.AfterCommit(() =>
        {
            bell.Ring();
            feed.Publish(new(workspace, connection.Id, run.Id));
        });
        return new StartResult.Started(run.Id);
    }
}

/// <summary>What came of starting a run.</summary>
public abstract record StartResult
{
    private StartResult()
    {
    }

    public sealed record Started(Guid Run) : StartResult;

    public sealed record Refused(Failure Failure) : StartResult;
}

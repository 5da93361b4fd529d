using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Planning;
using PennaPay.Billy.Core.Sync.Runs;

namespace PennaPay.Billy.Core.Sync.Running;

/// <summary>
/// Carries out a plan, some records at a time: stores what is about to be written over there, writes it, and stores what came
/// of it together with what is written here. Killed in between, the rows tell what nobody knows yet.
/// </summary>
internal sealed class RunWriter(Database database, RecordLinks links, RunSender sender, RunSettler settler, SyncFeed feed, TimeProvider time)
{
    private const int AtATime = 25;

    /// <summary>The one who acts in a run, whoever started it; the run's row says who that was.</summary>
    internal static Actor ActorOf(SyncRun run) => Actor.Clock(run.WorkspaceId, "sync");

    /// <param name="run">The run; how far it is is stored as it goes.</param>
    /// <param name="opened">The account.</param>
    /// <param name="kind">What is to be done.</param>
    /// <param name="cancellationToken">Gives up; what is written stays.</param>
    /// <returns>Why it stopped before the end; null when it did not.</returns>
    public async Task<Failure?> WriteAsync(SyncRun run, OpenedConnection opened, KindPlan kind, CancellationToken cancellationToken)
    {
        foreach (var batch in kind.Plan.Records.Chunk(AtATime))
        {
            if (await WhyNotAsync(run, cancellationToken) is { } ended)
                return ended;
            var works = Array.ConvertAll(batch, record => new RunWork(record));
            var claims = new List<IDisposable>();
            try
            {
                foreach (var work in works.Where(work => work.Plan.Step is PlanStep.CreateThere or PlanStep.Link))
                    claims.Add(await links.ClaimAsync(run.ConnectionId, kind.Input.Kind, work.Plan.LocalId!.Value, cancellationToken));
                if (works.Any(work => work.Plan.Writes(SyncSide.There)))
                    await IntendAsync(run, kind, works, cancellationToken);
                CrashPoint.Reach("sync.after-intention");
                Failure? stop;
                try
                {
                    stop = await sender.SendAsync(run, opened, kind, works, work => RestateAsync(run, work, cancellationToken), cancellationToken);
                }
                catch (OperationCanceledException)
                {
                    await settler.SettleAsync(run, kind, works, isStopping: true, CancellationToken.None);
                    throw;
                }

                CrashPoint.Reach("sync.before-settling");
                // What was written over there is stored, also while the program is being stopped.
                await settler.SettleAsync(run, kind, works, stop is not null, CancellationToken.None);
                CrashPoint.Reach("sync.after-settling");
                feed.Publish(new(run.WorkspaceId, run.ConnectionId, run.Id));
                if (stop is not null)
                    return stop;
            }
            finally
            {
                foreach (var claim in claims)
                    claim.Dispose();
            }
        }

        return null;
    }

    /// <summary>Why a run does not go on: somebody stopped it, or the account is not connected any more.</summary>
    internal async Task<Failure?> WhyNotAsync(SyncRun run, CancellationToken cancellationToken)
    {
        await using var db = database.Read(run.WorkspaceId);
        if (!await db.Set<Connection>().AnyAsync(connection => connection.Id == run.ConnectionId && connection.Secret != null, cancellationToken))
            return new Failure(FailureCodes.NotConnected);
        return await db.Set<SyncState>().AnyAsync(state => state.ConnectionId == run.ConnectionId && state.Stops == run.Id, cancellationToken)
            ? new Failure(FailureCodes.SyncStopped)
            : null;
    }

    private Task IntendAsync(SyncRun run, KindPlan kind, IReadOnlyList<RunWork> works, CancellationToken cancellationToken)
    {
        var field = kind.Pair.Ours.NumberField;
        return works.Any(work => work.Plan.Step == PlanStep.CreateThere && string.IsNullOrWhiteSpace(work.Plan.Ours!.Of(field)))
            ? database.WriteAsync(ActorOf(run), Permission.Synchronize, async (db, ct) =>
            {
                await IntendAsync(db, run, kind, works, ct);
                db.Audit("records.synced", nameof(SyncRun), run.Id);
            }, cancellationToken)
            : database.WriteAsync(run.WorkspaceId, (db, ct) => IntendAsync(db, run, kind, works, ct), cancellationToken);
    }

    private async Task IntendAsync(WorkspaceDbContext db, SyncRun run, KindPlan kind, IReadOnlyList<RunWork> works, CancellationToken cancellationToken)
    {
        foreach (var work in works)
        {
            if (!work.Plan.Writes(SyncSide.There))
                continue;
            if (work.Plan.Step is PlanStep.CreateThere or PlanStep.Link)
            {
                // A push may have linked it meanwhile.
                var local = work.Plan.LocalId!.Value;
                work.IsDropped = await db.Set<RecordLink>().AnyAsync(link => link.ConnectionId == run.ConnectionId && link.Kind == kind.Input.Kind && link.LocalId == local, cancellationToken);
                if (!work.IsDropped && work.Plan.Step == PlanStep.CreateThere)
                {
                    work.Number = await NumberAsync(db, run, kind, work.Plan, cancellationToken);
                    work.IsDropped = work.Number is null;
                }

                if (work.IsDropped)
                    continue;
            }

            var (item, changes) = RunRows.Written(run, work.Plan, SyncSide.There, time.GetUtcNow());
            item.IsSettled = false;
            db.Add(item);
            db.AddRange(changes);
            (work.Written, work.Changes) = (item, changes);
        }
    }

    // The number that a new record is found again by is ours before the record is theirs. Null where ours is gone.
    private async Task<string?> NumberAsync(WorkspaceDbContext db, SyncRun run, KindPlan kind, PlannedRecord plan, CancellationToken cancellationToken)
    {
        var local = plan.LocalId!.Value;
        if (await kind.Pair.Ours.FindAsync(db, local, cancellationToken) is not { } ours)
            return null;
        var field = kind.Pair.Ours.NumberField;
        if (ours.Of(field) is { Length: > 0 } known)
            return known;
        var number = OwnNumber.Of(local);
        await kind.Pair.Ours.ChangeAsync(db, local, new Dictionary<string, string?> { [field] = number }, cancellationToken);
        if (plan.Changes.Any(change => change.Side == SyncSide.Here))
        {
            var (item, changes) = RunRows.Written(run, plan, SyncSide.Here, time.GetUtcNow());
            db.Add(item);
            db.AddRange(changes);
        }

        return number;
    }

    // What was read just before the write had changed: the rows say what is written now.
    private async Task RestateAsync(SyncRun run, RunWork work, CancellationToken cancellationToken)
    {
        var item = work.Written!;
        work.Changes = RunRows.ChangesOf(item, work.Plan.Changes);
        await database.WriteAsync(run.WorkspaceId, async (db, ct) =>
        {
            await db.Set<SyncChange>().Where(change => change.ItemId == item.Id).ExecuteDeleteAsync(ct);
            db.AddRange(work.Changes);
            if (work.Changes.Count == 0)
                await db.Set<SyncItem>().Where(known => known.Id == item.Id).ExecuteDeleteAsync(ct);
        }, cancellationToken);
        if (work.Changes.Count == 0)
            work.Written = null;
    }
}

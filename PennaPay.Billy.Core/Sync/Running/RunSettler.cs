using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Merging;
using PennaPay.Billy.Core.Sync.Planning;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Sync.Runs;

namespace PennaPay.Billy.Core.Sync.Running;

/// <summary>
/// Stores what became of some records, in one transaction: what is written here, links, what both sides agree on from now on,
/// questions, and the rows that tell of it.
/// </summary>
internal sealed class RunSettler(Database database, TimeProvider time)
{
    /// <param name="run">The run.</param>
    /// <param name="kind">The kind of record.</param>
    /// <param name="works">What was done over there.</param>
    /// <param name="isStopping">Whether records that were not reached may be among them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task SettleAsync(SyncRun run, KindPlan kind, IReadOnlyList<RunWork> works, bool isStopping, CancellationToken cancellationToken)
    {
        var (done, unchanged) = (run.Done, run.Unchanged);
        return database.WriteAsync(RunWriter.ActorOf(run), Permission.Synchronize, async (db, ct) =>
        {
            var settling = new Settling(db, run, kind, time);
            await settling.BeginAsync(works, ct);
            foreach (var work in works)
                await settling.SettleAsync(work, isStopping, ct);
            (run.Done, run.Unchanged) = (done + works.Count, unchanged + settling.Quiet);
            db.Update(run);
            db.Audit("records.synced", nameof(SyncRun), run.Id.ToString(), works.Count);
        }, cancellationToken);
    }

    private sealed class Settling(WorkspaceDbContext db, SyncRun run, KindPlan kind, TimeProvider time)
    {
        private readonly DateTimeOffset now = time.GetUtcNow();
        private readonly Dictionary<Guid, RecordLink> byLocal = [];
        private readonly Dictionary<string, RecordLink> byRemote = new(StringComparer.Ordinal);
        private Dictionary<string, SyncQuestion> questions = [];

        /// <summary>Records that were alike, and only what they agree on was stored.</summary>
        public int Quiet { get; private set; }

        public async Task BeginAsync(IReadOnlyList<RunWork> works, CancellationToken cancellationToken)
        {
            var locals = works.Select(work => work.Plan.LocalId).OfType<Guid>().ToList();
            var remotes = works.Select(work => work.Answered?.Id ?? work.Plan.RemoteId).OfType<string>().ToList();
            var links = await db.Set<RecordLink>().AsTracking()
                .Where(link => link.ConnectionId == run.ConnectionId && link.Kind == kind.Input.Kind && (locals.Contains(link.LocalId) || remotes.Contains(link.RemoteId)))
                .ToListAsync(cancellationToken);
            foreach (var link in links)
            {
                byLocal[link.LocalId] = link;
                if (!link.IsShared)
                    byRemote[link.RemoteId] = link;
            }

            questions = await QuestionRows.OpenAsync(db, run, [.. works.SelectMany(work => work.Plan.Questions).Select(question => question.Subject)], cancellationToken);
        }

        public async Task SettleAsync(RunWork work, bool isStopping, CancellationToken cancellationToken)
        {
            var plan = work.Plan;
            var isDone = work.Answered is not null || work.Withdrawn is not null || !NeedsRequest(plan);
            // It left, and nobody knows what became of it.
            if (work.IsSent && !isDone && work.Failed is null)
                return;
            // Not reached before the run stopped: as if it had not been begun.
            if (work.IsDropped || isStopping && !isDone && work.Failed is null)
            {
                Forget(work);
                return;
            }

            if (work.Written is { } item)
                SettleWritten(work, item);
            else if (work.Failed is { } failure)
                db.Add(RunRows.Item(run, plan, SyncSide.There, SyncOutcome.Failed, now, failure));
            if (work.Failed is not null && plan.Step is not (PlanStep.Update or PlanStep.Link))
                return;

            switch (plan.Step)
            {
                // Added and pushed while both sides were read.
                case PlanStep.Unlink when plan.Ours is null && plan.LocalId is { } there && await kind.Pair.Ours.FindAsync(db, there, cancellationToken) is not null:
                    return;
                case PlanStep.Unlink:
                    if (plan.LocalId is { } unlinked && byLocal.GetValueOrDefault(unlinked) is { } gone)
                        db.Remove(gone);
                    if (plan.Ours is not null || plan.Theirs is not null)
                        AddRows(plan);
                    break;
                case PlanStep.DeleteThere:
                    db.Add(RunRows.Item(run, plan, SyncSide.There, work.Withdrawn == WithdrawOutcome.Archived ? SyncOutcome.Archived : SyncOutcome.Deleted, now));
                    break;
                case PlanStep.DeleteHere:
                    var isGone = await kind.Pair.Ours.DeleteAsync(db, plan.LocalId!.Value, cancellationToken);
                    db.Add(RunRows.Item(run, plan, SyncSide.Here, isGone ? SyncOutcome.Deleted : SyncOutcome.Failed, now, isGone ? null : new Failure(FailureCodes.RecordInUse)));
                    break;
                case PlanStep.CreateHere:
                    await CreateHereAsync(plan, cancellationToken);
                    break;
                case PlanStep.CreateThere:
                    await LinkCreatedAsync(plan, work.Answered!, cancellationToken);
                    break;
                case PlanStep.Update or PlanStep.Link:
                    await UpdateAsync(work, cancellationToken);
                    break;
                default:
                    AddRows(plan);
                    break;
            }

            Ask(plan);
        }

        private static bool NeedsRequest(PlannedRecord plan) =>
            plan.Writes(SyncSide.There) || plan.Step == PlanStep.DeleteThere || plan is { Step: PlanStep.Unlink, Ours: not null };

        private void Forget(RunWork work)
        {
            if (work.Written is not { } item)
                return;
            db.RemoveRange(work.Changes);
            db.Remove(item);
        }

        private void SettleWritten(RunWork work, SyncItem item)
        {
            if (work.Answered is { } answered)
            {
                (item.RemoteId, item.IsSettled) = (answered.Id, true);
            }
            else
            {
                var failure = work.IsUnclear ? new Failure(FailureCodes.OutcomeUnknown) : work.Failed ?? new Failure(FailureCodes.RecordChanged);
                (item.FailureCode, item.FailureDetail, item.IsSettled) = (failure.Code, failure.Detail, !work.IsUnclear);
                if (!work.IsUnclear)
                {
                    item.Outcome = failure.Code == FailureCodes.RecordChanged ? SyncOutcome.Skipped : SyncOutcome.Failed;
                    // Nothing was written, so there is nothing to be seen as changed, or to be taken back.
                    db.RemoveRange(work.Changes);
                }
            }

            db.Update(item);
        }

        private async Task CreateHereAsync(PlannedRecord plan, CancellationToken cancellationToken)
        {
            if (byRemote.ContainsKey(plan.RemoteId!))
                return;
            var (created, problems) = await kind.Pair.Ours.CreateAsync(db, plan.Module.Module, RunSender.Values(plan.Changes, SyncSide.Here), cancellationToken);
            if (created is null)
            {
                db.Add(RunRows.Item(run, plan, SyncSide.Here, SyncOutcome.Failed, now, Invalid(problems)));
                return;
            }

            var (item, changes) = RunRows.Written(run, plan, SyncSide.Here, now);
            item.LocalId = created.Id;
            db.Add(item);
            db.AddRange(changes);
            Link(created.Id, plan.RemoteId!, plan.Module.RowsOf(created, plan.Theirs).ToDictionary(row => row.Key, row => new AgreedValue(created.Of(row.Here.Name), plan.Theirs!.Of(row.There.Name))));
        }

        private async Task LinkCreatedAsync(PlannedRecord plan, TheirRecord answered, CancellationToken cancellationToken)
        {
            var ours = await kind.Pair.Ours.FindAsync(db, plan.LocalId!.Value, cancellationToken);
            if (ours is null)
                return;
            // What was sent is what was read; what somebody typed since then is a change.
            var number = kind.Pair.Ours.NumberField;
            Link(ours.Id, answered.Id, plan.Module.RowsOf(plan.Ours, answered).ToDictionary(
                row => row.Key,
                row => new AgreedValue(row.Here.Name == number ? ours.Of(number) : plan.Ours!.Of(row.Here.Name), answered.Of(row.There.Name))));
        }

        private async Task UpdateAsync(RunWork work, CancellationToken cancellationToken)
        {
            var plan = work.Plan;
            var theirs = work.Answered ?? plan.Theirs!;
            if (byRemote.GetValueOrDefault(theirs.Id) is { } other && other.LocalId != plan.LocalId)
            {
                db.Add(RunRows.Item(run, plan, SyncSide.Here, SyncOutcome.Skipped, now, new Failure(FailureCodes.RecordShared, plan.Title)));
                return;
            }

            var agreed = new Dictionary<string, AgreedValue>(plan.Agreed);
            if (work.Answered is not null)
            {
                // What a write of ours brought with it over there is nobody's change, and must not come here as one.
                foreach (var (row, value) in plan.Agreed)
                {
                    if (FieldRow.NamesIn(row).There is var field && value.There == plan.Theirs!.Of(field))
                        agreed[row] = value with { There = theirs.Of(field) };
                }

                foreach (var change in plan.Changes.Where(change => change.Side == SyncSide.There))
                    agreed[change.Row.Key] = new(plan.Ours!.Of(change.Row.Here.Name), theirs.Of(change.Row.There.Name));
            }

            var wroteHere = await WriteHereAsync(plan, theirs, agreed, cancellationToken);
            if (!wroteHere)
                return;
            Link(plan.LocalId!.Value, theirs.Id, agreed);
            if (plan is { Step: PlanStep.Link, Changes: [] })
                db.Add(RunRows.Item(run, plan, SyncSide.Here, SyncOutcome.Linked, now));
            if (plan.Questions.Count > 0)
                db.Add(RunRows.Item(run, plan, SyncSide.Here, SyncOutcome.Asked, now));
            if (plan is { Step: PlanStep.Update, Changes: [], Questions: [] })
                Quiet++;
        }

        // False where our record is gone.
        private async Task<bool> WriteHereAsync(
            PlannedRecord plan, TheirRecord theirs, Dictionary<string, AgreedValue> agreed, CancellationToken cancellationToken)
        {
            if (await kind.Pair.Ours.FindAsync(db, plan.LocalId!.Value, cancellationToken) is not { } current)
                return false;
            // What somebody typed since it was read is not written over; the next run sees it.
            var changes = plan.Changes.Where(change => change.Side == SyncSide.Here && FieldValue.Same(change.Row.Type, change.Old, current.Of(change.Field))).ToList();
            if (changes.Count == 0)
                return true;
            var (saved, problems) = await kind.Pair.Ours.ChangeAsync(db, current.Id, RunSender.Values(changes, SyncSide.Here), cancellationToken);
            if (saved is null)
            {
                db.Add(RunRows.Item(run, plan, SyncSide.Here, SyncOutcome.Failed, now, Invalid(problems)));
                return true;
            }

            var (item, rows) = RunRows.Written(run, plan with { Changes = changes }, SyncSide.Here, now);
            db.Add(item);
            db.AddRange(rows);
            foreach (var change in changes)
                agreed[change.Row.Key] = new(saved.Of(change.Row.Here.Name), theirs.Of(change.Row.There.Name));
            return true;
        }

        private void Link(Guid local, string remote, IReadOnlyDictionary<string, AgreedValue> agreed)
        {
            var link = byLocal.GetValueOrDefault(local);
            if (link is null)
            {
                byLocal[local] = byRemote[remote] = link = db.Add(new RecordLink
                {
                    ConnectionId = run.ConnectionId, Kind = kind.Input.Kind, LocalId = local, RemoteId = remote, LinkedAt = now,
                    IsShared = byRemote.ContainsKey(remote),
                }).Entity;
            }

            // Another of ours that had the same record may be gone by now.
            link.IsShared = byRemote.GetValueOrDefault(link.RemoteId) is { } holder && holder != link;
            // Not before what was written here just now, or it would look changed since.
            if (link.RemoteId == remote)
                (link.Base, link.BaseAt) = (AgreedValues.Write(agreed), time.GetUtcNow());
        }

        private void AddRows(PlannedRecord plan)
        {
            foreach (var (item, changes) in RunRows.Of(run, plan, now))
            {
                db.Add(item);
                db.AddRange(changes);
            }
        }

        private void Ask(PlannedRecord plan)
        {
            foreach (var asked in plan.Questions)
                QuestionRows.Ask(db, run, AskedRecord.Of(kind.Input.Kind, plan), asked, questions, now);
        }

        private static Failure Invalid(IReadOnlyList<FieldProblem> problems) =>
            OwnFields.FailureOf(problems) ?? new(FailureCodes.RecordInvalid, string.Join("; ", problems.Select(problem => problem.Field).Distinct()));
    }
}

using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Planning;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Sync.Runs;

namespace PennaPay.Billy.Core.Sync.Running;

/// <summary>Writes single records over there, and says truly what became of each.</summary>
internal sealed class RunSender(TimeProvider time)
{
    private const int MostWaits = 5;
    private const int MostInARow = 5;
    private static readonly TimeSpan WaitWhenTold = TimeSpan.FromSeconds(10);

    // Pushes of these records wait meanwhile.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <param name="run">Whether it may do anything but what was agreed to.</param>
    /// <param name="opened">The account.</param>
    /// <param name="kind">The kind of record.</param>
    /// <param name="works">Those that something is to be done with over there; each is told what became of it.</param>
    /// <param name="restate">Stores that another change is about to be made than was stored before.</param>
    /// <param name="cancellationToken">Gives up between two records.</param>
    /// <returns>Why the run cannot go on; null while it can. Records that were not reached are left as they were.</returns>
    public async Task<Failure?> SendAsync(
        SyncRun run, OpenedConnection opened, KindPlan kind, IReadOnlyList<RunWork> works, Func<RunWork, Task> restate, CancellationToken cancellationToken)
    {
        var silent = 0;
        foreach (var work in works)
        {
            if (work.IsDropped)
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            for (var waits = 0; ; waits++)
            {
                try
                {
                    await SendAsync(run, opened, kind, work, restate, cancellationToken);
                    silent = 0;
                    break;
                }
                catch (RecordRefusedException refusal)
                {
                    work.Failed = refusal.Failure;
                    break;
                }
                catch (ApiException exception) when (IsWaitedFor(exception, waits))
                {
                    await WaitAsync(exception, time, cancellationToken);
                }
                catch (ApiException exception)
                {
                    work.Failed = Describe(exception);
                    work.IsUnclear = work.IsSent && exception.MayHaveBeenProcessed;
                    if (work.Failed.ConcernsTheConnection() || exception.Failure is ApiFailure.Away or ApiFailure.RateLimited)
                        return work.Failed;
                    if (exception.Failure.MeansAway() && ++silent >= MostInARow)
                        return work.Failed;
                    break;
                }
            }
        }

        return null;
    }

    /// <summary>Whether the same is tried again after a moment.</summary>
    internal static bool IsWaitedFor(ApiException exception, int waits) =>
        exception.Failure == ApiFailure.RateLimited && waits < MostWaits && (exception.RetryAfter ?? WaitWhenTold) <= LongestWait;

    internal static Task WaitAsync(ApiException exception, TimeProvider time, CancellationToken cancellationToken) =>
        Task.Delay(exception.RetryAfter ?? WaitWhenTold, time, cancellationToken);

    internal static Failure Describe(ApiException exception) => ApiFailures.Describe(exception) is var failure && failure.Code == FailureCodes.InvoiceInvalid
        ? failure with { Code = FailureCodes.RecordInvalid, Detail = Words(failure) }
        : failure;

    private static string? Words(Failure failure) => failure.Fields is { Count: > 0 } fields
        ? string.Join("; ", fields.Select(field => $"{field.Field}: {field.Message}"))
        : failure.Detail;

    private static async Task SendAsync(
        SyncRun run, OpenedConnection opened, KindPlan kind, RunWork work, Func<RunWork, Task> restate, CancellationToken cancellationToken)
    {
        var endpoint = kind.Pair.Theirs;
        switch (work.Plan.Step)
        {
            case PlanStep.CreateThere:
                var values = Values(work.Plan.Changes, SyncSide.There);
                if (work.Number is { } number)
                    values[endpoint.NumberField] = number;
                work.IsSent = true;
                CrashPoint.Reach("sync.before-create");
                work.Answered = await endpoint.CreateAsync(opened, work.Plan.Module.Module, values, cancellationToken);
                CrashPoint.Reach("sync.after-create");
                break;
            case PlanStep.DeleteThere:
                work.Withdrawn = await endpoint.WithdrawAsync(opened, work.Plan.RemoteId!, cancellationToken);
                break;
            // What a list lacks may only have slipped past while it was read.
            case PlanStep.Unlink when work.Plan.Ours is not null:
                work.IsDropped = await endpoint.GetAsync(opened, work.Plan.RemoteId!, cancellationToken) is not null;
                break;
            case PlanStep.Update or PlanStep.Link when work.Written is not null:
                await ChangeAsync(run, opened, kind, work, restate, cancellationToken);
                break;
        }
    }

    private static async Task ChangeAsync(
        SyncRun run, OpenedConnection opened, KindPlan kind, RunWork work, Func<RunWork, Task> restate, CancellationToken cancellationToken)
    {
        var endpoint = kind.Pair.Theirs;
        // The account has no versions to hold a write against; what stands between this look and the write is lost.
        if (await endpoint.GetAsync(opened, work.Plan.RemoteId!, cancellationToken) is not { } current)
        {
            work.Failed = new Failure(FailureCodes.RecordChanged);
            return;
        }

        var planned = Again(kind, work.Plan, current);
        if (planned.Line() != work.Plan.Line())
        {
            if (run.Agreed is not null)
            {
                work.Failed = new Failure(FailureCodes.RecordChanged);
                return;
            }

            work.Plan = planned;
            if (!planned.Writes(SyncSide.There))
            {
                work.Answered = null;
                await restate(work);
                return;
            }

            await restate(work);
        }

        work.Plan = planned;
        var changes = Values(work.Plan.Changes, SyncSide.There);
        try
        {
            work.IsSent = true;
            CrashPoint.Reach("sync.before-change");
            work.Answered = await endpoint.ChangeAsync(opened, current, changes, cancellationToken);
            CrashPoint.Reach("sync.after-change");
        }
        catch (ApiException exception) when (exception.MayHaveBeenProcessed)
        {
            // Changing twice is changing once, so looking tells.
            work.Answered = await LookAsync(endpoint, opened, work.Plan, cancellationToken);
            if (work.Answered is null)
                throw;
        }
    }

    /// <summary>The same record planned for as the account has it now.</summary>
    internal static PlannedRecord Again(KindPlan kind, PlannedRecord plan, TheirRecord current)
    {
        var agreed = kind.Input.Links.FirstOrDefault(link => link.LocalId == plan.LocalId && plan.Step != PlanStep.Link)?.Agreed;
        return PairPlanner.Plan(kind.Input.Kind, plan.Module, plan.Ours!, current, agreed, kind.Input.Questions, plan.MatchedBy);
    }

    private static async Task<TheirRecord?> LookAsync(IRecordEndpoint endpoint, OpenedConnection opened, PlannedRecord plan, CancellationToken cancellationToken)
    {
        try
        {
            return await endpoint.GetAsync(opened, plan.RemoteId!, cancellationToken) is { } record
                && plan.Changes.Where(change => change.Side == SyncSide.There).All(change => FieldValue.Same(change.Row.Type, change.New, record.Of(change.Field)))
                    ? record
                    : null;
        }
        catch (ApiException)
        {
            return null;
        }
    }

    internal static Dictionary<string, string?> Values(IEnumerable<PlannedChange> changes, SyncSide side)
    {
        var values = new Dictionary<string, string?>();
        foreach (var change in changes.Where(change => change.Side == side))
            values[change.Field] = change.New;
        return values;
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Invoices;
using PennaPay.Billy.Core.Sync.Planning;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Settings;

namespace PennaPay.Billy.Core.Sync.Running;

/// <summary>Does one run from its start, or from where a crash left it, to its end.</summary>
internal sealed partial class SyncProcessor(
    Database database, ConnectionOpener opener, RecordEndpoints endpoints, RunPlanner planner, InvoiceReading reading, RunWriter writer, InvoiceWriting invoices,
    RunUndo undo, UnsettledItems unsettled, AgreedPlans agreed, SyncFeed feed, TimeProvider time, ILogger<SyncProcessor> logger)
{
    private const int ShownAtATime = 500;

    /// <param name="workspace">Whose run.</param>
    /// <param name="id">The run; nothing happens when it is over.</param>
    /// <param name="cancellationToken">Gives up; the run stays open and is gone on with later.</param>
    public async Task RunAsync(WorkspaceId workspace, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        if (await db.Set<SyncRun>().FirstOrDefaultAsync(known => known.Id == id, cancellationToken) is not { IsOver: false } run)
            return;
        Failure? failure;
        try
        {
            failure = await RunAsync(run, cancellationToken);
        }
        catch (ApiException exception)
        {
            failure = ApiFailures.DescribeRead(exception);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, run.Id, fault);
            failure = new Failure(FailureCodes.SyncFailed, fault is OperationCanceledException ? null : fault.GetType().Name);
        }

        (run.FailureCode, run.FailureDetail) = (failure?.Code, failure?.Detail);
        await StoreAsync(run, failure is null ? SyncRunState.Done : SyncRunState.Stopped, CancellationToken.None);
    }

    private async Task<Failure?> RunAsync(SyncRun run, CancellationToken cancellationToken)
    {
        var (opened, refusal) = await opener.OpenAsync(run.WorkspaceId, run.ConnectionId, cancellationToken);
        if (opened is null)
            return refusal;
        // One record is what somebody waits for.
        if (run.LocalId is not null)
            opened = opened.Urgently();
        var (choices, _) = await ReadChoicesAsync(run.WorkspaceId, opened.Connection.System, cancellationToken);
        run.StartedAt ??= time.GetUtcNow();
        (run.Read, run.ToDo, run.Done, run.Unchanged) = (0, 0, 0, 0);
        await StoreAsync(run, SyncRunState.Reading, cancellationToken);
        if (run.Undoes is not null)
            return await undo.UndoAsync(run, opened, cancellationToken);

        var plan = await PlanAsync(run, opened, choices, cancellationToken);
        await unsettled.SettleAsync(run, plan.Kinds, cancellationToken);
        run.Unchanged = plan.Unchanged;
        run.ToDo = plan.ToDo;
        run.Requests = plan.Kinds.Sum(kind => kind.Plan.Records.Sum(RequestsFor));
        run.PlanHash = plan.Hash();
        if (run.Agreed is not null && await agreed.IsOtherAsync(run, plan, cancellationToken))
            return new Failure(FailureCodes.PlanChanged);
        if (run.IsDry)
        {
            await ShowAsync(run, plan, cancellationToken);
            return null;
        }

        await StoreAsync(run, SyncRunState.Writing, cancellationToken);
        await BeginAsync(run, cancellationToken);
        foreach (var kind in plan.Kinds)
        {
            if (await writer.WriteAsync(run, opened, kind, cancellationToken) is { } stop)
                return stop;
        }

        if (plan.Invoices is { } issued
            && await invoices.WriteAsync(run, issued.Endpoint, opened, issued.Plan, choices.InvoicesGoTo, cancellationToken) is { } ended)
            return ended;
        await CloseAsync(run, plan, cancellationToken);
        return null;
    }

    private async Task<RunPlan> PlanAsync(SyncRun run, OpenedConnection opened, SyncChoices choices, CancellationToken cancellationToken)
    {
        var kinds = await planner.PlanAsync(run, opened, choices, read => run.Read = read, cancellationToken);
        if (run.LocalId is not null || !run.IsAbout(SyncModule.Invoices) || endpoints.InvoicesOf(opened.Connection.System) is not { } endpoint)
            return new(kinds, null);
        var before = run.Read;
        var plan = await reading.PlanAsync(
            run, endpoint, opened, choices, RunPlan.Coming(kinds), read => run.Read = before + read, cancellationToken);
        return new(kinds, new(endpoint, plan));
    }

    private async Task<(SyncChoices Choices, int Version)> ReadChoicesAsync(WorkspaceId workspace, string system, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await SyncSettingsEditor.ReadAsync(db, system, cancellationToken);
    }

    // Some at a time, so that nobody else who writes waits for long. Gone on with after a crash, all of it is shown anew.
    private async Task ShowAsync(SyncRun run, RunPlan plan, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await database.WriteAsync(run.WorkspaceId, (db, ct) => db.Set<SyncItem>().Where(item => item.RunId == run.Id).ExecuteDeleteAsync(ct), cancellationToken);
        foreach (var kind in plan.Kinds)
        {
            foreach (var batch in kind.Plan.Records.Chunk(ShownAtATime))
                await database.WriteAsync(run.WorkspaceId, (db, ct) => ShowAsync(db, run, kind.Input.Kind, batch, now, ct), cancellationToken);
        }

        foreach (var batch in (plan.Invoices?.Plan.Records ?? []).Chunk(ShownAtATime))
            await database.WriteAsync(run.WorkspaceId, (db, ct) => InvoiceRows.ShowAsync(db, run, batch, now, ct), cancellationToken);
    }

    private static async Task ShowAsync(
        WorkspaceDbContext db, SyncRun run, RecordKind kind, IReadOnlyList<PlannedRecord> records, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var open = await QuestionRows.OpenAsync(db, run, [.. records.SelectMany(record => record.Questions).Select(question => question.Subject)], cancellationToken);
        foreach (var record in records)
        {
            foreach (var (item, changes) in RunRows.Of(run, record, now))
            {
                db.Add(item);
                db.AddRange(changes);
            }

            // Questions can be answered before anything moves. What was answered already stands until a run has acted on it.
            foreach (var asked in record.Questions)
                QuestionRows.Ask(db, run, AskedRecord.Of(kind, record), asked, open, now);
        }
    }

    // From now on the modules are kept alike without being shown first.
    private Task BeginAsync(SyncRun run, CancellationToken cancellationToken) =>
        run.Begins == 0
            ? Task.CompletedTask
            : database.WriteAsync(run.WorkspaceId, async (db, ct) =>
            {
                var state = await db.Set<SyncState>().AsTracking().FirstAsync(known => known.ConnectionId == run.ConnectionId, ct);
                state.Begun |= run.Begins;
            }, cancellationToken);

    private Task CloseAsync(SyncRun run, RunPlan plan, CancellationToken cancellationToken) =>
        database.WriteAsync(run.WorkspaceId, async (db, ct) =>
        {
            var failed = await db.Set<SyncItem>()
                .Where(item => item.RunId == run.Id && (item.Outcome == SyncOutcome.Failed || item.Outcome == SyncOutcome.Skipped || !item.IsSettled))
                .Select(item => new { item.LocalId, item.RemoteId }).ToListAsync(ct);
            var records = failed.SelectMany(item => new[] { item.LocalId?.ToString(), item.RemoteId }).OfType<string>().ToHashSet(StringComparer.Ordinal);
            foreach (var kind in plan.Kinds)
            {
                var asked = kind.Plan.Records.SelectMany(record => record.Questions).Select(question => question.Subject).ToHashSet(StringComparer.Ordinal);
                await QuestionRows.CloseAsync(db, run, kind.Input.Kind, asked, kind.Input.Modules.ContainsKey, records, time.GetUtcNow(), ct);
            }

            if (plan.Invoices is { } issued)
                await InvoiceRows.CloseAsync(db, run, issued.Plan, time.GetUtcNow(), ct);
        }, cancellationToken);

    private Task StoreAsync(SyncRun run, SyncRunState state, CancellationToken cancellationToken)
    {
        run.State = state;
        run.EndedAt = run.IsOver ? time.GetUtcNow() : null;
        return database.WriteAsync(run.WorkspaceId, (db, _) =>
        {
            db.Update(run);
            db.AfterCommit(() => feed.Publish(new(run.WorkspaceId, run.ConnectionId, run.Id)));
            return Task.CompletedTask;
        }, cancellationToken);
    }

    private static int RequestsFor(PlannedRecord record) => record.Step switch
    {
        PlanStep.CreateThere or PlanStep.DeleteThere => 1,
        PlanStep.Unlink when record.Ours is not null => 1,
        _ when record.Writes(SyncSide.There) => 2,
        _ => 0,
    };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Run {Run} of keeping records alike failed.")]
        public static partial void Failed(ILogger logger, Guid run, Exception fault);
    }
}

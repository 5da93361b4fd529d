using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Invoices;
using PennaPay.Billy.Core.Sync.Merging;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Sync.Runs;

namespace PennaPay.Billy.Core.Sync.Running;

/// <summary>
/// Takes back what a run wrote, the last first, on both sides. What somebody changed since is left and named, and nothing that
/// is taken back is written again by itself.
/// </summary>
internal sealed class RunUndo(Database database, RecordEndpoints endpoints, RunWriter writer, InvoiceUndo invoices, SyncFeed feed, TimeProvider time)
{
    private const int ToldAfter = 25;

    /// <returns>Why it stopped before the end; null when it did not.</returns>
    /// <exception cref="ApiException">The account does not answer.</exception>
    public async Task<Failure?> UndoAsync(SyncRun run, OpenedConnection opened, CancellationToken cancellationToken)
    {
        List<SyncItem> items;
        SyncRun? undone;
        await using (var db = database.Read(run.WorkspaceId))
        {
            undone = await db.Set<SyncRun>().FirstOrDefaultAsync(known => known.Id == run.Undoes && known.ConnectionId == run.ConnectionId && !known.IsDry, cancellationToken);
            items = await db.Set<SyncItem>()
                .Where(item => item.RunId == run.Undoes && item.IsSettled && (item.Outcome == SyncOutcome.Created || item.Outcome == SyncOutcome.Updated || item.Outcome == SyncOutcome.Linked || item.Outcome == SyncOutcome.Queued))
                .Where(item => run.LocalId == null || item.LocalId == run.LocalId)
                .Where(item => run.UndoesChange == null || db.Set<SyncChange>().Any(change => change.ItemId == item.Id && change.Id == run.UndoesChange))
                // Invoices go before those to whom they are made out.
                .OrderByDescending(item => item.Module).ThenByDescending(item => item.Id).ToListAsync(cancellationToken);
        }

        if (undone is not { IsOver: true })
            return new Failure(FailureCodes.RecordNotFound);
        run.ToDo = items.Count;
        if (run is { LocalId: null, UndoesChange: null })
            await invoices.CancelAsync(run, undone, cancellationToken);
        foreach (var item in items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await writer.WhyNotAsync(run, cancellationToken) is { } ended)
                return ended;
            for (var waits = 0; ; waits++)
            {
                try
                {
                    CrashPoint.Reach("sync.before-undo");
                    await UndoAsync(run, undone, opened, item, cancellationToken);
                    CrashPoint.Reach("sync.after-undo");
                    break;
                }
                catch (ApiException exception) when (RunSender.IsWaitedFor(exception, waits))
                {
                    await RunSender.WaitAsync(exception, time, cancellationToken);
                }
                catch (ApiException exception) when (exception.Failure is ApiFailure.Invalid or ApiFailure.NotFound)
                {
                    await NoteAsync(run, item, new Failure(FailureCodes.RecordInvalid, RunSender.Describe(exception).Detail), cancellationToken);
                    break;
                }
                catch (RecordRefusedException refusal)
                {
                    await NoteAsync(run, item, refusal.Failure, cancellationToken);
                    break;
                }
            }

            if (++run.Done % ToldAfter == 0)
            {
                await database.WriteAsync(run.WorkspaceId, (db, ct) => db.Set<SyncRun>().Where(known => known.Id == run.Id)
                    .ExecuteUpdateAsync(update => update.SetProperty(known => known.Done, run.Done).SetProperty(known => known.ToDo, run.ToDo), ct), cancellationToken);
                feed.Publish(new(run.WorkspaceId, run.ConnectionId, run.Id));
            }
        }

        // The whole first run: the modules are shown again before anything moves.
        if (undone.Begins != 0 && run is { LocalId: null, UndoesChange: null })
        {
            await database.WriteAsync(run.WorkspaceId, async (db, ct) =>
            {
                var state = await db.Set<SyncState>().AsTracking().FirstAsync(known => known.ConnectionId == run.ConnectionId, ct);
                state.Begun &= ~undone.Begins;
            }, cancellationToken);
        }

        return null;
    }

    private async Task UndoAsync(SyncRun run, SyncRun undone, OpenedConnection opened, SyncItem item, CancellationToken cancellationToken)
    {
        if (item.Module == SyncModule.Invoices)
        {
            if (endpoints.InvoicesOf(opened.Connection.System) is { } issued)
                await invoices.UndoAsync(run, undone, item, issued.Origin, cancellationToken);
            return;
        }

        var pair = endpoints.Of(opened.Connection.System, item.Module);
        List<SyncChange> changes;
        await using (var db = database.Read(run.WorkspaceId))
            changes = await db.Set<SyncChange>().Where(change => change.ItemId == item.Id && change.UndoneBy == null).ToListAsync(cancellationToken);
        var isWhole = run.UndoesChange is null;
        // Taken back already, by this run before a crash or by another.
        if (changes.Count == 0 && item.Outcome != SyncOutcome.Linked)
            return;
        // What was made here is taken away here; the account need not be asked.
        var isMadeHere = item is { Outcome: SyncOutcome.Created, Side: SyncSide.Here };
        var theirs = item.RemoteId is null || isMadeHere && isWhole ? null : await pair.Theirs.GetAsync(opened, item.RemoteId, cancellationToken);
        if (!isWhole)
            changes.RemoveAll(change => change.Id != run.UndoesChange);
        var undo = new Undo(run, undone, pair, item, changes, theirs, isWhole && (item.Outcome != SyncOutcome.Updated || item.MatchedBy is not null));
        switch (item)
        {
            case { Outcome: SyncOutcome.Created, Side: SyncSide.There } when isWhole:
                await WithdrawAsync(undo, opened, cancellationToken);
                break;
            case not null when isMadeHere && isWhole:
                await DeleteAsync(undo, cancellationToken);
                break;
            case { Side: SyncSide.There }:
                await RestoreThereAsync(undo, opened, cancellationToken);
                break;
            default:
                await RestoreHereAsync(undo, cancellationToken);
                break;
        }
    }

    private async Task WithdrawAsync(Undo undo, OpenedConnection opened, CancellationToken cancellationToken)
    {
        // What somebody added there since would go with it.
        if (undo.Theirs is { } record && await AgreedAsync(undo, cancellationToken) is { } agreed && !UndoRows.IsUntouched(agreed, undo.Pair.Theirs.Fields, record, SyncSide.There))
        {
            await NoteAsync(undo.Run, undo.Item, new Failure(FailureCodes.RecordTouched), cancellationToken);
            return;
        }

        var outcome = undo.Theirs is null ? WithdrawOutcome.Deleted : await undo.Pair.Theirs.WithdrawAsync(opened, undo.Item.RemoteId!, cancellationToken);
        await WriteAsync(undo, async (db, ct) =>
        {
            db.Add(Row(undo, SyncSide.There, outcome == WithdrawOutcome.Archived ? SyncOutcome.Archived : SyncOutcome.Deleted));
            await UnlinkAsync(db, undo, ct);
            await MarkAsync(db, undo, undo.Changes, ct);
        }, cancellationToken);
    }

    private Task DeleteAsync(Undo undo, CancellationToken cancellationToken) => WriteAsync(undo, async (db, ct) =>
    {
        var ours = await undo.Pair.Ours.FindAsync(db, undo.Item.LocalId!.Value, ct);
        var isTouched = ours is not null && await AgreedAsync(undo, ct) is { } agreed && !UndoRows.IsUntouched(agreed, await undo.Pair.Ours.FieldsAsync(db, ct), ours, SyncSide.Here);
        if (isTouched || !await undo.Pair.Ours.DeleteAsync(db, undo.Item.LocalId.Value, ct))
        {
            db.Add(Row(undo, SyncSide.Here, SyncOutcome.Skipped, new Failure(isTouched ? FailureCodes.RecordTouched : FailureCodes.RecordInUse)));
            return;
        }

        db.Add(Row(undo, SyncSide.Here, SyncOutcome.Deleted));
        await UnlinkAsync(db, undo, ct);
        await MarkAsync(db, undo, undo.Changes, ct);
    }, cancellationToken);

    private async Task RestoreThereAsync(Undo undo, OpenedConnection opened, CancellationToken cancellationToken)
    {
        // What has its old value again was taken back by this run before it was broken off.
        var (already, others) = UndoRows.Split(undo.Changes, change => undo.Theirs is { } record && undo.Pair.Theirs.Fields.Has(record, change.Field, change.Old));
        var (back, touched) = UndoRows.Split(others, change => undo.Theirs is { } record && undo.Pair.Theirs.Fields.Has(record, change.Field, change.New));
        var item = Row(undo, SyncSide.There, SyncOutcome.Updated);
        var rows = UndoRows.Reversed(item, back);
        if (back.Count > 0)
        {
            item.IsSettled = false;
            await database.WriteAsync(undo.Run.WorkspaceId, (db, _) =>
            {
                db.Add(item);
                db.AddRange(rows);
                return Task.CompletedTask;
            }, cancellationToken);
        }

        var answered = back.Count == 0 ? undo.Theirs : await undo.Pair.Theirs.ChangeAsync(opened, undo.Theirs!, back.ToDictionary(change => change.Field, change => change.Old), cancellationToken);
        await WriteAsync(undo, async (db, ct) =>
        {
            if (back.Count > 0)
            {
                item.IsSettled = true;
                db.Update(item);
            }

            await FinishAsync(db, undo, [.. back, .. already], touched, answered, ct);
        }, cancellationToken);
    }

    private Task RestoreHereAsync(Undo undo, CancellationToken cancellationToken) => WriteAsync(undo, async (db, ct) =>
    {
        var ours = await undo.Pair.Ours.FindAsync(db, undo.Item.LocalId!.Value, ct);
        var fields = await undo.Pair.Ours.FieldsAsync(db, ct);
        var (back, touched) = UndoRows.Split(undo.Changes, change => ours is not null && fields.Has(ours, change.Field, change.New));
        if (back.Count > 0)
        {
            var (saved, _) = await undo.Pair.Ours.ChangeAsync(db, ours!.Id, back.ToDictionary(change => change.Field, change => change.Old), ct);
            if (saved is null)
                (back, touched) = ([], undo.Changes);
        }

        if (back.Count > 0)
        {
            var item = Row(undo, SyncSide.Here, SyncOutcome.Updated);
            db.Add(item);
            db.AddRange(UndoRows.Reversed(item, back));
        }

        await FinishAsync(db, undo, back, touched, undo.Theirs, ct);
    }, cancellationToken);

    private async Task FinishAsync(
        WorkspaceDbContext db, Undo undo, List<SyncChange> back, List<SyncChange> touched, TheirRecord? theirs, CancellationToken cancellationToken)
    {
        if (touched.Count > 0)
            db.Add(Row(undo, undo.Item.Side, SyncOutcome.Skipped, new Failure(FailureCodes.RecordTouched)));
        await MarkAsync(db, undo, back, cancellationToken);
        if (undo.Unlinks && touched.Count == 0)
        {
            await UnlinkAsync(db, undo, cancellationToken);
            return;
        }

        // They differ now, and are let differ: else the next run would write the same again.
        var ours = undo.Item.LocalId is { } local ? await undo.Pair.Ours.FindAsync(db, local, cancellationToken) : null;
        var link = await db.Set<RecordLink>().AsTracking().FirstOrDefaultAsync(
            known => known.ConnectionId == undo.Run.ConnectionId && known.Kind == undo.Pair.Theirs.Kind && known.LocalId == undo.Item.LocalId && known.RemoteId == undo.Item.RemoteId, cancellationToken);
        if (ours is null || theirs is null || link is null)
            return;
        var agreed = new Dictionary<string, AgreedValue>(AgreedValues.Read(link.Base) ?? new Dictionary<string, AgreedValue>());
        foreach (var key in agreed.Keys.Where(key => back.Exists(change => UndoRows.IsOf(key, change))).ToList())
        {
            var (here, there) = FieldRow.NamesIn(key);
            agreed[key] = new(ours.Of(here), theirs.Of(there));
        }

        link.Base = AgreedValues.Write(agreed);
    }

    private async Task<IReadOnlyDictionary<string, AgreedValue>?> AgreedAsync(Undo undo, CancellationToken cancellationToken)
    {
        await using var db = database.Read(undo.Run.WorkspaceId);
        var kind = undo.Pair.Theirs.Kind;
        return AgreedValues.Read(await db.Set<RecordLink>()
            .Where(link => link.ConnectionId == undo.Run.ConnectionId && link.Kind == kind && link.LocalId == undo.Item.LocalId && link.RemoteId == undo.Item.RemoteId)
            .Select(link => link.Base).FirstOrDefaultAsync(cancellationToken));
    }

    private async Task UnlinkAsync(WorkspaceDbContext db, Undo undo, CancellationToken cancellationToken)
    {
        var kind = undo.Pair.Theirs.Kind;
        await db.Set<RecordLink>()
            .Where(link => link.ConnectionId == undo.Run.ConnectionId && link.Kind == kind && link.LocalId == undo.Item.LocalId && link.RemoteId == undo.Item.RemoteId)
            .ExecuteDeleteAsync(cancellationToken);
        // After the first run everything is shown again; later, what was taken back must not come by itself.
        if (undo.Undone.Begins != 0)
            return;
        var side = undo.Item is { Outcome: SyncOutcome.Created, Side: SyncSide.Here } ? SyncSide.There : SyncSide.Here;
        await LeftAlone.StoreAsync(db, undo.Item, side, kind, undo.Run.StartedBy, time.GetUtcNow(), cancellationToken);
    }

    private static async Task MarkAsync(WorkspaceDbContext db, Undo undo, List<SyncChange> changes, CancellationToken cancellationToken)
    {
        var ids = changes.ConvertAll(change => change.Id);
        await db.Set<SyncChange>().Where(change => ids.Contains(change.Id))
            .ExecuteUpdateAsync(update => update.SetProperty(change => change.UndoneBy, undo.Run.Id), cancellationToken);
    }

    private Task NoteAsync(SyncRun run, SyncItem item, Failure failure, CancellationToken cancellationToken) =>
        database.WriteAsync(run.WorkspaceId, (db, _) =>
        {
            db.Add(UndoRows.Row(run, item, item.Side, SyncOutcome.Skipped, failure, time.GetUtcNow()));
            return Task.CompletedTask;
        }, cancellationToken);

    private Task WriteAsync(Undo undo, Func<WorkspaceDbContext, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        database.WriteAsync(RunWriter.ActorOf(undo.Run), Permission.Synchronize, async (db, ct) =>
        {
            await work(db, ct);
            db.Audit("records.synced", nameof(SyncRun), undo.Run.Id);
        }, cancellationToken);

    private SyncItem Row(Undo undo, SyncSide side, SyncOutcome outcome, Failure? failure = null) => UndoRows.Row(undo.Run, undo.Item, side, outcome, failure, time.GetUtcNow());

    private sealed record Undo(
        SyncRun Run, SyncRun Undone, RecordPair Pair, SyncItem Item, List<SyncChange> Changes, TheirRecord? Theirs, bool Unlinks);
}

using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Runs;

namespace PennaPay.Billy.Core.Sync.Running;

/// <summary>Says what became of writes whose outcome nobody knew when they were made, now that both sides were read again.</summary>
internal sealed class UnsettledItems(Database database, TimeProvider time)
{
    /// <param name="run">The run that read both sides.</param>
    /// <param name="plans">What it read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task SettleAsync(SyncRun run, IReadOnlyList<KindPlan> plans, CancellationToken cancellationToken)
    {
        await using (var looking = database.Read(run.WorkspaceId))
        {
            if (!await Open(looking, run).AnyAsync(cancellationToken))
                return;
        }

        await database.WriteAsync(run.WorkspaceId, async (db, ct) =>
        {
            foreach (var item in await Open(db, run).AsTracking().ToListAsync(ct))
            {
                if (plans.FirstOrDefault(kind => kind.Input.Modules.ContainsKey(item.Module)) is not { } kind || run.LocalId is { } only && only != item.LocalId)
                    continue;
                if (item.Outcome == SyncOutcome.Created)
                    await SettleCreatedAsync(db, run, kind, item, ct);
                else
                    SettleUpdated(kind, item, await db.Set<SyncChange>().Where(change => change.ItemId == item.Id).ToListAsync(ct));
            }
        }, cancellationToken);
    }

    private static IQueryable<SyncItem> Open(WorkspaceDbContext db, SyncRun run) =>
        db.Set<SyncItem>().Where(item => item.ConnectionId == run.ConnectionId && !item.IsSettled);

    private async Task SettleCreatedAsync(
        WorkspaceDbContext db, SyncRun run, KindPlan kind, SyncItem item, CancellationToken cancellationToken)
    {
        var ours = kind.Input.Ours.FirstOrDefault(record => record.Id == item.LocalId);
        var number = ours?.Of(kind.Pair.Ours.NumberField);
        var linked = await db.Set<RecordLink>()
            .Where(link => link.ConnectionId == run.ConnectionId && link.Kind == kind.Input.Kind && link.LocalId == item.LocalId)
            .Select(link => link.RemoteId).FirstOrDefaultAsync(cancellationToken);
        // Found without a link, it stays open: until it is linked, its number alone keeps it from being made again.
        var found = linked ?? (string.IsNullOrWhiteSpace(number) ? null : kind.Input.Theirs.FirstOrDefault(record => FieldValue.Same(FieldType.Text, record.Of(kind.Pair.Theirs.NumberField), number))?.Id);
        if (found is not null)
            (item.RemoteId, item.IsSettled, item.FailureCode, item.FailureDetail) = (found, linked is not null, null, null);
        else if (item.At <= time.GetUtcNow() - kind.Pair.Theirs.Settles)
            Fail(item);
    }

    private static void SettleUpdated(KindPlan kind, SyncItem item, List<SyncChange> changes)
    {
        var theirs = kind.Input.Theirs.FirstOrDefault(record => record.Id == item.RemoteId);
        if (theirs is not null && changes.TrueForAll(change => kind.Pair.Theirs.Fields.Has(theirs, change.Field, change.New)))
            (item.IsSettled, item.FailureCode, item.FailureDetail) = (true, null, null);
        else
            Fail(item);
    }

    // It may have been written and changed again since, so what it overwrote stays to be seen.
    private static void Fail(SyncItem item) => (item.Outcome, item.IsSettled, item.FailureCode) = (SyncOutcome.Failed, true, FailureCodes.SyncInterrupted);
}

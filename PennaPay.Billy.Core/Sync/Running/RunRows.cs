using PennaPay.Billy.Core.Sync.Planning;
using PennaPay.Billy.Core.Sync.Runs;

namespace PennaPay.Billy.Core.Sync.Running;

/// <summary>The rows that tell what is done with a record.</summary>
internal static class RunRows
{
    /// <summary>What a plan would do with it, a row for each side, with the changes of each.</summary>
    public static IEnumerable<(SyncItem Item, IReadOnlyList<SyncChange> Changes)> Of(SyncRun run, PlannedRecord record, DateTimeOffset now)
    {
        if (record.Left is { } reason)
        {
            yield return (Item(run, record, SyncSide.Here, SyncOutcome.Skipped, now, reason), []);
            yield break;
        }

        if (record.Step is PlanStep.Unlink)
            yield return (Item(run, record, record.Ours is null ? SyncSide.Here : SyncSide.There, SyncOutcome.Unlinked, now), []);
        if (record.Step is PlanStep.DeleteHere or PlanStep.DeleteThere)
            yield return (Item(run, record, record.Step == PlanStep.DeleteHere ? SyncSide.Here : SyncSide.There, SyncOutcome.Deleted, now), []);
        if (record.Writes(SyncSide.There))
            yield return Written(run, record, SyncSide.There, now);
        if (record.Writes(SyncSide.Here))
            yield return Written(run, record, SyncSide.Here, now);
        if (record is { Step: PlanStep.Link, Changes: [] })
            yield return (Item(run, record, SyncSide.Here, SyncOutcome.Linked, now), []);
        if (record.Questions.Count > 0 && record.Step != PlanStep.Unlink)
            yield return (Item(run, record, SyncSide.Here, SyncOutcome.Asked, now), []);
    }

    /// <summary>What is written on one side.</summary>
    public static (SyncItem Item, IReadOnlyList<SyncChange> Changes) Written(SyncRun run, PlannedRecord record, SyncSide side, DateTimeOffset now)
    {
        var isNew = record.Step == (side == SyncSide.There ? PlanStep.CreateThere : PlanStep.CreateHere);
        var item = Item(run, record, side, isNew ? SyncOutcome.Created : SyncOutcome.Updated, now);
        return (item, ChangesOf(item, record.Changes));
    }

    public static IReadOnlyList<SyncChange> ChangesOf(SyncItem item, IEnumerable<PlannedChange> changes) =>
    [
        .. from change in changes.Where(change => change.Side == item.Side).Select((Planned, Position) => (Planned, Position))
           select new SyncChange
           {
               Id = IdOf(item.At, change.Position),
               ItemId = item.Id,
               RunId = item.RunId,
               Side = change.Planned.Side,
               Field = change.Planned.Field,
               Old = change.Planned.Old,
               New = change.Planned.New,
               Reason = change.Planned.Reason,
           },
    ];

    /// <summary>The key of a change: those of one record stay in their order, though they are of one moment.</summary>
    public static Guid IdOf(DateTimeOffset at, int position) => Guid.CreateVersion7(at.AddMilliseconds(position));

    public static SyncItem Item(SyncRun run, PlannedRecord record, SyncSide side, SyncOutcome outcome, DateTimeOffset now, Failure? failure = null) => new()
    {
        Id = Guid.CreateVersion7(now),
        RunId = run.Id,
        ConnectionId = run.ConnectionId,
        Module = record.Module.Module,
        Side = side,
        LocalId = record.LocalId,
        RemoteId = record.RemoteId,
        Title = record.Title,
        Outcome = outcome,
        IsSettled = true,
        MatchedBy = record.MatchedBy,
        FailureCode = failure?.Code,
        FailureDetail = failure?.Detail,
        At = now,
    };
}

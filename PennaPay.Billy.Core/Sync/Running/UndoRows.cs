using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Merging;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Sync.Runs;

namespace PennaPay.Billy.Core.Sync.Running;

/// <summary>What is asked of rows, and made of them, when a run is taken back.</summary>
internal static class UndoRows
{
    /// <summary>Whether a record still has on a side what both agreed on.</summary>
    public static bool IsUntouched(IReadOnlyDictionary<string, AgreedValue> agreed, IReadOnlyList<SyncField> fields, SyncRecord record, SyncSide side) =>
        agreed.All(row => FieldRow.NamesIn(row.Key) is var (here, there)
            && (side == SyncSide.Here ? fields.Has(record, here, row.Value.Here) : fields.Has(record, there, row.Value.There)));

    /// <summary>Whether a row of a mapping is about the field that was written.</summary>
    public static bool IsOf(string row, SyncChange change) =>
        FieldRow.NamesIn(row) is var (here, there) && change.Field == (change.Side == SyncSide.Here ? here : there);

    public static List<SyncChange> Reversed(SyncItem item, List<SyncChange> changes) => [.. changes.Select((change, position) => new SyncChange
    {
        Id = RunRows.IdOf(item.At, position), ItemId = item.Id, RunId = item.RunId, Side = change.Side, Field = change.Field, Old = change.New, New = change.Old,
        Reason = ChangeReason.Undone,
    })];

    public static (List<SyncChange> Yes, List<SyncChange> No) Split(List<SyncChange> changes, Predicate<SyncChange> test) =>
        (changes.FindAll(test), changes.FindAll(change => !test(change)));

    public static SyncItem Row(SyncRun run, SyncItem item, SyncSide side, SyncOutcome outcome, Failure? failure, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), RunId = run.Id, ConnectionId = run.ConnectionId, Module = item.Module, Side = side, LocalId = item.LocalId,
        RemoteId = item.RemoteId, Title = item.Title, Outcome = outcome, IsSettled = true, FailureCode = failure?.Code, FailureDetail = failure?.Detail, At = now,
    };
}

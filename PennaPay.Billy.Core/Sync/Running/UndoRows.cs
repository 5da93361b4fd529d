using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Merging;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Sync.Runs;

namespace PennaPay.Billy.Core.Sync.Running;

/// <summary>What is asked of rows, and made of them, when a run is taken back.</summary>
internal static class UndoRows
{
    /// <summary>Whether a record still has on a side what both agreed on.</summary>
    public static bool IsUntouched(
        IReadOnlyDictionary<string, AgreedValue> agreed, Func<AgreedValue, string?> of, IReadOnlyList<SyncField> fields, SyncRecord record, SyncSide side)
    {
        var types = fields.ToDictionary(field => field.Name, field => field.Type);
        return agreed.All(row => row.Key.Split('=', 2) is [var here, var there]
            && (side == SyncSide.Here ? here : there) is var field
            && FieldValue.Same(types.GetValueOrDefault(field), of(row.Value), record.Of(field)));
    }

    /// <summary>Whether a row of a mapping is about the field that was written.</summary>
    public static bool IsOf(string row, SyncChange change) => change.Side == SyncSide.Here
        ? row.StartsWith(change.Field + "=", StringComparison.Ordinal)
        : row.EndsWith("=" + change.Field, StringComparison.Ordinal);

    public static List<SyncChange> Reversed(SyncItem item, List<SyncChange> changes) => changes.ConvertAll(change => new SyncChange
    {
        Id = Guid.CreateVersion7(item.At), ItemId = item.Id, RunId = item.RunId, Side = change.Side, Field = change.Field, Old = change.New, New = change.Old,
        Reason = ChangeReason.Undone,
    });

    public static (List<SyncChange> Yes, List<SyncChange> No) Split(List<SyncChange> changes, Predicate<SyncChange> test) =>
        (changes.FindAll(test), changes.FindAll(change => !test(change)));

    public static SyncItem Row(SyncRun run, SyncItem item, SyncSide side, SyncOutcome outcome, Failure? failure, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), RunId = run.Id, ConnectionId = run.ConnectionId, Module = item.Module, Side = side, LocalId = item.LocalId,
        RemoteId = item.RemoteId, Title = item.Title, Outcome = outcome, IsSettled = true, FailureCode = failure?.Code, FailureDetail = failure?.Detail, At = now,
    };
}

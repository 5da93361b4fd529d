using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Merging;
using PennaPay.Billy.Core.Sync.Runs;

namespace PennaPay.Billy.Tests.Sync;

/// <summary>Stores runs as if they had been done, with the records that they are about.</summary>
internal static class StoredRuns
{
    public const int AllModules = 7;

    private static int made;

    public static readonly DateTimeOffset At = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    public static Task BeginAsync(Database database, WorkspaceId workspace, Guid connection, params SyncModule[] modules) => database.WriteAsync(workspace, (db, _) =>
    {
        db.Add(new SyncState { ConnectionId = connection, Begun = SyncRun.MaskOf(modules) });
        return Task.CompletedTask;
    }, default);

    // Ids sort by time, and those of one moment by chance.
    private static Guid NextId() => Guid.CreateVersion7(At.AddMilliseconds(Interlocked.Increment(ref made)));

    /// <summary>Stores a run of all modules that is over, with its records.</summary>
    public static async Task<SyncRun> AddAsync(
        Database database, WorkspaceId workspace, Guid connection, Action<SyncRun>? change = null, params (SyncItem Item, SyncChange[] Changes)[] items)
    {
        var run = new SyncRun
        {
            Id = NextId(), ConnectionId = connection, Modules = AllModules, State = SyncRunState.Done, StartedBy = "ejer@eksempel.dk",
            QueuedAt = At, StartedAt = At, EndedAt = At.AddMinutes(2), Read = 40, Unchanged = 30,
        };
        change?.Invoke(run);
        await database.WriteAsync(workspace, (db, _) =>
        {
            db.Add(run);
            foreach (var (item, changes) in items)
            {
                (item.RunId, item.ConnectionId) = (run.Id, connection);
                db.Add(item);
                foreach (var one in changes)
                {
                    (one.RunId, one.ItemId) = (run.Id, item.Id);
                    db.Add(one);
                }
            }

            return Task.CompletedTask;
        }, default);
        return run;
    }

    public static (SyncItem Item, SyncChange[] Changes) Item(
        string title, SyncOutcome outcome, SyncSide side = SyncSide.There, SyncModule module = SyncModule.Organizations, Action<SyncItem>? change = null, params SyncChange[] changes)
    {
        var item = new SyncItem { Id = NextId(), Title = title, Outcome = outcome, Side = side, Module = module, At = At, IsSettled = true, LocalId = Guid.CreateVersion7() };
        change?.Invoke(item);
        return (item, changes);
    }

    public static SyncChange Change(string field, string? old, string? value, ChangeReason reason = ChangeReason.ChangedHere, SyncSide side = SyncSide.There) =>
        new() { Id = NextId(), Field = field, Old = old, New = value, Reason = reason, Side = side };
}

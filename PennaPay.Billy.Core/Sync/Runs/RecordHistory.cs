using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Merging;
using PennaPay.Billy.Core.Sync.Records;

namespace PennaPay.Billy.Core.Sync.Runs;

/// <summary>What runs wrote of one of our records, and of the one that it is linked with.</summary>
public sealed class RecordHistory(Database database, RecordEndpoints endpoints)
{
    /// <summary>The latest changes first; what dry runs only showed is not among them.</summary>
    public async Task<PageOf<RecordChange>> PageAsync(WorkspaceId workspace, Guid record, int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var changes =
            from item in db.Set<SyncItem>()
            where item.LocalId == record
            join run in db.Set<SyncRun>() on item.RunId equals run.Id
            where !run.IsDry
            join connection in db.Set<Connection>() on run.ConnectionId equals connection.Id
            join change in db.Set<SyncChange>() on item.Id equals change.ItemId
            orderby item.Id descending, change.Side, change.Field
            select new { item, run, connection, change };
        var rows = await changes.Skip(skip).Take(take).ToListAsync(cancellationToken);
        return new(
            await changes.CountAsync(cancellationToken),
            rows.ConvertAll(row => Of(row.change, row.item, row.connection.System) with
            {
                Connection = row.run.ConnectionId,
                By = row.run.StartedBy,
                Cause = row.run.Cause,
                CanUndo = row.change is { UndoneBy: null, Reason: not ChangeReason.Undone } && row.item.Outcome != SyncOutcome.Failed && row.connection is { IsListed: true, Secret: not null },
            }));
    }

    /// <summary>A run about one record, with what it did on each side; null where there is no such run.</summary>
    public async Task<RecordRun?> OfRunAsync(WorkspaceId workspace, Guid run, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        if (await db.Set<SyncRun>().FirstOrDefaultAsync(known => known.Id == run, cancellationToken) is not { } found)
            return null;
        var system = await db.Set<Connection>().Where(known => known.Id == found.ConnectionId).Select(known => known.System).FirstAsync(cancellationToken);
        var items = await db.Set<SyncItem>().Where(item => item.RunId == run).OrderBy(item => item.Id).ToListAsync(cancellationToken);
        var changes = await db.Set<SyncChange>().Where(change => change.RunId == run).OrderBy(change => change.Field).ToListAsync(cancellationToken);
        return new(found, items.ConvertAll(item => new RecordStep(item, [.. changes.Where(change => change.ItemId == item.Id).Select(change => Of(change, item, system))])));
    }

    private RecordChange Of(SyncChange change, SyncItem item, string system) => new()
    {
        Id = change.Id,
        Run = change.RunId,
        At = item.At,
        Side = change.Side,
        Field = OurName(change, item.Module, system),
        Old = change.Old,
        New = change.New,
        Reason = change.Reason,
        IsUndone = change.UndoneBy is not null,
    };

    // People know a field by our name of it.
    private string OurName(SyncChange change, SyncModule module, string system) =>
        change.Side == SyncSide.There && endpoints.ModulesOf(system).Contains(module)
            ? endpoints.Of(system, module).Theirs.DefaultMap(module).Rows.FirstOrDefault(row => row.There == change.Field)?.Here ?? change.Field
            : change.Field;
}

/// <summary>A run about one record.</summary>
public sealed record RecordRun(SyncRun Run, IReadOnlyList<RecordStep> Steps);

/// <summary>What it did on one side.</summary>
public sealed record RecordStep(SyncItem Item, IReadOnlyList<RecordChange> Changes);

/// <summary>A field that a run wrote.</summary>
public sealed record RecordChange
{
    public required Guid Id { get; init; }

    public required Guid Run { get; init; }

    public Guid Connection { get; init; }

    public required DateTimeOffset At { get; init; }

    public required SyncSide Side { get; init; }

    /// <summary>Our name of the field; the system's own where no field of ours is kept alike with it.</summary>
    public required string Field { get; init; }

    public string? Old { get; init; }

    public string? New { get; init; }

    public ChangeReason Reason { get; init; }

    /// <summary>Who started the run.</summary>
    public string By { get; init; } = "";

    public SyncCause Cause { get; init; }

    public bool IsUndone { get; init; }

    /// <summary>Whether it can be taken back.</summary>
    public bool CanUndo { get; init; }
}

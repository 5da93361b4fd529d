using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Sync.Runs.Lists;

/// <summary>Reads what runs did, or in dry ones would do.</summary>
public sealed class SyncRunList(Database database, RecordEndpoints endpoints)
{
    private const int LargestPage = 200;

    /// <summary>A page of a connection's runs, the newest first.</summary>
    public async Task<PageOf<SyncRunRow>> PageAsync(WorkspaceId workspace, Guid connection, int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var runs = db.Set<SyncRun>().Where(run => run.ConnectionId == connection);
        var total = await runs.CountAsync(cancellationToken);
        var page = await runs.OrderByDescending(run => run.Id).Skip(skip).Take(Math.Clamp(take, 1, LargestPage)).ToListAsync(cancellationToken);
        var ids = page.ConvertAll(run => run.Id);
        var counts = await (
            from item in db.Set<SyncItem>()
            where ids.Contains(item.RunId)
            group item by new { item.RunId, item.Module, item.Side, item.Outcome } into same
            select new { same.Key.RunId, Count = new SyncCount(same.Key.Module, same.Key.Side, same.Key.Outcome, same.Count()) }).ToListAsync(cancellationToken);
        var byRun = counts.ToLookup(count => count.RunId, count => count.Count);
        return new(total, page.ConvertAll(run => new SyncRunRow(run, [.. byRun[run.Id]])));
    }

    /// <summary>One run; null when the workspace has none of that id.</summary>
    public async Task<SyncRunView?> FindAsync(WorkspaceId workspace, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        if (await db.Set<SyncRun>().FirstOrDefaultAsync(run => run.Id == id, cancellationToken) is not { } run)
            return null;
        var account = await db.Set<Connection>().Where(connection => connection.Id == run.ConnectionId)
            .FirstAsync(cancellationToken);
        var counted = await (
            from item in db.Set<SyncItem>()
            where item.RunId == id
            group item by new { item.Module, item.Side, item.Outcome, IsMatched = item.MatchedBy != null } into same
            select new { same.Key.Module, same.Key.Side, same.Key.Outcome, same.Key.IsMatched, Count = same.Count() }).ToListAsync(cancellationToken);
        var failures = await (
            from item in db.Set<SyncItem>()
            where item.RunId == id && item.FailureCode != null
            group item by new { item.FailureCode, item.Outcome } into same
            select new SyncFailureGroup(same.Key.FailureCode!, same.Key.Outcome, same.Count())
            {
                Invoices = same.Count(item => item.Module == SyncModule.Invoices),
            }).ToListAsync(cancellationToken);
        for (var i = 0; i < failures.Count; i++)
            failures[i] = await MendingPlaces.AddAsync(db, run, account, endpoints, failures[i], cancellationToken);
        return new(
            run, account.System, account.AccountName, account.UsesSandbox,
            [
                .. from one in counted
                   group one.Count by new { one.Module, one.Side, one.Outcome } into same
                   orderby same.Key.Module, same.Key.Side, same.Key.Outcome
                   select new SyncCount(same.Key.Module, same.Key.Side, same.Key.Outcome, same.Sum()),
            ],
            [.. failures.OrderByDescending(group => group.Outcome == SyncOutcome.Failed).ThenByDescending(group => group.Count).ThenBy(group => group.Code, StringComparer.Ordinal)],
            (from one in counted
             group one.Count by SyncItemQuery.SectionOf(one.Outcome, one.Side, one.IsMatched)).ToDictionary(same => same.Key, same => same.Sum()),
            await LastAsync(db.Set<SyncRun>().Where(later => later.Undoes == id), cancellationToken),
            run.IsDry ? await LastAsync(db.Set<SyncRun>().Where(later => later.Agreed == id), cancellationToken) : null);
    }

    /// <summary>A page of a run's records, in the order in which they were done.</summary>
    public async Task<PageOf<SyncItemRow>> ItemsAsync(WorkspaceId workspace, SyncItemQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var db = database.Read(workspace);
        var items = Found(db, query);
        var total = await items.CountAsync(cancellationToken);
        var page = await items.OrderBy(item => item.Id).Skip(query.Skip).Take(Math.Clamp(query.Take, 1, LargestPage)).ToListAsync(cancellationToken);
        var ids = page.ConvertAll(item => item.Id);
        var changes = (await db.Set<SyncChange>().Where(change => ids.Contains(change.ItemId)).OrderBy(change => change.Id).ToListAsync(cancellationToken))
            .ToLookup(change => change.ItemId);
        return new(total, page.ConvertAll(item => new SyncItemRow(item, [.. changes[item.Id]])));
    }

    /// <summary>
    /// Writes the records of a run that fit as CSV, a line a field: <see cref="SyncItemQuery.Skip"/> and
    /// <see cref="SyncItemQuery.Take"/> do not count. The stream is left open. What cannot be audited is not written.
    /// </summary>
    public async Task ExportAsync(
        Actor actor, SyncItemQuery query, CsvTable<SyncExportRow> format, Stream target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(format);
        await database.WriteAsync(actor, Permission.KeepOwnPreferences, (noting, _) =>
        {
            noting.Audit("history.exported", nameof(SyncRun), query.Run);
            return Task.CompletedTask;
        }, cancellationToken);
        await using var db = database.Read(actor.Workspace);
        var rows =
            from item in Found(db, query)
            join change in db.Set<SyncChange>() on item.Id equals change.ItemId into changes
            from change in changes.DefaultIfEmpty()
            orderby item.Id, change.Id
            select new { Item = item, Change = change };
        await format.WriteAsync(
            rows.AsAsyncEnumerable().Select(row => new SyncExportRow(row.Item, row.Change?.Side, row.Change?.Field, row.Change?.Old, row.Change?.New, row.Change?.Reason)),
            target, cancellationToken);
    }

    private static IQueryable<SyncItem> Found(WorkspaceDbContext db, SyncItemQuery query)
    {
        var items = query.In(db.Set<SyncItem>());
        if (SearchText.Tidy(query.Search) is not { Length: > 0 } search)
            return items;
        var pattern = $"%{search.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
        return items.Where(item => EF.Functions.Like(item.Title, pattern, "\\"));
    }

    private static async Task<Guid?> LastAsync(IQueryable<SyncRun> runs, CancellationToken cancellationToken) =>
        await runs.OrderByDescending(run => run.Id).Select(run => (Guid?)run.Id).FirstOrDefaultAsync(cancellationToken);
}

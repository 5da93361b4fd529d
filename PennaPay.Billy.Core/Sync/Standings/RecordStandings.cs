using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Settings;

namespace PennaPay.Billy.Core.Sync.Standings;

/// <summary>How our records stand with the account that lists are about.</summary>
public sealed class RecordStandings(Database database, RecordEndpoints endpoints)
{
    /// <summary>How those of a page stand, in two queries at the most; none while no account was ever connected.</summary>
    public async Task<IReadOnlyDictionary<Guid, RecordStanding>> OfAsync(
        WorkspaceId workspace, RecordKind kind, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return new Dictionary<Guid, RecordStanding>();
        await using var db = database.Read(workspace);
        return (await ReadAsync(db, kind, ids, cancellationToken)).ToDictionary(row => row.Id, Of);
    }

    /// <summary>How one stands, and what can be done about it; null where there is no such record, or no account is connected.</summary>
    public async Task<RecordThere?> FindAsync(WorkspaceId workspace, RecordKind kind, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        if (await db.Set<Connection>().FirstOrDefaultAsync(known => known.IsListed, cancellationToken) is not { Secret: not null, IsReplaced: false } connection
            || await ReadAsync(db, kind, [id], cancellationToken) is not [var row])
            return null;
        var module = kind == RecordKind.Product ? SyncModule.Products
            : CustomerRecords.ModuleOf(await db.Set<Customer>().Where(customer => customer.Id == id).Select(customer => customer.Kind).FirstAsync(cancellationToken));
        var (choices, _) = await SyncSettingsEditor.ReadAsync(db, connection.System, cancellationToken);
        var state = await db.Set<SyncState>().FirstOrDefaultAsync(known => known.ConnectionId == connection.Id, cancellationToken);
        var isOffered = endpoints.ModulesOf(connection.System).Contains(module);
        return new(connection.Id, module, Of(row))
        {
            CanSynchronize = isOffered && choices.Of(module).IsOn && state?.HasBegun(module) == true,
            IsOffered = isOffered,
            Page = row.RemoteId is { } remote ? endpoints.Of(connection.System).FirstOrDefault(pair => pair.Ours.Kind == kind)?.Theirs.PageOf(connection, remote) : null,
        };
    }

    private static async Task<List<Row>> ReadAsync(WorkspaceDbContext db, RecordKind kind, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var modules = SyncRun.MaskOf(kind == RecordKind.Product ? [SyncModule.Products] : [SyncModule.Organizations, SyncModule.Contacts]);
        var heads = kind == RecordKind.Product
            ? db.Set<Product>().Where(record => ids.Contains(record.Id)).Select(record => new Head { Id = record.Id, UpdatedAt = record.UpdatedAt })
            : db.Set<Customer>().Where(record => ids.Contains(record.Id)).Select(record => new Head { Id = record.Id, UpdatedAt = record.UpdatedAt });
        var rows = await (
            from head in heads
            from connection in db.Set<Connection>()
            where connection.IsListed
            join known in db.Set<RecordLink>() on new { Connection = connection.Id, Kind = kind, Local = head.Id } equals new { Connection = known.ConnectionId, known.Kind, Local = known.LocalId } into links
            from link in links.DefaultIfEmpty()
            select new Row
            {
                Id = head.Id,
                UpdatedAt = head.UpdatedAt,
                RemoteId = link == null ? null : link.RemoteId,
                BaseAt = link == null ? null : link.BaseAt,
                IsAsked = db.Set<SyncQuestion>().Any(question => question.ConnectionId == connection.Id && question.LocalId == head.Id && question.ClosedAt == null && question.Answer == null),
                IsIgnored = db.Set<SyncQuestion>().Any(question => question.ConnectionId == connection.Id && question.LocalId == head.Id && question.ClosedAt == null && question.Answer == SyncAnswer.Leave),
                // Of each record only its latest item is looked at, by an index.
                LatestItem = db.Set<SyncItem>()
                    .Where(item => item.LocalId == head.Id && item.ConnectionId == connection.Id && db.Set<SyncRun>().Any(run => run.Id == item.RunId && !run.IsDry))
                    .OrderByDescending(item => item.Id).Select(item => (Guid?)item.Id).FirstOrDefault(),
                // What was done to a record is an item of its run; a later run without one found nothing to do.
                LatestRun = db.Set<SyncRun>()
                    .Where(run => run.ConnectionId == connection.Id && run.State == SyncRunState.Done && !run.IsDry && run.Undoes == null
                        && (run.Modules & modules) != 0 && (run.LocalId == null || run.LocalId == head.Id))
                    .OrderByDescending(run => run.Id).Select(run => (Guid?)run.Id).FirstOrDefault(),
                LatestRunAt = db.Set<SyncRun>()
                    .Where(run => run.ConnectionId == connection.Id && run.State == SyncRunState.Done && !run.IsDry && run.Undoes == null
                        && (run.Modules & modules) != 0 && (run.LocalId == null || run.LocalId == head.Id))
                    .OrderByDescending(run => run.Id).Select(run => run.StartedAt).FirstOrDefault(),
            }).ToListAsync(cancellationToken);
        var latest = rows.Select(row => row.LatestItem).OfType<Guid>().ToList();
        var failed = latest.Count == 0 ? [] : await db.Set<SyncItem>().Where(item => latest.Contains(item.Id) && item.Outcome == SyncOutcome.Failed)
            .ToDictionaryAsync(item => item.Id, cancellationToken);
        rows.ForEach(row => row.Failed = row.LatestItem is { } item ? failed.GetValueOrDefault(item) : null);
        return rows;
    }

    private static RecordStanding Of(Row row) =>
        row.Failed is { } failed && (row.LatestRun is not { } latest || latest.CompareTo(failed.RunId) <= 0)
            ? new(RecordState.Failed, failed.At, failed.Failure, row.RemoteId)
        : row.IsAsked ? new(RecordState.Asked, row.BaseAt, null, row.RemoteId)
        : row.RemoteId is null ? row.IsIgnored ? new(RecordState.Ignored) : RecordStanding.NotLinked
        : row.BaseAt is not { } alike ? new(RecordState.Linked, null, null, row.RemoteId)
        : row.UpdatedAt > alike && !(row.LatestRunAt > row.UpdatedAt) ? new(RecordState.Changed, alike, null, row.RemoteId)
        // A later run that had nothing to do with it found it alike.
        : new(RecordState.Alike, row.LatestRunAt > alike ? row.LatestRunAt : alike, null, row.RemoteId);

    private sealed class Head
    {
        public Guid Id { get; init; }

        public DateTimeOffset UpdatedAt { get; init; }
    }

    private sealed class Row
    {
        public Guid Id { get; init; }

        public DateTimeOffset UpdatedAt { get; init; }

        public string? RemoteId { get; init; }

        public DateTimeOffset? BaseAt { get; init; }

        public bool IsAsked { get; init; }

        public bool IsIgnored { get; init; }

        public Guid? LatestItem { get; init; }

        /// <summary>The latest item, where it failed.</summary>
        public SyncItem? Failed { get; set; }

        public Guid? LatestRun { get; init; }

        public DateTimeOffset? LatestRunAt { get; init; }
    }
}

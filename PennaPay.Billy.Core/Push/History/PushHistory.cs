using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Push.History;

/// <summary>Reads what became of every attempt.</summary>
public sealed class PushHistory(Database database, PushTargets targets)
{
    private const int LargestPage = 500;
    private const int MostCounted = 10_000;

    /// <summary>One page of outcomes, the newest first.</summary>
    public async Task<PageOf<HistoryRow>> PageAsync(WorkspaceId workspace, HistoryQuery query, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var pages = await PagesAsync(db, cancellationToken);
        var outcomes = await OutcomesAsync(db, query, cancellationToken);
        var (total, hasMore) = await CountAsync(db, query, outcomes, cancellationToken);
        var take = Math.Min(Math.Clamp(query.Take, 1, LargestPage), total - query.Skip);
        if (take <= 0)
            return new(total, [], hasMore);

        // Past the middle it is nearer to walk the index from its other end, where it is known how many there are. Which steps they are is read from it alone.
        var fromTheEnd = !hasMore && query.Skip > total / 2;
        var ids = Order(outcomes, descending: !fromTheEnd).Skip(fromTheEnd ? total - query.Skip - take : query.Skip).Take(take).Select(h => h.Id);
        var steps = ids.LeftJoin(db.Set<PushHistoryEntry>(), id => id, h => h.Id, (id, h) => h!);
        var rows = await Stored(db, Order(steps, descending: true), withCustomers: true).ToListAsync(cancellationToken);
        return new(total, rows.ConvertAll(row => row.Read(pages)), hasMore);
    }

    /// <summary>
    /// Writes every outcome that fits as CSV, the newest first, row by row: <see cref="HistoryQuery.Skip"/> and
    /// <see cref="HistoryQuery.Take"/> do not count. The stream is left open. What cannot be audited is not written.
    /// </summary>
    public async Task ExportAsync(
        Actor actor, HistoryQuery query, CsvTable<HistoryRow> format, Stream target, CancellationToken cancellationToken)
    {
        await database.WriteAsync(actor, Permission.KeepOwnPreferences, (noting, _) =>
        {
            noting.Audit("history.exported", nameof(PushHistory));
            return Task.CompletedTask;
        }, cancellationToken);
        await using var db = database.Read(actor.Workspace);
        var pages = await PagesAsync(db, cancellationToken);
        var rows = Stored(db, Order(await OutcomesAsync(db, query, cancellationToken), descending: true), withCustomers: false).AsAsyncEnumerable().Select(row => row.Read(pages));
        await format.WriteAsync(rows, target, cancellationToken);
    }

    /// <summary>Everything that happened to one push, step by step; null when the workspace has none of that id.</summary>
    public async Task<PushTimeline?> TimelineAsync(WorkspaceId workspace, Guid pushId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        if (await db.Set<LedgerEntry>().FirstOrDefaultAsync(e => e.Id == pushId, cancellationToken) is not { } push)
            return null;
        var connection = await db.Set<Connection>().FirstAsync(c => c.Id == push.ConnectionId, cancellationToken);
        var link = push.RemoteId is { } document ? targets.Find(connection.System)?.PageOf(connection, document) : null;
        var steps = await db.Set<PushHistoryEntry>().Where(h => h.PushId == pushId).OrderBy(h => h.Id).ToListAsync(cancellationToken);
        return PushTimeline.Of(push, connection, steps, link);
    }

    /// <summary>Where the documents of each connection can be seen.</summary>
    private async Task<Func<Guid, string?, Uri?>> PagesAsync(WorkspaceDbContext db, CancellationToken cancellationToken)
    {
        var connections = await db.Set<Connection>().ToDictionaryAsync(c => c.Id, cancellationToken);
        return (id, document) => document is not null && connections.TryGetValue(id, out var connection)
            ? targets.Find(connection.System)?.PageOf(connection, document)
            : null;
    }

    private static async Task<IQueryable<PushHistoryEntry>> OutcomesAsync(WorkspaceDbContext db, HistoryQuery query, CancellationToken cancellationToken)
    {
        var search = query.Search?.Trim();
        var steps = search is { Length: > 0 } ? await HistorySearch.FindAsync(db, search, cancellationToken) : db.Set<PushHistoryEntry>();
        var outcomes = steps.Where(h => h.IsOutcome);
        if (query.InvoiceId is { } invoice)
            outcomes = outcomes.Where(h => h.InvoiceId == invoice);
        if (query.State is { } state)
            outcomes = outcomes.Where(h => h.State == state);
        if (query.Cause is { } cause)
            outcomes = outcomes.Where(h => h.Cause == cause);
        if (query.From is { } from)
        {
            var first = DanishTime.StartOf(from);
            outcomes = outcomes.Where(h => h.At >= first);
        }
        if (query.To is { } to)
        {
            var after = DanishTime.StartOf(to.AddDays(1));
            outcomes = outcomes.Where(h => h.At < after);
        }
        if (search is { Length: > 0 })
        {
            var pattern = $"%{Escape(search)}%";
            outcomes = outcomes.Where(h =>
                EF.Functions.Like(h.InvoiceNumber, pattern, "\\")
                || EF.Functions.Like(h.RemoteId!, pattern, "\\")
                || EF.Functions.Like(h.FailureDetail!, pattern, "\\"));
        }

        return outcomes;
    }

    private static IQueryable<PushHistoryEntry> Order(IQueryable<PushHistoryEntry> steps, bool descending) => descending
        ? steps.OrderByDescending(h => h.At).ThenByDescending(h => h.Id)
        : steps.OrderBy(h => h.At).ThenBy(h => h.Id);

    /// <summary>How many fit, from the figures that are kept where they tell; of what a search finds no more than are offered.</summary>
    private static async Task<(int Total, bool HasMore)> CountAsync(
        WorkspaceDbContext db, HistoryQuery query, IQueryable<PushHistoryEntry> outcomes, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(query.Search))
        {
            var found = await Order(outcomes, descending: true).Select(h => h.Id).Take(MostCounted + 1).CountAsync(cancellationToken);
            return (Math.Min(found, MostCounted), found > MostCounted);
        }

        return (query is { InvoiceId: null, From: null, To: null }
            ? await db.Set<OutcomeCount>()
                .Where(count => (query.State == null || count.State == query.State) && (query.Cause == null || count.Cause == query.Cause))
                .SumAsync(count => count.Count, cancellationToken)
            : await outcomes.CountAsync(cancellationToken), false);
    }

    private static IQueryable<StoredRow> Stored(WorkspaceDbContext db, IQueryable<PushHistoryEntry> outcomes, bool withCustomers) => outcomes.Select(h => new StoredRow(
        h.Id, h.At, h.PushId, h.ConnectionId, h.InvoiceId, h.InvoiceNumber, h.Cause, h.StartedBy, h.State,
        h.FailureCode, h.FailureDetail, h.FailureFields, h.RemoteId, h.DurationMs, h.Attempt,
        withCustomers ? db.Set<Invoice>().Where(i => i.Id == h.InvoiceId).Select(i => i.CustomerName).FirstOrDefault() : null,
        db.Set<Invoice>().Where(i => i.Id == h.InvoiceId && i.RemoteId == h.RemoteId).Select(i => (CopyState?)i.CopyState).FirstOrDefault(),
        db.Set<Invoice>().Where(i => i.Id == h.InvoiceId && i.RemoteId == h.RemoteId).Select(i => i.RemoteNumber).FirstOrDefault()));

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    /// <summary>What a row needs of a step, without its request and answer.</summary>
    private sealed record StoredRow(
        long Id, DateTimeOffset At, Guid PushId, Guid ConnectionId, Guid InvoiceId, string InvoiceNumber, PushCause Cause, string StartedBy, PushState State,
        string? FailureCode, string? FailureDetail, IReadOnlyList<FieldMessage>? FailureFields, string? RemoteId,
        int? DurationMs, int Attempt, string? CustomerName, CopyState? Now, string? NumberNow)
    {
        public HistoryRow Read(Func<Guid, string?, Uri?> pages) => new(
            Id, At, PushId, InvoiceId, InvoiceNumber, Cause, StartedBy, State,
            FailureCode is null ? null : new Failure(FailureCode, FailureDetail, FailureFields),
            RemoteId, pages(ConnectionId, RemoteId),
            DurationMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null, Attempt, CustomerName, Now, NumberNow);
    }
}

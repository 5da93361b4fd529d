using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Attention;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Push.History;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Intake;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Sync.Sources.Ways;

/// <summary>The way of a source's invoices into the connection that they go on into, and from there to the customer. Only reads.</summary>
public sealed class InvoiceWays(Database database, PushHistory history, TimeProvider time)
{
    private const int LargestPage = 200;

    /// <summary>One page, the newest first.</summary>
    public async Task<PageOf<WayRow>> PageAsync(WorkspaceId workspace, Guid source, Guid connection, WayQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var db = database.Read(workspace);
        var all = Fitting(db, source, connection, query);
        var total = await all.CountAsync(cancellationToken);
        var found = await all.OrderByDescending(way => way.IssueDate).ThenByDescending(way => way.InvoiceId)
            .Skip(query.Skip).Take(Math.Clamp(query.Take, 1, LargestPage)).ToListAsync(cancellationToken);
        var failures = await FailuresAsync(db, connection, [.. found.Where(IsStopped).Select(StoppedWay.Of)], cancellationToken);
        return new(total, found.ConvertAll(way => way.Read(failures.GetValueOrDefault(way.InvoiceId)?.Failure)));
    }

    /// <summary>One of them, with every step of its way; null where it is none of the account's.</summary>
    public async Task<WayDetails?> FindAsync(WorkspaceId workspace, Guid source, Guid connection, Guid invoice, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        if (await Ways(db, source, connection).FirstOrDefaultAsync(way => way.InvoiceId == invoice, cancellationToken) is not { } found)
            return null;
        var failures = await FailuresAsync(db, connection, IsStopped(found) ? [StoppedWay.Of(found)] : [], cancellationToken);
        var sourced = await db.Set<SourcedInvoice>().AsNoTracking().FirstAsync(row => row.ConnectionId == source && row.InvoiceId == invoice, cancellationToken);
        var cameAt = await db.Set<Invoice>().Where(row => row.Id == invoice).Select(row => row.CreatedAt).FirstAsync(cancellationToken);
        var party = await db.Set<RecordLink>().Where(link => link.ConnectionId == connection && link.Kind == RecordKind.Contact && link.LocalId == sourced.CustomerId)
            .Select(link => link.RemoteId).FirstOrDefaultAsync(cancellationToken);
        var pushes = await db.Set<LedgerEntry>().Where(push => push.InvoiceId == invoice && push.ConnectionId == connection)
            .OrderBy(push => push.Id).Select(push => new { push.Id, push.Purpose }).ToListAsync(cancellationToken);
        List<PushTimeline> documents = [], sendings = [];
        foreach (var push in pushes)
        {
            if (await history.TimelineAsync(workspace, push.Id, cancellationToken) is { } timeline)
                (push.Purpose == PushPurpose.Document ? documents : sendings).Add(timeline);
        }

        var delivery = await db.Set<Delivery>().AsNoTracking().FirstOrDefaultAsync(way => way.InvoiceId == invoice && way.ConnectionId == connection, cancellationToken);
        return new(
            found.Read(failures.GetValueOrDefault(invoice)?.Failure), sourced, cameAt, party, documents, sendings, delivery,
            documents.LastOrDefault(push => push.RemoteId is not null && push.RemoteId == found.DocumentId)?.Link);
    }

    /// <summary>Writes all that fit as CSV, the newest first: <see cref="WayQuery.Skip"/> and <see cref="WayQuery.Take"/> do not count. What cannot be audited is not written.</summary>
    public async Task ExportAsync(
        Actor actor, Guid source, Guid connection, WayQuery query, CsvTable<WayRow> format, Stream target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(format);
        await database.WriteAsync(actor, Permission.KeepOwnPreferences, (noting, _) =>
        {
            noting.Audit("orders.exported", nameof(Connection), source);
            return Task.CompletedTask;
        }, cancellationToken);
        await using var db = database.Read(actor.Workspace);
        var stopped = await StoppedAsync(Stopped(db, source, connection), cancellationToken);
        var failures = await FailuresAsync(db, connection, stopped, cancellationToken);
        var rows = Fitting(db, source, connection, query).OrderByDescending(way => way.IssueDate).ThenByDescending(way => way.InvoiceId).AsAsyncEnumerable()
            .Select(way => way.Read(failures.GetValueOrDefault(way.InvoiceId)?.Failure));
        await format.WriteAsync(rows, target, cancellationToken);
    }

    /// <summary>How many are how far.</summary>
    public async Task<WaySummary> SummaryAsync(WorkspaceId workspace, Guid source, Guid connection, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var counts = await Ways(db, source, connection).GroupBy(way => way.State).Select(same => new { State = same.Key, Count = same.Count() })
            .ToDictionaryAsync(same => same.State, same => same.Count, cancellationToken);
        var stopped = await StoppedAsync(Stopped(db, source, connection), cancellationToken);
        var failures = await FailuresAsync(db, connection, stopped, cancellationToken);
        return new(
            counts,
            [
                .. failures.Values.GroupBy(stop => (FailureCause.Of(stop.Failure), stop.IsSending))
                    .Select(same => new WayCause(same.First().Failure, same.Key.IsSending, same.Count())).OrderByDescending(cause => cause.Count),
            ],
            await db.Set<SourcedInvoice>().CountAsync(row => row.ConnectionId == source && row.PaymentTold == PaymentTold.Refused, cancellationToken));
    }

    /// <summary>Those that do not get on, the oldest first.</summary>
    /// <param name="workspace">Whose.</param>
    /// <param name="source">The account that they come from.</param>
    /// <param name="connection">Where they go.</param>
    /// <param name="cause">Only those that one cause stops.</param>
    /// <param name="since">Only those that were issued on this day or later.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Their ids, and whether it is the customer that they do not get to.</returns>
    public async Task<IReadOnlyList<(Guid Invoice, bool IsSending)>> StoppedAsync(
        WorkspaceId workspace, Guid source, Guid connection, FailureCause? cause, DateOnly? since, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var stopped = await Stopped(db, source, connection).Where(way => since == null || way.IssueDate >= since)
            .OrderBy(way => way.IssueDate).ThenBy(way => way.InvoiceId).ToListAsync(cancellationToken);
        var failures = await FailuresAsync(db, connection, stopped.ConvertAll(StoppedWay.Of), cancellationToken);
        return
        [
            .. stopped.Where(way => cause is null || failures.TryGetValue(way.InvoiceId, out var stop) && FailureCause.Of(stop.Failure) == cause)
                .Select(way => (way.InvoiceId, way.State == WayState.NotSent)),
        ];
    }

    /// <summary>Those that nobody has asked to go on and that still stand in the source, the oldest first.</summary>
    public async Task<IReadOnlyList<Guid>> NotPushedAsync(WorkspaceId workspace, Guid source, Guid connection, DateOnly from, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await Ways(db, source, connection).Where(way => way.State == WayState.NotPushed && way.IssueDate >= from)
            // What is taken back goes before what takes it back.
            .OrderBy(way => way.IssueDate).ThenBy(way => way.Kind == InvoiceKind.CreditNote).ThenBy(way => way.InvoiceId).Select(way => way.InvoiceId).ToListAsync(cancellationToken);
    }

    private IQueryable<Way> Fitting(WorkspaceDbContext db, Guid source, Guid connection, WayQuery query)
    {
        var ways = Ways(db, source, connection);
        if (query.State is { } state)
            ways = ways.Where(way => way.State == state);
        if (query.From is { } from)
            ways = ways.Where(way => way.IssueDate >= from);
        if (query.To is { } to)
            ways = ways.Where(way => way.IssueDate <= to);
        if (query.Search?.Trim() is { Length: > 0 } search)
        {
            var text = search.ToLowerInvariant();
            ways = ways.Where(way => way.SearchText.Contains(text) || way.SourceId == search);
        }

        return ways;
    }

    private IQueryable<Way> Stopped(WorkspaceDbContext db, Guid source, Guid connection) =>
        Ways(db, source, connection).Where(way => way.State == WayState.NeedsPerson || way.State == WayState.NotSent);

    private static Task<List<StoppedWay>> StoppedAsync(IQueryable<Way> stopped, CancellationToken cancellationToken) =>
        stopped.Select(way => new StoppedWay(way.InvoiceId, way.State, way.Delivery, way.DeliveryReason)).ToListAsync(cancellationToken);

    private static bool IsStopped(Way way) => way.State is WayState.NeedsPerson or WayState.NotSent;

    private IQueryable<Way> Ways(WorkspaceDbContext db, Guid source, Guid connection)
    {
        var stuck = time.GetUtcNow() - Delivery.LongestWay;
        var open = PushStates.Open;
        return
            from row in db.Set<SourcedInvoice>()
            where row.ConnectionId == source && row.Standing != SourceStanding.Gone
            join invoice in db.Set<Invoice>() on row.InvoiceId equals invoice.Id
            from copy in db.Set<InvoiceCopy>().Where(copy => copy.InvoiceId == invoice.Id && copy.ConnectionId == connection).DefaultIfEmpty()
            from way in db.Set<Delivery>().Where(way => way.InvoiceId == invoice.Id && way.ConnectionId == connection).DefaultIfEmpty()
            let sending = db.Set<LedgerEntry>()
                .Where(push => push.InvoiceId == invoice.Id && push.ConnectionId == connection && push.Purpose == PushPurpose.Transmission)
                .OrderByDescending(push => push.Revision).Select(push => (PushState?)push.State).FirstOrDefault()
            select new Way
            {
                InvoiceId = invoice.Id,
                SourceId = row.RemoteId,
                Number = invoice.Number,
                Kind = invoice.Kind,
                CustomerName = invoice.CustomerName,
                SearchText = invoice.SearchText,
                IssueDate = invoice.IssueDate,
                Currency = invoice.Currency,
                Gross = invoice.Gross,
                Standing = row.Standing,
                IsNew = row.IsNew,
                PaymentTold = row.PaymentTold,
                IsInDoubt = copy != null && copy.State == CopyState.NeedsAttention,
                DocumentId = copy == null ? null : copy.RemoteId,
                DocumentNumber = copy == null ? null : copy.RemoteNumber,
                Condition = copy == null ? DocumentCondition.NotChecked : copy.Condition,
                Delivery = way == null ? null : way.State,
                DeliveryReason = way == null ? null : way.Reason,
                State =
                    copy == null || copy.State == CopyState.NotPushed ? WayState.NotPushed
                    : copy.State == CopyState.Waiting || copy.State == CopyState.Sending ? WayState.Waiting
                    : copy.State == CopyState.Failed || copy.State == CopyState.NeedsAttention ? WayState.NeedsPerson
                    : copy.Condition == DocumentCondition.Deleted || copy.Condition == DocumentCondition.Voided ? WayState.Gone
                    : copy.Condition == DocumentCondition.Paid || copy.Condition == DocumentCondition.Credited ? WayState.Settled
                    : sending != null && open.Contains(sending.Value) ? WayState.BeingSent
                    : sending == PushState.Rejected || sending == PushState.NeedsAttention ? WayState.NotSent
                    : way == null ? WayState.Standing
                    : way.State == DeliveryState.Delivered ? WayState.Delivered
                    : way.State == DeliveryState.Refused || way.SentAt < stuck ? WayState.NotSent
                    : WayState.BeingSent,
            };
    }

    /// <summary>Why some do not get on: the last push's failure, of the document or of sending it on, whichever it is that does not.</summary>
    private static async Task<Dictionary<Guid, Stop>> FailuresAsync(WorkspaceDbContext db, Guid connection, List<StoppedWay> stopped, CancellationToken cancellationToken)
    {
        if (stopped.Count == 0)
            return [];
        var pushes = (await ManyKeys.FindAsync(
            stopped.Select(way => way.InvoiceId),
            some => db.Set<LedgerEntry>().Where(push => some.Contains(push.InvoiceId) && push.ConnectionId == connection)
                .Select(push => new { push.InvoiceId, push.Purpose, push.Revision, push.QueuedAt, push.FailureCode, push.FailureDetail }),
            cancellationToken)).ToLookup(push => push.InvoiceId);
        var found = new Dictionary<Guid, Stop>();
        foreach (var way in stopped)
        {
            var isSending = way.State == WayState.NotSent;
            var latest = pushes[way.InvoiceId].Where(push => push.Purpose == (isSending ? PushPurpose.Transmission : PushPurpose.Document))
                .OrderByDescending(push => push.QueuedAt).ThenByDescending(push => push.Revision).FirstOrDefault();
            if (latest?.FailureCode is { } code)
                found[way.InvoiceId] = new(new Failure(code, latest.FailureDetail), isSending);
            // The system took it, and it did not get there.
            else if (isSending)
                found[way.InvoiceId] = new(new Failure(way.Delivery == DeliveryState.Refused ? FailureCodes.DeliveryRefused : FailureCodes.DeliveryStuck, way.DeliveryReason), IsSending: true);
        }

        return found;
    }

    private sealed record StoppedWay(Guid InvoiceId, WayState State, DeliveryState? Delivery, string? DeliveryReason)
    {
        public static StoppedWay Of(Way way) => new(way.InvoiceId, way.State, way.Delivery, way.DeliveryReason);
    }

    private sealed record Stop(Failure Failure, bool IsSending);

    private sealed record Way
    {
        public required Guid InvoiceId { get; init; }
        public required string SourceId { get; init; }
        public required string Number { get; init; }
        public required InvoiceKind Kind { get; init; }
        public required string CustomerName { get; init; }
        public required string SearchText { get; init; }
        public required DateOnly IssueDate { get; init; }
        public required string Currency { get; init; }
        public required decimal Gross { get; init; }
        public required SourceStanding Standing { get; init; }
        public required bool IsNew { get; init; }
        public required PaymentTold PaymentTold { get; init; }
        public required string? DocumentId { get; init; }
        public required string? DocumentNumber { get; init; }
        public required DocumentCondition Condition { get; init; }
        public required DeliveryState? Delivery { get; init; }
        public required string? DeliveryReason { get; init; }
        public required WayState State { get; init; }
        public required bool IsInDoubt { get; init; }

        public WayRow Read(Failure? failure) => new()
        {
            InvoiceId = InvoiceId, SourceId = SourceId, Number = Number, Kind = Kind, CustomerName = CustomerName, IssueDate = IssueDate, Currency = Currency, Gross = Gross,
            Standing = Standing, IsNew = IsNew, State = State, DocumentId = DocumentId, DocumentNumber = DocumentNumber, Condition = Condition, Delivery = Delivery,
            DeliveryReason = DeliveryReason, PaymentTold = PaymentTold, IsInDoubt = IsInDoubt, Failure = failure,
        };
    }
}

using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Looks;

/// <summary>
/// Looks at what has become of documents after they were pushed: people book, pay, edit and delete them in the other system, which
/// tells nobody. Only reads.
/// </summary>
public sealed class DocumentLooks(Database database, PushLedger ledger, ConnectionOpener opener, PushTargets targets, TimeProvider time)
{
    /// <summary>How old what is known may be before somebody who opens an invoice has it looked at again.</summary>
    internal static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(10);

    // What is missing from the unsettled is mostly paid. More than these wait for the next round.
    private const int MostMissing = 50;

    // Documents may have thousands of lines: where a page of them is more than an answer may be, smaller ones are asked for from then on.
    private const int Cut = 5;
    private const int MostParts = Cut * Cut * Cut;

    private readonly ConcurrentDictionary<QueueId, DateTimeOffset> rounds = new();
    private readonly ConcurrentDictionary<QueueId, int> parts = new();

    /// <summary>When all open documents of the workspace's listed connection were looked at last; null when not since the program started.</summary>
    internal async Task<DateTimeOffset?> AllSeenAtAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var connection = await db.Set<Connection>().Where(c => c.IsListed).Select(c => c.Id).FirstOrDefaultAsync(cancellationToken);
        return SeenAt(new(workspace, connection));
    }

    /// <summary>Looks at an invoice's document in the listed connection, for somebody who has the invoice open.</summary>
    /// <returns>When it was seen as it is now known; null when there is none, or the system could not be asked.</returns>
    public async Task<DateTimeOffset?> LookAtAsync(WorkspaceId workspace, Guid invoice, CancellationToken cancellationToken)
    {
        if (await ledger.ListedCopyAsync(workspace, invoice, cancellationToken) is not { } copy)
            return null;
        var queue = new QueueId(workspace, copy.ConnectionId);
        var seenAt = Later(copy.SeenAt, SeenAt(queue));
        if (copy.State is CopyState.Waiting or CopyState.Sending || seenAt > time.GetUtcNow() - FreshFor)
            return seenAt;
        if ((await opener.OpenAsync(workspace, copy.ConnectionId, cancellationToken)).Opened is not { } opened || opened.Connection.PauseAt(time.GetUtcNow()) is not null)
            return seenAt;
        try
        {
            await LookAtAsync(queue, opened.Urgently(), invoice, copy.RemoteId!, cancellationToken);
            return time.GetUtcNow();
        }
        catch (ApiException)
        {
            // Whoever opens an invoice is not helped by the reason; pushes and the connection's own page tell it.
            return seenAt;
        }
    }

    /// <summary>Every connection that has documents which people may yet do something to.</summary>
    internal async Task<IReadOnlyList<QueueId>> QueuesAsync(CancellationToken cancellationToken)
    {
        await using var db = database.Read(default);
        var open = ConditionRules.Open;
        var found = await db.Set<Connection>().IgnoreQueryFilters()
            .Where(c => c.Secret != null && c.ReplacedAt == null && db.Set<InvoiceCopy>().IgnoreQueryFilters()
                .Any(copy => copy.ConnectionId == c.Id && copy.RemoteId != null && open.Contains(copy.Condition)))
            .Select(c => new { c.WorkspaceId, c.Id }).ToListAsync(cancellationToken);
        return found.ConvertAll(c => new QueueId(c.WorkspaceId, c.Id));
    }

    /// <summary>A round over some invoices of a connection; null when none of them has anything to look at.</summary>
    internal async Task<LookRound?> RoundOfAsync(QueueId queue, IReadOnlyCollection<Guid> invoices, CancellationToken cancellationToken)
    {
        await using var db = database.Read(queue.Workspace);
        var days = await OpenCopies(db, queue).Where(copy => invoices.Contains(copy.InvoiceId))
            .Join(db.Set<Invoice>(), copy => copy.InvoiceId, invoice => invoice.Id, (copy, invoice) => new { invoice.Id, invoice.IssueDate })
            .ToListAsync(cancellationToken);
        return days.Count == 0 ? null : new LookRound(time.GetUtcNow(), days.ConvertAll(day => day.Id))
        {
            Days = (days.Min(day => day.IssueDate), days.Max(day => day.IssueDate)),
        };
    }

    /// <summary>A round over everything.</summary>
    internal LookRound NewRound() => new(time.GetUtcNow());

    /// <summary>Goes on with a round, by one request or two.</summary>
    /// <exception cref="ApiException">The system could not be asked.</exception>
    internal async Task StepAsync(QueueId queue, OpenedConnection opened, LookRound round, CancellationToken cancellationToken)
    {
        if (round.Missing is null)
            await ReadPageAsync(queue, opened, round, cancellationToken);
        else if (round.Missing.TryDequeue(out var missing))
            await LookAtAsync(queue, opened, missing.Invoice, missing.RemoteId, cancellationToken);
        if (round is { IsOver: true, Only: null })
            rounds[queue] = round.StartedAt;
    }

    private async Task ReadPageAsync(QueueId queue, OpenedConnection opened, LookRound round, CancellationToken cancellationToken)
    {
        if (parts.TryGetValue(queue, out var needed) && needed > round.Parts)
            round.Cut(needed);
        RemotePage page;
        try
        {
            page = await targets.Of(opened.Connection.System).UnsettledAsync(opened, round.Page, round.Parts, round.Days, cancellationToken);
        }
        catch (ApiException failure) when (failure.IsTooLarge && round.Parts < MostParts)
        {
            parts[queue] = round.Parts * Cut;
            return;
        }

        var ours = await OursAsync(queue, [.. page.Documents.Select(document => document.Id)], cancellationToken);
        List<SeenDocument> news = [];
        foreach (var document in page.Documents)
        {
            if (!ours.TryGetValue(document.Id, out var known))
                continue;
            var condition = ConditionRules.Of(document, known.Left);
            if (ConditionRules.After(known.Condition, condition, isWhole: true) != known.Condition || (document.Number ?? known.Number) != known.Number
                || document.Delivery is { } way && known.Way is { } before && way.State != before)
                news.Add(new(known.Invoice, document.Id, condition, document.Number, IsWhole: true) { Delivery = document.Delivery });
        }

        await ledger.NoteSeenAsync(queue, news, cancellationToken);
        round.Take(page, ours.ToDictionary(pair => pair.Key, pair => pair.Value.Invoice));
        if (!page.IsLast)
            return;
        await ledger.NoteSeenAsync(queue, round.Credited(), cancellationToken);
        round.Missing = new(
        [
            .. await MissingAsync(queue, round, cancellationToken), .. await CreditedSinceAsync(queue, round, cancellationToken), .. await OnTheirWayAsync(queue, round, cancellationToken),
        ]);
    }

    /// <summary>One document, by its id: absence from a list proves nothing.</summary>
    internal async Task LookAtAsync(QueueId queue, OpenedConnection opened, Guid invoice, string remoteId, CancellationToken cancellationToken)
    {
        var target = targets.Of(opened.Connection.System);
        var document = await target.GetAsync(opened, remoteId, cancellationToken);
        var isCredited = document is { State: RemoteState.Final, Kind: InvoiceKind.Invoice, Gross: > 0 }
            && await target.CreditedAsync(opened, remoteId, cancellationToken) >= document.Gross;
        var owner = await ledger.OwnerOfDocumentAsync(queue, remoteId, cancellationToken);
        await ledger.NoteSeenAsync(
            queue, [new(invoice, remoteId, ConditionRules.Of(document, owner?.Fingerprint, isCredited), document?.Number, IsWhole: true) { Delivery = document?.Delivery }],
            cancellationToken);
    }

    private async Task<Dictionary<string, Known>> OursAsync(QueueId queue, List<string> remoteIds, CancellationToken cancellationToken)
    {
        await using var db = database.Read(queue.Workspace);
        var copies = await db.Set<InvoiceCopy>().AsNoTracking()
            .Where(copy => copy.ConnectionId == queue.Connection && copy.RemoteId != null && remoteIds.Contains(copy.RemoteId))
            .ToListAsync(cancellationToken);
        var left = (await db.Set<LedgerEntry>()
            .Where(e => e.ConnectionId == queue.Connection && e.State == PushState.Succeeded && e.RemoteId != null && remoteIds.Contains(e.RemoteId))
            .Select(e => new { e.RemoteId, e.Fingerprint, e.EndedAt }).ToListAsync(cancellationToken))
            .ToLookup(e => e.RemoteId!);
        var ids = copies.ConvertAll(copy => copy.InvoiceId);
        var ways = await db.Set<Delivery>().Where(one => one.ConnectionId == queue.Connection && ids.Contains(one.InvoiceId))
            .ToDictionaryAsync(one => one.InvoiceId, one => one.State, cancellationToken);
        return copies.DistinctBy(copy => copy.RemoteId).ToDictionary(
            copy => copy.RemoteId!,
            copy => new Known(
                copy.InvoiceId, copy.Condition, copy.RemoteNumber, left[copy.RemoteId!].MaxBy(e => e.EndedAt)?.Fingerprint,
                ways.TryGetValue(copy.InvoiceId, out var way) ? way : null));
    }

    private async Task<IEnumerable<(Guid Invoice, string RemoteId)>> MissingAsync(QueueId queue, LookRound round, CancellationToken cancellationToken)
    {
        await using var db = database.Read(queue.Workspace);
        var copies = OpenCopies(db, queue).Where(copy => copy.SeenAt == null || copy.SeenAt < round.StartedAt);
        if (round.Only is { } only)
            copies = copies.Where(copy => only.Contains(copy.InvoiceId));
        var known = await copies.OrderBy(copy => copy.SeenAt).Select(copy => new { copy.InvoiceId, copy.RemoteId }).ToListAsync(cancellationToken);
        return known.Where(copy => !round.WasListed(copy.RemoteId!)).Take(MostMissing).Select(copy => (copy.InvoiceId, copy.RemoteId!));
    }

    /// <summary>What was paid and is credited now: it is in no list of the unsettled, but its credit note is.</summary>
    private async Task<IEnumerable<(Guid Invoice, string RemoteId)>> CreditedSinceAsync(QueueId queue, LookRound round, CancellationToken cancellationToken)
    {
        var credited = round.CreditedElsewhere();
        if (credited.Count == 0)
            return [];
        await using var db = database.Read(queue.Workspace);
        var paid = await db.Set<InvoiceCopy>()
            .Where(copy => copy.ConnectionId == queue.Connection && copy.RemoteId != null && credited.Keys.Contains(copy.RemoteId) && copy.Condition == DocumentCondition.Paid)
            .Join(db.Set<Invoice>(), copy => copy.InvoiceId, invoice => invoice.Id, (copy, invoice) => new { copy.InvoiceId, copy.RemoteId, invoice.Gross })
            .ToListAsync(cancellationToken);
        // A part that is taken back changes nothing of what is shown, and would be looked at again and again.
        return paid.Where(copy => credited[copy.RemoteId!] >= copy.Gross).Take(MostMissing).Select(copy => (copy.InvoiceId, copy.RemoteId!));
    }

    /// <summary>What was paid before it was handed over is in no list of the unsettled.</summary>
    private async Task<IEnumerable<(Guid Invoice, string RemoteId)>> OnTheirWayAsync(QueueId queue, LookRound round, CancellationToken cancellationToken)
    {
        await using var db = database.Read(queue.Workspace);
        var open = ConditionRules.Open;
        var known = await db.Set<Delivery>().Where(one => one.ConnectionId == queue.Connection && one.State == DeliveryState.OnItsWay && one.SeenAt < round.StartedAt)
            .Join(db.Set<InvoiceCopy>().Where(copy => copy.ConnectionId == queue.Connection && copy.RemoteId != null && !open.Contains(copy.Condition)),
                one => one.InvoiceId, copy => copy.InvoiceId, (one, copy) => new { copy.InvoiceId, copy.RemoteId, one.SeenAt })
            .OrderBy(one => one.SeenAt).Take(MostMissing).ToListAsync(cancellationToken);
        return known.Where(one => round.Only is null || round.Only.Contains(one.InvoiceId)).Select(one => (one.InvoiceId, one.RemoteId!));
    }

    private static IQueryable<InvoiceCopy> OpenCopies(WorkspaceDbContext db, QueueId queue)
    {
        var open = ConditionRules.Open;
        return db.Set<InvoiceCopy>().Where(copy => copy.ConnectionId == queue.Connection && copy.RemoteId != null && open.Contains(copy.Condition)
            && copy.State != CopyState.Waiting && copy.State != CopyState.Sending);
    }

    private DateTimeOffset? SeenAt(QueueId queue) => rounds.TryGetValue(queue, out var at) ? at : null;

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one > other || other is null ? one : other;

    private sealed record Known(Guid Invoice, DocumentCondition Condition, string? Number, string? Left, DeliveryState? Way);
}

using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api;

namespace PennaPay.Billy.Core.Systems.PlugAndPay.Orders;

/// <summary>
/// Reads lists of orders, some pages a step. Pages are numbered, so that what comes or goes meanwhile moves orders over their edges: the last page of a step is
/// read again by the next, and what came twice is there once.
/// </summary>
internal sealed class OrderSteps(PlugAndPayReader reader)
{
    private const int PagesAStep = 4;
    private const int MostOriginals = 20;

    // What is told of a payment may reach the shop later than it was made.
    private static readonly TimeSpan PaidOverlap = TimeSpan.FromMinutes(20);

    // Banks take direct debits back for thirteen months.
    private static readonly TimeSpan MayBeTakenBack = TimeSpan.FromDays(400);

    // A concept may become an invoice of an earlier day.
    private const int Backdated = 35;

    private static readonly OrderFilter Invoices = new() { AreFinal = true, AreLive = true, Sort = OrderSort.InvoiceDate };

    /// <summary>All invoices, the oldest first. The checkpoint is a day, which stays where it is whatever is ordered meanwhile, and a page from there on.</summary>
    public async Task<SourceStep> AllAsync(SourceRead read, CancellationToken cancellationToken)
    {
        var place = OrderPlace.Read(read.Checkpoint);
        var since = place.Day;
        var leftOut = read.Checkpoint is null ? await LeftOutAsync(read, cancellationToken) : [];
        var (found, next) = await PagesAsync(read, Invoices with { SinceInvoiceDate = since }, place.Page, null, cancellationToken);
        var step = await BringAsync(read.Opened, read.Known, found, cancellationToken);
        return step with
        {
            LeftOut = Added(step.LeftOut, leftOut),
            Next = next is not { } page ? null
                // From the day of the last one on; where days are not told, by pages alone.
                : found[^1].InvoiceDate is { } day && (since is null || day > since) ? new OrderPlace(null, 1, day).ToString()
                : new OrderPlace(null, page, since).ToString(),
        };
    }

    /// <summary>
    /// The newest invoices of the last day, until everything on a page is here, then what was paid since. Once an hour nothing is taken for known, because the order
    /// within a day is nobody's promise; once a day the last weeks are looked through.
    /// </summary>
    public async Task<SourceStep> ChangesAsync(SourceRead read, CancellationToken cancellationToken)
    {
        var place = OrderPlace.Read(read.Checkpoint);
        var since = SourceTimes.Read(read.Watermark) ?? read.Begun;
        var watermark = SourceTimes.Write(read.Begun);
        if (place.Part != OrderPlace.Paid)
        {
            var filter = Invoices with { SinceInvoiceDate = DateOnly.FromDateTime(since.UtcDateTime).AddDays(IsAnotherDay(since, read.Begun) ? -Backdated : -1), IsDescending = true };
            // What an earlier step of this round brought is known, and says nothing of what comes behind it.
            var mayStop = read.Checkpoint is null && since.ToUnixTimeSeconds() / 3600 == read.Begun.ToUnixTimeSeconds() / 3600;
            var (found, next) = await PagesAsync(read, filter, place.Page, mayStop ? read.Known : null, cancellationToken);
            if (next is not { } page)
                return await PaidAsync(1, found);
            var step = await BringAsync(read.Opened, read.Known, await WithOriginalsAsync(read, found, cancellationToken), cancellationToken);
            return step with { Next = new OrderPlace(null, page, null).ToString() };
        }

        return await PaidAsync(place.Page, []);

        async Task<SourceStep> PaidAsync(int first, List<PlugAndPayOrder> before)
        {
            var filter = Invoices with { SincePaidAt = since - PaidOverlap, Sort = OrderSort.PaidAt };
            var (paid, next) = await PagesAsync(read, filter, first, null, cancellationToken);
            var step = await BringAsync(read.Opened, read.Known, await WithOriginalsAsync(read, [.. before, .. paid], cancellationToken), cancellationToken);
            return next is { } page ? step with { Next = new OrderPlace(OrderPlace.Paid, page, null).ToString() } : step with { Watermark = watermark };
        }
    }

    private static bool IsAnotherDay(DateTimeOffset one, DateTimeOffset other) => one.UtcDateTime.Date != other.UtcDateTime.Date;

    /// <summary>What was credited, went back at the bank or was deleted: it is an old order, and in no list of new ones.</summary>
    public async Task<SourceStep> TakenBackAsync(SourceRead read, CancellationToken cancellationToken)
    {
        var place = OrderPlace.Read(read.Checkpoint);
        var since = DateOnly.FromDateTime((read.Begun - MayBeTakenBack).UtcDateTime);
        var ofDeleted = place.Part == OrderPlace.Deleted;
        var filter = ofDeleted
            ? Invoices with { AreDeleted = true, AreLive = null, AreFinal = null, SinceInvoiceDate = since }
            : Invoices with { PaymentStatuses = [PaymentStatuses.Credited, PaymentStatuses.Reversed], SinceInvoiceDate = since };
        var (found, next) = await PagesAsync(read, filter, place.Page, null, cancellationToken);
        var step = await BringAsync(read.Opened, read.Known, found, cancellationToken);
        return step with
        {
            Next = next is { } page ? new OrderPlace(place.Part, page, null).ToString() : ofDeleted ? null : new OrderPlace(OrderPlace.Deleted, 1, null).ToString(),
        };
    }

    /// <summary>What some orders bring. What is no invoice is left out and counted; what was deleted and is here, is gone.</summary>
    public static async Task<SourceStep> BringAsync(OpenedConnection opened, SourceKnowledge known, IReadOnlyList<PlugAndPayOrder> orders, CancellationToken cancellationToken)
    {
        var shop = opened.Connection.AccountId;
        var leftOut = new Dictionary<LeftOutReason, int>();
        List<PlugAndPayOrder> wanted = [];
        foreach (var order in orders.DistinctBy(order => order.Id))
        {
            if (PlugAndPayRecords.WhyNot(order) is { } reason)
                leftOut[reason] = leftOut.GetValueOrDefault(reason) + 1;
            else
                wanted.Add(order);
        }

        // The customer is as the latest of all its orders says, in whichever order they come.
        var latest = wanted.GroupBy(PlugAndPayRecords.CustomerIdOf).Select(same => same.MaxBy(order => order.Id)!).ToList();
        var here = await known.InvoicesOfAsync([.. latest.Select(PlugAndPayRecords.CustomerIdOf)], cancellationToken);
        latest.RemoveAll(order => here[PlugAndPayRecords.CustomerIdOf(order)].Any(id => PlugAndPayIds.Of(id) > order.Id));
        var deleted = orders.Where(order => order.DeletedAt is not null).Select(order => PlugAndPayIds.Text(order.Id)).ToList();
        return new()
        {
            Done = orders.Count,
            LeftOut = leftOut,
            Customers = latest.ConvertAll(PlugAndPayRecords.Customer),
            Persons = latest.ConvertAll(PlugAndPayRecords.PersonsOf),
            Invoices = wanted.ConvertAll(order => PlugAndPayRecords.Invoice(shop, order)),
            Payments = [.. wanted.Select(order => PlugAndPayRecords.PaymentsOf(shop, order)).OfType<SourcePayments>()],
            InvoicesGone = deleted.Count == 0 ? [] : [.. await known.HasInvoicesAsync(deleted, cancellationToken)],
        };
    }

    // Some pages; with what is known here, no further than one on which everything is. The next page is the last one that was read, null at the end.
    private async Task<(List<PlugAndPayOrder> Orders, int? Next)> PagesAsync(
        SourceRead read, OrderFilter filter, int first, SourceKnowledge? known, CancellationToken cancellationToken)
    {
        List<PlugAndPayOrder> found = [];
        var number = first;
        await foreach (var page in reader.ListOrdersAsync(read.Opened.Access, filter, first, cancellationToken))
        {
            found.AddRange(page);
            if (known is not null && await KnowsAllAsync(known, page, cancellationToken))
                break;
            if (++number == first + PagesAStep)
                return (found, number - 1);
        }

        return (found, null);
    }

    private static async Task<bool> KnowsAllAsync(SourceKnowledge known, IReadOnlyList<PlugAndPayOrder> page, CancellationToken cancellationToken)
    {
        var ids = page.Where(order => PlugAndPayRecords.WhyNot(order) is null).Select(order => PlugAndPayIds.Text(order.Id)).ToList();
        return ids.Count > 0 && (await known.HasInvoicesAsync(ids, cancellationToken)).Count == ids.Count;
    }

    // With what new credit invoices take back, which stands otherwise from then on.
    private async Task<List<PlugAndPayOrder>> WithOriginalsAsync(SourceRead read, List<PlugAndPayOrder> orders, CancellationToken cancellationToken)
    {
        var credits = orders.Where(order => order.Payment?.Status == PaymentStatuses.CreditInvoice).ToList();
        if (credits.Count == 0)
            return orders;
        var here = await read.Known.HasInvoicesAsync([.. credits.Select(order => PlugAndPayIds.Text(order.Id))], cancellationToken);
        var among = orders.Select(order => order.Id).ToHashSet();
        var originals = credits.Where(order => !here.Contains(PlugAndPayIds.Text(order.Id))).SelectMany(order => order.RelatedOrders).Where(id => !among.Contains(id))
            .Distinct().Take(MostOriginals).ToList();
        List<PlugAndPayOrder> found = [];
        foreach (var id in originals)
        {
            if (await reader.FindOrderAsync(read.Opened.Access, id, cancellationToken) is { } original)
                found.Add(original);
        }

        return [.. found, .. orders];
    }

    // What no list of invoices has. Three requests, however much there is.
    private async Task<Dictionary<LeftOutReason, int>> LeftOutAsync(SourceRead read, CancellationToken cancellationToken)
    {
        var leftOut = new Dictionary<LeftOutReason, int>();
        (LeftOutReason Reason, OrderFilter Filter)[] asked =
        [
            (LeftOutReason.Draft, new() { AreFinal = false, AreLive = true }),
            (LeftOutReason.Test, new() { AreLive = false }),
            (LeftOutReason.DeletedThere, new() { AreDeleted = true }),
        ];
        foreach (var (reason, filter) in asked)
        {
            if (await reader.CountOrdersAsync(read.Opened.Access, filter, cancellationToken) is > 0 and var count)
                leftOut[reason] = count;
        }

        return leftOut;
    }

    private static Dictionary<LeftOutReason, int> Added(IReadOnlyDictionary<LeftOutReason, int> one, IReadOnlyDictionary<LeftOutReason, int> other) =>
        one.Concat(other).GroupBy(pair => pair.Key).ToDictionary(same => same.Key, same => same.Sum(pair => pair.Value));
}

using System.Globalization;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billit.Api;
using PennaPay.Billy.Core.Systems.Billit.Api.Orders;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billit.Documents;

/// <summary>Finds again in Billit what was sent there, in the words of the push engine.</summary>
internal sealed class DocumentReader(BillitReader billit)
{
    private const int MostCreditNotes = 40;

    /// <summary>An order in the words of the engine. Lists leave its key out, so that what they show has its number alone.</summary>
    public static RemoteDocument Listed(BillitOrder order) => new()
    {
        Id = Text(order.OrderId),
        Number = OutsideText.Line(order.OrderNumber, InvoiceRules.MaxShortText),
        Reference = OutsideText.Line(order.OrderNumber, InvoiceRules.MaxShortText),
        Key = order.ExternalProviderId,
        // There are no drafts in Billit: what is there counts.
        State = order.OrderStatus is "Canceled" ? RemoteState.Void : RemoteState.Final,
        Kind = order.OrderType == nameof(OrderType.CreditNote) ? InvoiceKind.CreditNote : InvoiceKind.Invoice,
        PartyId = Text(order.CounterParty?.PartyId ?? order.Customer?.PartyId ?? 0),
        CreatedAt = order.Created,
        IssueDate = order.OrderDate,
        Currency = order.Currency ?? "",
        Net = order.TotalExcl ?? 0,
        Vat = order.TotalVat ?? 0,
        Gross = order.TotalIncl ?? 0,
        Open = order.Paid == true ? 0 : order.ToPay,
        IsPaid = order.Paid == true,
        Delivery = DeliveryOf(order),
    };

    /// <summary>An order that was read by its id.</summary>
    public static RemoteDocument Whole(BillitOrder order) => Listed(order) with { Described = OrderText.Describe(order) };

    /// <summary>How far an order is on its way to the customer; null where nobody has sent it.</summary>
    public static RemoteDelivery? DeliveryOf(BillitOrder order)
    {
        var way = order.Messages.LastOrDefault(message => message.Success == true)?.TransportType;
        return order.Delivery switch
        {
            { RefusedAt: { } at } refused => new(DeliveryState.Refused, way, at, refused.RefusedInfo ?? refused.RefusedReason),
            { Status: "Error" } failed => new(DeliveryState.Refused, way, null, failed.Info),
            { Status: "Delivered" } or { IsDocumentDelivered: true } => new(DeliveryState.Delivered, way, order.Delivery.DeliveredAt),
            { Status: { Length: > 0 } } => new(DeliveryState.OnItsWay, way),
            // A message of which nothing is said yet may be under way.
            _ => order.Messages.LastOrDefault(message => message.Success != false) is { } message ? new(DeliveryState.OnItsWay, way ?? message.TransportType) : null,
        };
    }

    public Task<BillitOrder?> FindAsync(ApiAccess access, string remoteId, CancellationToken cancellationToken) =>
        Id(remoteId) is { } id ? billit.FindOrderAsync(access, id, cancellationToken) : Task.FromResult<BillitOrder?>(null);

    /// <summary>By key; by number where nothing carries the key, or always when it is asked for. All of them whole, for lists do not say what key one has.</summary>
    public async Task<IReadOnlyList<BillitOrder>> FindAsync(ApiAccess access, string? key, string number, bool alsoByNumber, CancellationToken cancellationToken)
    {
        var found = key is null ? [] : await WholeAsync(access, await billit.ListOrdersByExternalIdAsync(access, key, cancellationToken), cancellationToken);
        // A filter that is not heeded makes nobody else's order ours.
        found.RemoveAll(order => order.ExternalProviderId != key);
        if (found.Count > 0 && !alsoByNumber || number.Length == 0)
            return found;
        foreach (var type in new[] { OrderType.Invoice, OrderType.CreditNote })
        {
            var numbered = await billit.ListOrdersByNumberAsync(access, type, number, cancellationToken);
            found.AddRange(await WholeAsync(access, numbered.Where(order => found.TrueForAll(known => known.OrderId != order.OrderId)), cancellationToken));
        }

        return found;
    }

    /// <summary>Everything that Billit has of some documents.</summary>
    public async Task<IReadOnlyList<RemoteDocument>> ReadAsync(ApiAccess access, IReadOnlyList<SentDocument> documents, CancellationToken cancellationToken)
    {
        List<RemoteDocument> found = [];
        foreach (var document in documents)
        {
            if (await FindAsync(access, document.RemoteId, cancellationToken) is { } order)
                found.Add(Listed(order));
            found.AddRange((await FindAsync(access, document.Key, document.Key is null ? document.Number : "", alsoByNumber: false, cancellationToken)).Select(Listed));
        }

        return [.. found.DistinctBy(document => document.Id)];
    }

    public async Task<RemotePage> NewestAsync(ApiAccess access, int page, bool isQuick, CancellationToken cancellationToken) =>
        Page(await billit.NewestOrdersAsync(access, new(), page, isQuick ? 4 : 1, cancellationToken));

    /// <summary>What is not paid, whoever made it.</summary>
    public async Task<RemotePage> UnsettledAsync(
        ApiAccess access, int page, int parts, (DateOnly First, DateOnly Last)? days, CancellationToken cancellationToken) =>
        Page(await billit.NewestOrdersAsync(access, new() { IsPaid = false, From = days?.First, To = days?.Last }, page, parts, cancellationToken));

    /// <summary>What credit notes to the same party take back of an invoice; Billit can be asked for no others.</summary>
    public async Task<decimal> CreditedAsync(ApiAccess access, string remoteId, CancellationToken cancellationToken)
    {
        if (await FindAsync(access, remoteId, cancellationToken) is not { OrderNumber: { Length: > 0 } number } order
            || (order.CounterParty?.PartyId ?? order.Customer?.PartyId) is not { } party)
            return 0;
        var (notes, _) = await billit.NewestOrdersAsync(access, new() { Type = OrderType.CreditNote, CounterPartyId = party }, page: 1, parts: 1, cancellationToken);
        return (await WholeAsync(access, notes.Take(MostCreditNotes), cancellationToken)).Where(note => note.AboutInvoiceNumber == number).Sum(note => note.TotalIncl ?? 0);
    }

    public static long? Id(string remoteId) => long.TryParse(remoteId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? id : null;

    public static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static RemotePage Page((IReadOnlyList<BillitOrder> Items, bool IsLast) page) => new([.. page.Items.Select(Listed)], page.IsLast, null);

    private async Task<List<BillitOrder>> WholeAsync(ApiAccess access, IEnumerable<BillitOrder> listed, CancellationToken cancellationToken)
    {
        List<BillitOrder> whole = [];
        foreach (var order in listed)
        {
            if (await billit.FindOrderAsync(access, order.OrderId, cancellationToken) is { } read)
                whole.Add(read);
        }

        return whole;
    }
}

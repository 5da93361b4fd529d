using System.Globalization;
using System.Net.Mime;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>Invoices, credit notes and other orders.</summary>
public sealed partial class BillitCompany
{
    private readonly HashSet<string> numbers = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="KeyNotFoundException">There is no such order.</exception>
    public BillitOrder Order(long id) => Do(() => orders.GetValueOrDefault(id)) ?? throw None("order", id);

    /// <summary>Somebody writes an invoice of one line of 21 %.</summary>
    /// <returns>The order's id.</returns>
    public long AddInvoice(long party, decimal excl, string? number = null) => AddOrder(party, new()
    {
        OrderNumber = number,
        OrderLines = [new() { Description = "Prestatie", Quantity = 1, UnitPriceExcl = excl, VATPercentage = 21 }],
    });

    /// <summary>Somebody writes an invoice, or whatever the content says that it is.</summary>
    /// <returns>The order's id.</returns>
    /// <exception cref="KeyNotFoundException">There is no such party.</exception>
    /// <exception cref="InvalidOperationException">Billit refuses it.</exception>
    public long AddOrder(long party, OrderContent content) => Change(() =>
    {
        Party(party);
        content = content with
        {
            OrderType = content.OrderType ?? "Invoice", OrderDirection = content.OrderDirection ?? "Income",
            ExpiryDate = content.ExpiryDate ?? world.Clock.Local.Date.AddDays(30),
        };
        try
        {
            OrderChecks.Check(content, this, world.Behaviour);
        }
        catch (Refusal refused)
        {
            throw new InvalidOperationException(refused.Message, refused);
        }
        return Create(content, party, new(), 0);
    });

    /// <summary>Somebody writes something else on an order; what it comes to follows.</summary>
    /// <exception cref="KeyNotFoundException">There is no such order.</exception>
    public void EditOrder(long id, Func<OrderContent, OrderContent> edit) => Change(() =>
    {
        var order = Order(id);
        var content = edit(order.Content);
        var totals = OrderTotals.Of(content, world.Behaviour);
        numbers.Remove(order.Content.OrderNumber!);
        numbers.Add(content.OrderNumber!);
        Store(order with { Content = content, Totals = totals, ToPay = order.Paid ? 0 : totals.Incl - order.Payments.Sum(payment => payment.Amount) });
    });

    /// <summary>Somebody deletes an order. Nothing is told of it.</summary>
    /// <exception cref="KeyNotFoundException">There is no such order.</exception>
    /// <exception cref="InvalidOperationException">It went out by Peppol.</exception>
    public void DeleteOrder(long id) => Change(() =>
    {
        var order = Order(id);
        if (order.WentByPeppol)
            throw new InvalidOperationException("What went out by Peppol stays.");
        orders.Remove(id);
        underWay.Remove(id);
        numbers.Remove(order.Content.OrderNumber!);
        deleted.Add(new(id, order.Content.OrderNumber!, Now));
    });

    /// <summary>The next number of a row.</summary>
    internal string NextNumber(string type, bool consume) => Do(() =>
    {
        var next = sequences.GetValueOrDefault(type) + 1;
        string Text() => string.Create(CultureInfo.InvariantCulture, $"{(type == "CreditNote" ? "CN" : "F")}-{world.Clock.Local.Year}-{next:0000}");
        while (numbers.Contains(Text()))
            next++;
        if (consume)
            sequences[type] = next;
        return Text();
    });

    internal bool HasNumber(string number) => numbers.Contains(number);

    internal BillitOrder? FindOrder(long id) => orders.GetValueOrDefault(id);

    internal IEnumerable<BillitOrder> AllOrders => orders.Values;

    internal IEnumerable<BillitParty> AllParties => parties.Values;

    internal IReadOnlyList<DeletedOrder> Deleted => deleted;

    /// <summary>Writes what a client posted.</summary>
    internal long Post(OrderPost post, byte[] raw, long request) => Change(() =>
    {
        var party = post.CustomerID ?? post.Customer?.PartyID ?? 0;
        if (party > 0 ? FindParty(party) is null : post.Customer is null)
            throw party > 0 ? BillitRefusals.NoAccess() : BillitRefusals.Generic("De klant ontbreekt.");
        OrderChecks.Check(post, this, world.Behaviour);
        OrderChecks.CheckFiles(post);
        if (party == 0)
            party = Match(post.Customer!);
        var id = Create(post.Plain(), party, post, request);
        Attach(id, [new("order.json", MediaTypeNames.Application.Json, raw), .. post.Attachments ?? []]);
        return id;
    });

    /// <summary>Changes what clients may change.</summary>
    internal void Patch(long id, Func<BillitOrder, BillitOrder> change) => Change(() => Store(change(orders[id])));

    internal BillitFile? FindFile(string id) => files.GetValueOrDefault(id);

    /// <summary>A file's bytes; what shows an order is made of it as it is now.</summary>
    internal byte[] Read(BillitFile file)
    {
        if (file.Content is { } content)
            return content;
        var order = orders[file.Order];
        return Pdf.Page(
        [
            $"{Name} - {VatNumber}", $"{order.Content.OrderType} {order.Content.OrderNumber}", parties[order.Party].Name ?? "", "",
            .. (order.Content.OrderLines ?? []).Zip(order.Totals.Lines).Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.First.Description}: {line.Second.TotalExcl:0.00}")),
            string.Create(CultureInfo.InvariantCulture, $"{order.Totals.Incl:0.00} {order.Content.Currency}"),
        ]);
    }

    private long Create(OrderContent content, long party, OrderPost with, long request)
    {
        var id = world.NextId();
        var today = world.Clock.Local.Date;
        content = content with
        {
            OrderNumber = content.OrderNumber ?? NextNumber(content.OrderType!, consume: true),
            OrderDate = content.OrderDate ?? today,
            Currency = content.Currency ?? "EUR",
            PaymentReference = content.PaymentReference ?? StructuredReference(id),
        };
        var totals = OrderTotals.Of(content, world.Behaviour);
        // A credit note that is about an invoice is always settled with it.
        var isPaid = with.Paid == true || (content.OrderType == "CreditNote" && content.AboutInvoiceNumber is not null);
        numbers.Add(content.OrderNumber);
        var pdf = with.OrderPDF is { } own ? new BillitFile(NewFileId(id, "own"), own.FileName!, own.MimeType!, own.FileContent) : new(NewFileId(id, "pdf"), $"{content.OrderNumber}.pdf", MediaTypeNames.Application.Pdf, null);
        files[pdf.Id] = pdf with { Order = id };
        Store(new BillitOrder
        {
            OrderID = id, Content = content, Party = party, Totals = totals, Created = Now, CreatedBy = request, Pdf = pdf.Id,
            Paid = isPaid, PaidDate = isPaid ? with.PaidDate ?? world.Clock.Local : null, ToPay = isPaid ? 0 : with.ToPay ?? totals.Incl,
            IsSent = with.IsSent == true && world.Behaviour.TakesIsSentOnCreate,
        });
        return id;
    }

    private void Attach(long id, IEnumerable<BillitUpload> uploads)
    {
        var attached = uploads.Select((upload, index) => new BillitFile(NewFileId(id, $"{index}"), upload.FileName!, upload.MimeType!, upload.FileContent) { Order = id }).ToList();
        foreach (var file in attached)
            files[file.Id] = file;
        orders[id] = orders[id] with { Attachments = [.. attached.Select(file => file.Id)] };
    }

    /// <summary>A new order is told of as such, any other as a change.</summary>
    private BillitOrder Store(BillitOrder order)
    {
        var isNew = !orders.ContainsKey(order.OrderID);
        orders[order.OrderID] = order = order with { LastModified = Now };
        Tell("Order", isNew ? "I" : "U", order.OrderID);
        return order;
    }

    private static string NewFileId(long order, string which) => string.Create(CultureInfo.InvariantCulture, $"{order:x}-{which}");

    /// <summary>Belgium's structured communication: ten digits, and what is left of them after division by 97.</summary>
    private static string StructuredReference(long id)
    {
        var check = id % 97 is var rest && rest == 0 ? 97 : rest;
        var digits = string.Create(CultureInfo.InvariantCulture, $"{id:0000000000}{check:00}");
        return $"+++{digits[..3]}/{digits[3..7]}/{digits[7..]}+++";
    }
}

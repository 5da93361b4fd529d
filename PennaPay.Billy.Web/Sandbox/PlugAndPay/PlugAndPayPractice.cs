using System.Globalization;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.PlugAndPay;

/// <summary>What the customers and the people of a shop do in Plug&amp;Pay.</summary>
internal sealed class PlugAndPayPractice(PlugAndPaySandbox plugAndPay) : ISourcePractice
{
    private const decimal Price = 121m;

    private static readonly SandboxBuyer Company = new()
    {
        Firstname = "Bram", Lastname = "Jacobs", Email = "bram@jacobs.example", Company = "Jacobs & Zonen BV", InvoiceEmail = "boekhouding@jacobs.example",
        VatNumber = "BE0417497106", Street = "Kerkstraat", Housenumber = "7", Zipcode = "9000", City = "Gent", Country = "BE",
    };

    public string System => "plugandpay";

    public SourcePracticeBooks? Read(string token, string account, int most) => plugAndPay.ShopOf(token) is not { } shop ? null : new(
        [],
        [.. shop.Orders.Where(order => order.DeletedAt is null).OrderByDescending(order => order.Id).Take(most).Select(Document)],
        [SourceAct.Order, SourceAct.OrderOfCompany, SourceAct.OrderBeforeVat]);

    public void Do(string token, string account, SourceAct act, string? id)
    {
        var shop = plugAndPay.ShopOf(token) ?? throw new KeyNotFoundException("No shop has this key.");
        switch (act)
        {
            case SourceAct.Order:
                shop.PlaceOrder("Cursus fotografie", Price, buyer: Person(shop.Orders.Count));
                break;
            case SourceAct.OrderOfCompany:
                shop.PlaceOrder("Coaching per uur", Price, buyer: Company);
                break;
            case SourceAct.OrderBeforeVat:
                shop.PlaceOrder(new SandboxOrder
                {
                    Buyer = Company, IsTaxIncluded = false, Shipping = new(6.95m),
                    Items = [new() { Label = "Werkboek", Price = 14.99m, Quantity = 3, Percentage = 6m, Discount = 5m }, new() { Label = "Coaching per uur", Price = 100m, Quantity = 1.5m }],
                });
                break;
            case SourceAct.Issue:
                shop.Finalise(Id());
                break;
            case SourceAct.Pay:
                shop.Pay(Id());
                break;
            case SourceAct.Unmatch:
                shop.Reverse(Id());
                break;
            case SourceAct.Credit:
                shop.Credit(Id());
                break;
            case SourceAct.Delete:
                shop.Delete(Id());
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(act));
        }

        long Id() => long.TryParse(id, CultureInfo.InvariantCulture, out var number) ? number : throw new KeyNotFoundException("There is nothing of that id.");
    }

    // Everybody buys with an address of their own.
    private static SandboxBuyer Person(int orders) => new()
    {
        Firstname = "Lotte", Lastname = "Peeters", Email = string.Create(CultureInfo.InvariantCulture, $"lotte.peeters{orders + 1}@voorbeeld.be"),
        Street = "Meir", Housenumber = "48", Zipcode = "2000", City = "Antwerpen", Country = "BE",
    };

    private static SourcePracticeDocument Document(SandboxOrder order)
    {
        var state = StateOf(order);
        var name = order.Buyer.Company ?? $"{order.Buyer.Firstname} {order.Buyer.Lastname}".Trim();
        return new(
            order.Id.ToString(CultureInfo.InvariantCulture), order.InvoiceNumber, name, OrderArithmetic.Total(order).Gross, "EUR", state, [.. ActsOn(state), SourceAct.Delete]);
    }

    private static SourceAct[] ActsOn(SourcePracticeState state) => state switch
    {
        SourcePracticeState.Draft => [SourceAct.Issue],
        SourcePracticeState.Open => [SourceAct.Pay, SourceAct.Credit],
        SourcePracticeState.Paid => [SourceAct.Unmatch, SourceAct.Credit],
        _ => [],
    };

    private static SourcePracticeState StateOf(SandboxOrder order) => order switch
    {
        { IsConcept: true } => SourcePracticeState.Draft,
        { PaymentStatus: OrderPayments.Open or OrderPayments.Processing } => SourcePracticeState.Open,
        { PaymentStatus: OrderPayments.Paid } => SourcePracticeState.Paid,
        { PaymentStatus: OrderPayments.Reversed } => SourcePracticeState.Reversed,
        { PaymentStatus: OrderPayments.Credited } => SourcePracticeState.Credited,
        { PaymentStatus: OrderPayments.CreditInvoice } => SourcePracticeState.CreditNote,
        _ => SourcePracticeState.Other,
    };
}

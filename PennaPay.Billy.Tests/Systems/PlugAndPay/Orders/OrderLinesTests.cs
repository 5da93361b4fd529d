using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api.Wire;
using PennaPay.Billy.Core.Systems.PlugAndPay.Orders;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.PlugAndPay;
using SandboxShop = PennaPay.Billy.Web.Sandbox.PlugAndPay.PlugAndPayShop;

namespace PennaPay.Billy.Tests.Systems.PlugAndPay.Orders;

/// <summary>What an order's lines come to, whatever its amounts are the amounts of.</summary>
public sealed class OrderLinesTests
{
    private static readonly Gen<SandboxOrderItem> Items =
        from cents in Gen.Choose(0, 50_000)
        from quantity in Gen.Elements(1m, 1m, 2m, 3m, 7m, 1.5m)
        from percentage in Gen.Elements(0m, 6m, 9m, 12m, 21m)
        from share in Gen.Elements(0, 0, 1, 3, 10)
        select new SandboxOrderItem
        {
            Label = "Iets", Price = cents / 100m, Quantity = quantity, Percentage = percentage, Discount = Math.Floor(cents * quantity * share / 20) / 100, DiscountCode = share == 3 ? "DRIE" : null,
        };

    private static readonly Gen<SandboxOrder> Orders =
        from items in Items.NonEmptyListOf()
        from shipping in Gen.Elements(0m, 0m, 4.95m, 12.10m)
        from reminder in Gen.Elements(0m, 0m, 40m)
        from isInclusive in Gen.Elements(true, false)
        select new SandboxOrder
        {
            IsTaxIncluded = isInclusive, Items = [.. items.Take(8)], Shipping = shipping > 0 ? new(shipping) : null, CollectionCosts = reminder > 0 ? [new(reminder)] : [],
        };

    private static readonly Gen<PlugAndPayBehaviour> Behaviours =
        from amounts in Gen.Elements(ItemAmounts.OfTheLine, ItemAmounts.OfOnePiece)
        from areDiscounted in Gen.Elements(true, false)
        select new PlugAndPayBehaviour { ItemAmounts = amounts, ItemAmountsAreDiscounted = areDiscounted };

    [Fact]
    public void AnyOrder_ComesToTheShopsTotal_UnderEveryMeaning() => Prop.ForAll(
        (from order in Orders from behaviour in Behaviours from isCredit in Gen.Elements(true, false) select (order, behaviour, isCredit)).ToArbitrary(),
        one =>
        {
            var told = Told(one.order, one.behaviour, one.isCredit);
            var invoice = Sealed(told);
            Assert.Equal(Math.Abs(told.AmountWithTax!.Value), invoice.Gross);
            Assert.Equal(Leading(invoice), invoice.Lines.Sum(InvoiceTotals.LineAmount));
            Assert.InRange(InvoiceTotals.Of(invoice).Vat - invoice.Vat, -0.01m * invoice.Lines.Count, 0.01m * invoice.Lines.Count);
            Assert.DoesNotContain(InvoiceRules.Check(invoice), problem => problem.Field != nameof(Invoice.CustomerId));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void OrderWhoseTotalIsAnother_NeverLooksAsIfItWereThat() => Prop.ForAll(
        (from order in Orders from behaviour in Behaviours from cents in Gen.Choose(-5000, 5000) from ofVatOnly in Gen.Elements(true, false) select (order, behaviour, cents, ofVatOnly)).ToArbitrary(),
        one =>
        {
            var right = Told(one.order, one.behaviour);
            var told = right with { AmountWithTax = right.AmountWithTax + (one.cents / 100m), Amount = right.Amount + (one.ofVatOnly ? 0 : one.cents / 100m) };
            var invoice = Sealed(told);
            var computed = InvoiceTotals.Of(invoice);
            Assert.Equal(Math.Abs(told.AmountWithTax!.Value), invoice.Gross);
            // Either the lines are what is stated but for how VAT is rounded, or they plainly are not.
            if (invoice.Lines.Sum(InvoiceTotals.LineAmount) == Leading(invoice) && Math.Abs(computed.Vat - invoice.Vat) <= 0.01m * invoice.Lines.Count)
                Assert.InRange(computed.Gross - invoice.Gross, -0.01m * invoice.Lines.Count, 0.01m * invoice.Lines.Count);
            else
                Assert.True(computed.Gross != invoice.Gross || computed.Vat != invoice.Vat);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void AmountsOfOnePiece_AreTimesTheQuantity_WhereTheTotalSaysSo()
    {
        var order = new SandboxOrder { Items = [new() { Label = "Stoel", Price = 100m, Quantity = 3m, Discount = 30m }] };

        var piece = Sealed(Told(order, new() { ItemAmounts = ItemAmounts.OfOnePiece }));
        var line = Sealed(Told(order, new()));

        Assert.Equal([(3m, 100m, 30m)], piece.Lines.Select(one => (one.Quantity, one.UnitPrice, one.DiscountAmount!.Value)));
        Assert.Equal([(3m, 100m, 30m)], line.Lines.Select(one => (one.Quantity, one.UnitPrice, one.DiscountAmount!.Value)));
        Assert.Equal(270m, piece.Gross);
    }

    [Fact]
    public void DiscountOfTheWholeOrder_IsALineOfItsOwnForEachRate()
    {
        var told = Told(new() { Items = [new() { Label = "Cursus", Price = 121m }, new() { Label = "Boek", Price = 106m, Percentage = 6m }] }, new());
        // Ten per cent of everything.
        told = told with { Amount = 180m, AmountWithTax = 204.30m, TotalDiscounts = [new() { Amount = 20m, AmountWithTax = 22.70m, Code = "TIEN" }] };

        var invoice = Sealed(told);

        Assert.Equal([(121m, 21m), (106m, 6m), (-10.60m, 6m), (-12.10m, 21m)], invoice.Lines.Select(line => (InvoiceTotals.LineAmount(line), line.VatRate)));
        Assert.Equal(new Totals(180m, 24.30m, 204.30m), InvoiceTotals.Of(invoice));
    }

    [Theory]
    [InlineData("BE", 21, "none", false, "BE:21", VatTreatment.Standard)]
    [InlineData("NL", 9.5, "none", true, "NL:9.5", VatTreatment.Standard)]
    [InlineData("NL", 0, "none", true, "NL:0", VatTreatment.ZeroRated)]
    [InlineData("US", 0, "none", true, "US:0", VatTreatment.ExportGoods)]
    [InlineData("US", 0, "unknown", false, "US:0", VatTreatment.ExportServices)]
    [InlineData("FR", 0, "reverse", true, "FR:0:reverse", VatTreatment.EuGoods)]
    [InlineData("FR", 20, "reverse", true, "FR:20", VatTreatment.Standard)]
    [InlineData(null, 6, "none", false, "BE:6", VatTreatment.Standard)]
    public void VatCode_IsCountryAndRate(string? country, double percentage, string exempt, bool isPhysical, string code, VatTreatment treatment)
    {
        var billing = new PlugAndPayBilling { Contact = new() { TaxExempt = exempt }, Address = new() { Country = "be" } };
        var vat = OrderVat.Of(new() { Id = 1, Country = country, Percentage = (decimal)percentage }, billing, isPhysical);
        Assert.Equal((code, treatment, (decimal)percentage), (vat.Code, vat.Treatment, vat.Percentage));
    }

    [Fact]
    public void RateThatIsNotTold_HasNoCode() => Assert.Equal(new OrderVat(null, 0, VatTreatment.Exempt), OrderVat.Of(null, null, isPhysical: false));

    [Fact]
    public void ReadingAPiecelessPrice_KeepsTheAmount()
    {
        var told = Told(new() { Items = [new() { Label = "Derde", Price = 0.10m, Quantity = 3m }] }, new());
        told = told with { Amount = 0.26m, AmountWithTax = 0.31m, Items = [told.Items[0] with { Amount = 0.26m, AmountWithTax = 0.31m, Quantity = 7_000_000m }] };

        var line = Assert.Single(Sealed(told).Lines);

        Assert.Equal(("7000000 × Derde", 1m, 0.31m), (line.Description, line.Quantity, line.UnitPrice));
    }

    private static decimal Leading(Invoice invoice) => invoice.PricesIncludeVat ? invoice.Gross : invoice.Net;

    private static Invoice Sealed(PlugAndPayOrder told)
    {
        Assert.Null(PlugAndPayRecords.WhyNot(told));
        var source = PlugAndPayRecords.Invoice("1", told);
        source.Invoice!.Seal(source.Stated);
        return source.Invoice;
    }

    // As the sandbox writes it and the client reads it.
    private static PlugAndPayOrder Told(SandboxOrder order, PlugAndPayBehaviour behaviour, bool isCredit = false)
    {
        var time = new TestClock();
        var shop = new SandboxShop(1, "Winkel", time, behaviour, new RuleCaller(time));
        var id = shop.PlaceOrder(order);
        if (isCredit)
            id = shop.Credit(id);
        var bytes = OrderWriter.Single(json => new OrderWriter(shop, behaviour, OrderWriter.Includes).Order(json, shop.Order(id)));
        return JsonSerializer.Deserialize(bytes, PlugAndPayAnswers.Default.DataAnswerPlugAndPayOrder)!.Data!;
    }
}

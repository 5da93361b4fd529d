using FsCheck;
using FsCheck.Fluent;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Web.Sandbox.Billy;

namespace PennaPay.Billy.Tests.Invoices;

public sealed class InvoiceTotalsTests
{
    [Theory]
    [InlineData("149.925", "149.93")]
    [InlineData("-149.925", "-149.93")]
    [InlineData("0.005", "0.01")]
    [InlineData("0.004999", "0")]
    [InlineData("2.345", "2.35")]
    public void Round_Halves_GoAwayFromZero(string amount, string expected) =>
        Assert.Equal(Number(expected), Money.Round(Number(amount)));

    [Theory]
    [InlineData("7.5", "19.99", null, null, "149.93")]
    [InlineData("1", "150", "10", null, "135")]
    [InlineData("1", "125.50", null, "25.50", "100")]
    [InlineData("3", "0.335", null, null, "1.01")]
    [InlineData("-3", "500", null, null, "-1500")]
    [InlineData("1", "99.99", "33.33", null, "66.66")]
    public void LineAmount_RoundsTheLineThenTheDiscount(string quantity, string price, string? percent, string? discount, string expected)
    {
        var line = new InvoiceLine
        {
            Quantity = Number(quantity), UnitPrice = Number(price),
            DiscountPercent = percent is null ? null : Number(percent), DiscountAmount = discount is null ? null : Number(discount),
        };
        Assert.Equal(Number(expected), InvoiceTotals.LineAmount(line));
        Assert.Equal(Number(expected), InvoiceTotals.LineNet(line, pricesIncludeVat: false));
    }

    [Fact]
    public void Of_NoLines_IsNothing() => Assert.Equal(Totals.Zero, InvoiceTotals.Of([], pricesIncludeVat: false));

    [Fact]
    public void Of_BillysWorkedExample_AgreesToTheØre() =>
        Assert.Equal(new Totals(300, 75, 375), InvoiceTotals.Of([Line(1, 300)], pricesIncludeVat: false));

    [Fact]
    public void Of_SmallVatAmounts_AreRoundedOnceForTheInvoice() =>
        // Each line's VAT is 0.0025; rounded one by one they would vanish.
        Assert.Equal(new Totals(0.04m, 0.01m, 0.05m), InvoiceTotals.Of([.. Enumerable.Repeat(Line(1, 0.01m), 4)], pricesIncludeVat: false));

    [Fact]
    public void Of_MixedVat_AddsOnlyWhatIsTaxed() =>
        Assert.Equal(new Totals(200, 25, 225), InvoiceTotals.Of([Line(1, 100), Line(1, 100, VatTreatment.Exempt)], pricesIncludeVat: false));

    [Fact]
    public void Of_AnyLines_AddUpAndDoNotDependOnTheirOrder() =>
        Prop.ForAll(Lines.ToArbitrary(), lines =>
        {
            var totals = InvoiceTotals.Of(lines, pricesIncludeVat: false);
            return totals.Net == lines.Sum(InvoiceTotals.LineAmount)
                && totals.Gross == totals.Net + totals.Vat
                && totals.Vat == Money.Round(totals.Vat)
                && totals == InvoiceTotals.Of(lines.Reverse(), pricesIncludeVat: false);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_NegatedQuantities_NegateTheTotals() =>
        Prop.ForAll(Lines.ToArbitrary(), lines =>
        {
            var totals = InvoiceTotals.Of(lines, pricesIncludeVat: false);
            foreach (var line in lines)
                line.Quantity = -line.Quantity;
            return InvoiceTotals.Of(lines, pricesIncludeVat: false) == new Totals(-totals.Net, -totals.Vat, -totals.Gross);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_EverythingTaxedAlike_IsWithinAnØreOfTheRateOfTheNet() =>
        Prop.ForAll(Lines.ToArbitrary(), lines =>
        {
            foreach (var line in lines)
                (line.Vat, line.VatRate) = (VatTreatment.Standard, 25m);
            var totals = InvoiceTotals.Of(lines, pricesIncludeVat: false);
            return totals.Vat == Money.Round(totals.Net * 0.25m);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void OfPricesWithVat_BillysWorkedExample_AgreesToTheØre() =>
        Assert.Equal(new Totals(374.40m, 93.60m, 468), InvoiceTotals.Of([Line(1, 123), Line(1, 345)], pricesIncludeVat: true));

    [Theory]
    [InlineData(true, "80", "100")]
    [InlineData(false, "100", "100")]
    public void LineNet_LeavesOutTheVatThatThePriceIncludes(bool pricesIncludeVat, string net, string amount)
    {
        var line = Line(1, 100);
        Assert.Equal((Number(net), Number(amount)), (InvoiceTotals.LineNet(line, pricesIncludeVat), InvoiceTotals.LineAmount(line)));
    }

    [Fact]
    public void OfPricesWithVat_Halves_AreExactWhereASixthHasNoEnd()
    {
        // A sixth of 0.09 is 0.015; of 0.02, 0.02 and 0.05 one by one it is a little less.
        InvoiceLine[] lines = [French(0.02m), French(0.02m), French(0.05m)];
        Assert.Equal(new Totals(0.07m, 0.02m, 0.09m), InvoiceTotals.Of(lines, pricesIncludeVat: true));
    }

    [Fact]
    public void OfPricesWithVat_AnyLines_AddUpToWhatTheySayAndDoNotDependOnTheirOrder() =>
        Prop.ForAll(LinesOfManyRates.ToArbitrary(), lines =>
        {
            var totals = InvoiceTotals.Of(lines, pricesIncludeVat: true);
            return totals.Gross == lines.Sum(InvoiceTotals.LineAmount)
                && totals.Gross == totals.Net + totals.Vat
                && totals.Vat == Money.Round(totals.Vat)
                && totals == InvoiceTotals.Of(lines.Reverse(), pricesIncludeVat: true);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void OfPricesWithVat_NegatedQuantities_NegateTheTotals() =>
        Prop.ForAll(LinesOfManyRates.ToArbitrary(), lines =>
        {
            var totals = InvoiceTotals.Of(lines, pricesIncludeVat: true);
            foreach (var line in lines)
                line.Quantity = -line.Quantity;
            return InvoiceTotals.Of(lines, pricesIncludeVat: true) == new Totals(-totals.Net, -totals.Vat, -totals.Gross);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void OfPricesWithVat_OfOneRate_AreThoseOfTheirNetWithinAnØre() =>
        Prop.ForAll(LinesOfManyRates.ToArbitrary(), lines =>
        {
            foreach (var line in lines)
                (line.Vat, line.VatRate) = (VatTreatment.Standard, 20m);
            var totals = InvoiceTotals.Of(lines, pricesIncludeVat: true);
            return Math.Abs(totals.Vat - totals.Net * 0.2m) <= 0.0061m;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_DanishLines_AgreesWithTheSandboxBothWays(bool pricesIncludeVat) =>
        Prop.ForAll(Lines.ToArbitrary(), lines =>
        {
            var tax = InvoiceArithmetic.Round(lines.Sum(line => InvoiceArithmetic.LineTax(InvoiceTotals.LineAmount(line), line.VatRate / 100, pricesIncludeVat)));
            var sum = lines.Sum(InvoiceTotals.LineAmount);
            var net = pricesIncludeVat ? sum - tax : sum;
            return InvoiceTotals.Of(lines, pricesIncludeVat) == new Totals(net, tax, net + tax);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void OfInvoice_FollowsItsPrices()
    {
        var invoice = new Invoice { Lines = [Line(1, 100)] };
        Assert.Equal(new Totals(100, 25, 125), InvoiceTotals.Of(invoice));
        invoice.PricesIncludeVat = true;
        Assert.Equal(new Totals(80, 20, 100), InvoiceTotals.Of(invoice));
    }

    private static Gen<InvoiceLine[]> LinesOfManyRates =>
        (from cents in Gen.Choose(-100_000, 1_000_000)
         from quantity in Gen.Choose(1, 9)
         from rate in Gen.Elements(25m, 21m, 20m, 10m, 5.5m, 2.1m, 0m)
         select new InvoiceLine { Quantity = quantity, UnitPrice = cents / 100m, VatRate = rate }).ArrayOf();

    private static Gen<InvoiceLine[]> Lines =>
        (from quantity in Gen.Choose(-100_000, 100_000)
         from price in Gen.Choose(0, 10_000_000)
         from percent in Gen.Choose(0, 100)
         from vat in Gen.Elements(VatTreatment.Standard, VatTreatment.Exempt, VatTreatment.EuServices)
         select new InvoiceLine
         {
             Quantity = quantity / 1000m, UnitPrice = price / 1000m, DiscountPercent = percent, Vat = vat, VatRate = VatRates.Of(vat),
         }).ArrayOf();

    private static InvoiceLine Line(decimal quantity, decimal price, VatTreatment vat = VatTreatment.Standard) =>
        new() { Quantity = quantity, UnitPrice = price, Vat = vat, VatRate = VatRates.Of(vat) };

    private static InvoiceLine French(decimal price) => new() { UnitPrice = price, VatRate = 20 };

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

using FsCheck;
using FsCheck.Fluent;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Values;

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
    public void LineNet_RoundsTheLineThenTheDiscount(string quantity, string price, string? percent, string? discount, string expected)
    {
        var line = new InvoiceLine
        {
            Quantity = Number(quantity), UnitPrice = Number(price),
            DiscountPercent = percent is null ? null : Number(percent), DiscountAmount = discount is null ? null : Number(discount),
        };
        Assert.Equal(Number(expected), InvoiceTotals.LineNet(line));
    }

    [Fact]
    public void Of_NoLines_IsNothing() => Assert.Equal(Totals.Zero, InvoiceTotals.Of([]));

    [Fact]
    public void Of_BillysWorkedExample_AgreesToTheØre() =>
        Assert.Equal(new Totals(300, 75, 375), InvoiceTotals.Of([Line(1, 300)]));

    [Fact]
    public void Of_SmallVatAmounts_AreRoundedOnceForTheInvoice() =>
        // Each line's VAT is 0.0025; rounded one by one they would vanish.
        Assert.Equal(new Totals(0.04m, 0.01m, 0.05m), InvoiceTotals.Of([.. Enumerable.Repeat(Line(1, 0.01m), 4)]));

    [Fact]
    public void Of_MixedVat_AddsOnlyWhatIsTaxed() =>
        Assert.Equal(new Totals(200, 25, 225), InvoiceTotals.Of([Line(1, 100), Line(1, 100, VatTreatment.Exempt)]));

    [Fact]
    public void Of_AnyLines_AddUpAndDoNotDependOnTheirOrder() =>
        Prop.ForAll(Lines.ToArbitrary(), lines =>
        {
            var totals = InvoiceTotals.Of(lines);
            return totals.Net == lines.Sum(InvoiceTotals.LineNet)
                && totals.Gross == totals.Net + totals.Vat
                && totals.Vat == Money.Round(totals.Vat)
                && totals == InvoiceTotals.Of(lines.Reverse());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_NegatedQuantities_NegateTheTotals() =>
        Prop.ForAll(Lines.ToArbitrary(), lines =>
        {
            var totals = InvoiceTotals.Of(lines);
            foreach (var line in lines)
                line.Quantity = -line.Quantity;
            return InvoiceTotals.Of(lines) == new Totals(-totals.Net, -totals.Vat, -totals.Gross);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_EverythingTaxedAlike_IsWithinAnØreOfTheRateOfTheNet() =>
        Prop.ForAll(Lines.ToArbitrary(), lines =>
        {
            foreach (var line in lines)
                (line.Vat, line.VatRate) = (VatTreatment.Standard, 25m);
            var totals = InvoiceTotals.Of(lines);
            return totals.Vat == Money.Round(totals.Net * 0.25m);
        }).QuickCheckThrowOnFailure();

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

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

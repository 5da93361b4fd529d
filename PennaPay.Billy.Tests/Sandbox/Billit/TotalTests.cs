using PennaPay.Billy.Web.Sandbox.Billit;

namespace PennaPay.Billy.Tests.Sandbox.Billit;

/// <summary>What an order comes to.</summary>
public sealed class TotalTests
{
    [Theory]
    [InlineData("0.05 0.05 0.05", 0.15, 0.03)]
    [InlineData("10.02 10.02 10.02", 30.06, 6.31)]
    [InlineData("0.5", 0.5, 0.11)]
    public void Vat_IsRoundedOnceForItsRate(string prices, decimal excl, decimal vat)
    {
        var totals = Of([.. prices.Split(' ').Select(price => Excl(decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture)))]);

        Assert.Equal((excl, vat, excl + vat), (totals.Excl, totals.Vat, totals.Incl));
    }

    [Fact]
    public void LinesRoundedOneByOne_NeedNotAddUp()
    {
        var totals = Of([Excl(0.05m), Excl(0.05m), Excl(0.05m)]);

        Assert.Equal((0.03m, 0.03m), (totals.Vat, totals.Lines.Sum(line => line.TotalVAT)));
        Assert.Equal((6.31m, 6.30m), (Of([Excl(10.02m), Excl(10.02m), Excl(10.02m)]).Vat, Of([Excl(10.02m), Excl(10.02m), Excl(10.02m)]).Lines.Sum(line => line.TotalVAT)));
    }

    [Theory]
    [InlineData(true, 29.97)]
    [InlineData(false, 29.98)]
    public void PricesWithVat_KeepTheirTotal_UnlessItBehavesOtherwise(bool keeps, decimal incl)
    {
        BillitLine line = new() { Quantity = 1, UnitPriceIncl = 9.99m, VATPercentage = 21, InclLeading = true };

        Assert.Equal(incl, Of([line, line, line], new() { KeepsInclusiveTotals = keeps }).Incl);
    }

    [Fact]
    public void Reduction_IsTakenOffTheLine()
    {
        var totals = Of([Excl(19.99m) with { Quantity = 3, ReductionPercentage = 10 }]);

        Assert.Equal((53.97m, 11.33m), (totals.Excl, totals.Vat));
    }

    [Fact]
    public void Price_KeepsFiveDecimals_OrAsManyAsItBehaves()
    {
        BillitLine[] lines = [Excl(0.123456m) with { Quantity = 1000 }];

        Assert.Equal((123.46m, 120m), (Of(lines).Excl, Of(lines, new() { PriceDecimals = 2 }).Excl));
    }

    [Fact]
    public void TotalOfALine_CountsWhereNoPriceIsGiven() =>
        Assert.Equal(99.99m, Of([new() { Quantity = 7, TotalExcl = 99.99m, VATPercentage = 21 }], new() { PriceDecimals = 2 }).Excl);

    private static BillitLine Excl(decimal price) => new() { Quantity = 1, UnitPriceExcl = price, VATPercentage = 21 };

    private static OrderTotals Of(BillitLine[] lines, BillitBehaviour? behaviour = null) => OrderTotals.Of(new() { OrderLines = lines }, behaviour ?? new());
}

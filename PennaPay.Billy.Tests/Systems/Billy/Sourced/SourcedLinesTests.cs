using FsCheck;
using FsCheck.Fluent;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy.Sourced;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Tests.Systems.Billy.Sourced;

public sealed class SourcedLinesTests
{
    [Fact]
    public void QuantityAndPriceStay_WhereTheyComeToTheAmount()
    {
        var posted = Post(Invoice(null, Line(3, 100, 20), Line(2, 50, 0)), SourcedVat.EuGoods);

        Assert.Equal([(3m, 120m, 0m, VatTreatment.EuGoods), (2m, 50m, 0m, VatTreatment.EuGoods)], posted.Lines.Select(line => (line.Quantity, line.UnitPrice, line.VatRate, line.Vat)));
        Assert.Equal(new(460, 0, 460), new Totals(posted.Net, posted.Vat, posted.Gross));
    }

    [Fact]
    public void VatThatEachLineRounded_StandsInTheLines()
    {
        // 9.99 and 20 % are 1.998: three lines of 2.00 and no 5.99.
        var invoice = Invoice(new(29.97m, 6.00m, 35.97m), Line(1, 9.99m, 20), Line(1, 9.99m, 20), Line(1, 9.99m, 20));

        var posted = Post(invoice, SourcedVat.OutsideScope);

        Assert.Equal(35.97m, posted.Lines.Sum(InvoiceTotals.LineAmount));
        Assert.Equal(FailureCodes.TotalsDiffer, SourcedLines.Post(invoice, SourcedVat.AsStatedGoods).Refusal?.Code);
    }

    [Theory]
    [InlineData("100", "20.02")]
    [InlineData("99.99", "20")]
    public void WhatNoRoundingExplains_IsRefused(string net, string vat)
    {
        var (n, v) = (decimal.Parse(net, System.Globalization.CultureInfo.InvariantCulture), decimal.Parse(vat, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(FailureCodes.TotalsDiffer, SourcedLines.Post(Invoice(new(n, v, n + v), Line(1, 100, 20)), SourcedVat.EuServices).Refusal?.Code);
    }

    [Fact]
    public void TheInvoiceItself_StaysAsItIs()
    {
        var invoice = Invoice(null, Line(1, 100, 20));
        var hash = invoice.ContentHash;

        var posted = Post(invoice, SourcedVat.EuServices);

        Assert.NotSame(invoice.Lines[0], posted.Lines[0]);
        Assert.Equal((20m, VatTreatment.Standard, hash), (invoice.Lines[0].VatRate, invoice.Lines[0].Vat, invoice.ContentHash));
    }

    [Fact]
    public void AllInOneTreatment_ComesToTheStatedGross_ForAnyLines() => Prop.ForAll(
        (from quantity in Gen.Choose(-500, 500) from price in Gen.Choose(0, 1_000_000) from rate in Gen.Elements(0m, 2.1m, 5.5m, 8.5m, 10m, 20m) from discount in Gen.Elements<decimal?>(null, 10m, 33.3m)
         select (Quantity: quantity / 100m, Price: price / 1000m, Rate: rate, Discount: discount)).NonEmptyListOf().ToArbitrary(),
        lines =>
        {
            var invoice = Invoice(null, [.. lines.Select(line => Line(line.Quantity, line.Price, line.Rate, line.Discount))]);
            var posted = Post(invoice, SourcedVat.ExportServices);
            return InvoiceTotals.Of(posted) == new Totals(invoice.Gross, 0, invoice.Gross) && posted.Gross == invoice.Gross && posted.Lines.Count == invoice.Lines.Count;
        }).QuickCheckThrowOnFailure();

    private static Invoice Post(Invoice invoice, SourcedVat vat)
    {
        var (posted, refusal) = SourcedLines.Post(invoice, vat);
        Assert.Null(refusal);
        return posted!;
    }

    private static Invoice Invoice(Totals? stated, params InvoiceLine[] lines)
    {
        var customer = new Customer { Id = Guid.CreateVersion7(), Name = "Garage Martin SARL", CountryCode = "FR" };
        var invoice = new Invoice { Id = Guid.CreateVersion7(), Number = "F20260001", IssueDate = new(2026, 11, 20), Currency = "EUR", Customer = customer, Lines = [.. lines] };
        invoice.SetCustomer(customer);
        invoice.Seal(stated);
        return invoice;
    }

    private static InvoiceLine Line(decimal quantity, decimal price, decimal rate, decimal? discount = null) => new()
    {
        Id = Guid.CreateVersion7(), Description = "Prestation", Quantity = quantity, UnitPrice = price, VatRate = rate, DiscountPercent = discount,
        Vat = rate == 0 ? VatTreatment.Exempt : VatTreatment.Standard,
    };
}

using FsCheck;
using FsCheck.Fluent;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Core.Systems.Billit.Api.Orders;
using PennaPay.Billy.Core.Systems.Billit.Documents;
using PennaPay.Billy.Core.Systems.Billit.Terms;
using static PennaPay.Billy.Tests.Systems.Billit.ShopInvoices;

namespace PennaPay.Billy.Tests.Systems.Billit;

/// <summary>What an invoice becomes in Billit, and that nothing of its amounts is lost on the way.</summary>
public sealed class OrderMapperTests
{
    private static readonly OrderCircumstances Plain = new(7, null, [], IsMarkedSent: false);

    [Fact]
    public void AnInvoice_LineByLine()
    {
        var book = Line("Boek", 3, 12.5m, 6);
        book.AccountCode = "705000";
        var part = Line("Staal", 1.5m, 0.333m);
        var cheaper = Line("Lamp", 2, 10);
        cheaper.DiscountAmount = 3.33m;
        cheaper.AccountCode = "verkoop";

        var order = Mapped(Of(book, part, cheaper, Line("Terug", -1, 4)), Terms);

        Assert.Equal(
            (OrderType.Invoice, "2026-17", new DateOnly(2026, 11, 20), new DateOnly(2026, 12, 20), 7L, "TestShop-88-1001", "EUR", "1001"),
            (order.Type, order.OrderNumber, order.OrderDate, order.ExpiryDate, order.CustomerId, order.ExternalProviderId, order.Currency, order.InternalInfo));
        Assert.Equal((null, null, null), (order.IsSent, order.Paid, order.AboutInvoiceNumber));
        Assert.Equal(
            [
                new NewOrderLine { Description = "Boek", Quantity = 3, Price = new LinePrice.UnitWithoutVat(12.5m), VatPercentage = 6, AccountCode = 705000 },
                new NewOrderLine { Description = "1.5 × Staal", Quantity = 1, Price = new LinePrice.UnitWithoutVat(0.50m), VatPercentage = 21, AccountCode = 700000 },
                new NewOrderLine { Description = "2 × Lamp", Quantity = 1, Price = new LinePrice.UnitWithoutVat(16.67m), VatPercentage = 21, AccountCode = 700000 },
                new NewOrderLine { Description = "Terug", Quantity = -1, Price = new LinePrice.UnitWithoutVat(4), VatPercentage = 21, AccountCode = 700000 },
            ],
            order.Lines);
    }

    [Fact]
    public void Grouped_OneLineForEachVatAndAccount_AndNoDescriptions()
    {
        var free = Line("Advies", 1, 50, 0, "FR:0:reverse");
        var order = Mapped(Of(Line("Boek", 1, 10, 6), Line("Lamp", 1, 10), Line("Gids", 2, 5, 6), free), Terms with { GroupLines = true, Number = NumberUse.OrderNumber });

        Assert.Equal(("1001", "2026-17"), (order.OrderNumber, order.InternalInfo));
        Assert.Equal(
            [
                new NewOrderLine { Description = "1001 (6 %)", Quantity = 1, Price = new LinePrice.UnitWithoutVat(20), VatPercentage = 6 },
                new NewOrderLine { Description = "1001 (21 %)", Quantity = 1, Price = new LinePrice.UnitWithoutVat(10), VatPercentage = 21, AccountCode = 700000 },
                new NewOrderLine { Description = "1001 (0 %)", Quantity = 1, Price = new LinePrice.UnitWithoutVat(50), VatPercentage = 0, VentilationCode = VentilationCode.IntraEuServices },
            ],
            order.Lines);
    }

    [Fact]
    public void PricesWithVat_GoAsWhatTheLinesComeTo()
    {
        var order = Mapped(Of(pricesIncludeVat: true, [Line("Lamp", 3, 9.99m)]), Terms);

        Assert.Equal((new LinePrice.TotalWithVat(29.97m), 3m), (order.Lines[0].Price, order.Lines[0].Quantity));
    }

    [Fact]
    public void ACreditNote_HasPositiveAmounts_AndNamesItsOriginalWhereBillitHasIt()
    {
        var note = Of(Line("Lamp", 1, 10));
        note.Kind = InvoiceKind.CreditNote;

        Assert.Equal((OrderType.CreditNote, "F-1"), Mapped(note, Terms, Plain with { AboutNumber = "F-1" }) is var tied ? (tied.Type, tied.AboutInvoiceNumber) : default);
        Assert.Null(Mapped(note, Terms).AboutInvoiceNumber);
    }

    [Theory]
    [InlineData(PaidOrders.MarkPaid, 12.10, true)]
    [InlineData(PaidOrders.MarkPaid, 12.09, false)]
    [InlineData(PaidOrders.LeaveOpen, 12.10, false)]
    public void WhatIsPaid_IsMarked_WhereItIsCoveredAndTheOwnerWantsIt(PaidOrders choice, decimal amount, bool isPaid)
    {
        var payment = new Payment { Day = new(2026, 11, 21), Amount = amount, Currency = "EUR", Method = "bancontact" };
        var order = Mapped(Of(Line("Lamp", 1, 10)), Terms with { PaidOrders = choice }, Plain with { Payments = [payment] });

        Assert.Equal(
            isPaid ? ((bool?)true, (DateOnly?)payment.Day, (PaymentMethod?)PaymentMethod.Bancontact) : (null, null, null), (order.Paid, order.PaidDate, order.PaymentMethod));
    }

    [Fact]
    public void WhatIsNotSentByItself_CountsAsSentAtOnce_OnceSomebodyHasSaidThatBillitSendsNothingByItself()
    {
        var (invoice, marked) = (Of(Line("Lamp", 1, 10)), Plain with { IsMarkedSent = true });

        Assert.True(Mapped(invoice, Terms with { AutomaticSendingIsOff = new(Guid.NewGuid(), DateTimeOffset.UnixEpoch) }, marked).IsSent);
        Assert.Equal(FailureCodes.AutomaticSendingOn, OrderMapper.Map(invoice, Terms, marked).Refusal?.Code);
        Assert.Null(OrderMapper.Map(invoice, Terms, Plain).Refusal);
    }

    [Fact]
    public void VatThatNothingIsSaidOf_IsNamed()
    {
        var (order, refusal) = OrderMapper.Map(Of(Line("Lamp", 1, 10), Line("Boek", 1, 10, 9, "NL:9"), Line("Gids", 1, 10, 9, "NL:9")), Terms, Plain);

        Assert.Null(order);
        Assert.Equal((FailureCodes.VatUnmapped, "NL:9"), (refusal!.Code, refusal.Detail));
        Assert.Equal([2, 3], refusal.Fields!.Select(field => field.LinePosition!.Value));
    }

    [Fact]
    public void LinesThatDoNotComeToTheTotal_WaitForAPerson()
    {
        var refusal = OrderMapper.Map(Of(pricesIncludeVat: false, [Line("Lamp", 1, 10)], new(10, 2.2m, 12.2m)), Terms, Plain).Refusal;
        Assert.Equal(FailureCodes.AmountsUnclear, refusal?.Code);
    }

    [Fact]
    public void ARate_ThatMakesItAnotherTotal_IsRefused()
    {
        var refusal = OrderMapper.Map(Of(Line("Lamp", 1, 10)), Terms with { Vat = [new("BE:21", 6)] }, Plain).Refusal;
        Assert.Equal(FailureCodes.TotalsDiffer, refusal?.Code);
    }

    [Fact]
    public void Grouping_KeepsEveryTotal_AndNoTotalIsWrongInSilence() => Prop.ForAll(Invoices.ToArbitrary(), invoice =>
    {
        var (single, refusal) = OrderMapper.Map(invoice, Terms, Plain);
        var (grouped, alike) = OrderMapper.Map(invoice, Terms with { GroupLines = true }, Plain);

        Assert.Equal(refusal?.Code, alike?.Code);
        if (single is null)
        {
            // Each rate's VAT is rounded for itself over there, which an invoice of several rates may miss by a cent each.
            Assert.Equal(FailureCodes.TotalsDiffer, refusal!.Code);
            Assert.False(invoice.PricesIncludeVat);
            Assert.True(invoice.Lines.Select(line => line.VatRate).Distinct().Count() > 1);
            return;
        }

        Assert.Equal(BillitTotals.Of(single.Lines), BillitTotals.Of(grouped!.Lines));
        Assert.Equal(invoice.Gross, BillitTotals.Of(single.Lines).Gross);
        Assert.Equal(invoice.Lines.Sum(InvoiceTotals.LineAmount), single.Lines.Sum(BillitTotals.AmountOf));
        Assert.All(grouped.Lines.GroupBy(line => (line.VatPercentage, line.VentilationCode, line.AccountCode)), group => Assert.Single(group));
    }).QuickCheckThrowOnFailure();

    private static Gen<Invoice> Invoices =>
        from count in Gen.Choose(1, 8)
        from lines in Lines.ListOf(count)
        from withVat in Gen.Elements(true, false)
        select Of(withVat, [.. lines]);

    private static Gen<InvoiceLine> Lines =>
        from quantity in Gen.Choose(-30, 60)
        from price in Gen.Choose(0, 2_000_000)
        from rate in Gen.Elements(0m, 6m, 12m, 21m)
        from discount in Gen.Choose(0, 100)
        from kind in Gen.Choose(0, 2)
        from account in Gen.Elements(null, "700100", "web")
        select Changed(Line("Artikel", quantity / 10m, price / 1000m, rate), kind, discount, account);

    private static InvoiceLine Changed(InvoiceLine line, int kind, int discount, string? account)
    {
        line.AccountCode = account;
        (line.DiscountPercent, line.DiscountAmount) = (kind == 1 ? discount : null, kind == 2 ? discount / 10m : null);
        return line;
    }

    private static NewOrder Mapped(Invoice invoice, BillitTerms terms, OrderCircumstances? with = null)
    {
        var (order, refusal) = OrderMapper.Map(invoice, terms, with ?? Plain);
        Assert.Null(refusal);
        return order!;
    }
}

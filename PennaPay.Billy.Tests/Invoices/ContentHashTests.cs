using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Tests.Invoices;

public sealed class ContentHashTests
{
    [Fact]
    public void Of_KnownInvoice_IsWhatDatabasesHold() =>
        // Ledgers hold these: a change makes every pushed invoice look edited.
        Assert.Equal("dbfd10cc0e97a7423d7309cfaff6aa7e03a6f965409833c43e35368c86dd6ef3", ContentHash.Of(Known()));

    [Fact]
    public void Of_KnownCreditNoteWithoutAnythingOptional_IsWhatDatabasesHold() =>
        Assert.Equal("dc8a4c7eb6388ebbbda893bd90b6f3929679028b3acda491baa3982633822368", ContentHash.Of(new()
        {
            Kind = InvoiceKind.CreditNote, Number = "7", CustomerId = new("0199f000-0000-7000-8000-000000000002"), IssueDate = new(2026, 1, 2),
            Lines = [new() { Position = 1, Description = "Retur", UnitPrice = 10, VatRate = 25 }],
        }));

    [Fact]
    public void Of_WhatIsSetOfWhatCameLater_IsAnotherContent()
    {
        var (inclusive, coded) = (Known(), Known());
        inclusive.PricesIncludeVat = true;
        coded.Lines[0].VatCode = "FR_200";
        Assert.Equal(3, new[] { Known(), inclusive, coded }.Select(ContentHash.Of).Distinct().Count());
    }

    [Fact]
    public void Of_WhatGoesNowhere_IsTheSameContent()
    {
        var invoice = Known();
        (invoice.Prepaid, invoice.PayableRounding, invoice.Origin, invoice.OriginId) = (10, 0.25m, InvoiceOrigin.Ubl, "x");
        Assert.Equal(ContentHash.Of(Known()), ContentHash.Of(invoice));
    }

    private static Invoice Known() => new()
    {
        Number = "F-1001", CustomerId = new("0199f000-0000-7000-8000-000000000001"), IssueDate = new(2026, 11, 5), DueDate = new(2026, 11, 13),
        Currency = "EUR", Message = "Tak for handlen;\npå gensyn", OrderReference = "PO 7", CreditedInvoiceNumber = "1000",
        Lines =
        [
            new() { Position = 2, Description = "Kørsel", Quantity = -1.50m, UnitPrice = 3.75m, DiscountAmount = 1, Vat = VatTreatment.EuServices },
            new()
            {
                Position = 1, Description = "Æbler", Details = "røde\ngrønne", Quantity = 2, Unit = "kg", UnitPrice = 100.10m, DiscountPercent = 10,
                VatRate = 25, AccountCode = "1110",
            },
        ],
    };
}

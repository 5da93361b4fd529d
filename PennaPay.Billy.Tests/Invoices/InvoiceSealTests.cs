using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Tests.Invoices;

public sealed class InvoiceSealTests
{
    [Fact]
    public void Seal_NewInvoice_FollowsFromItsContent()
    {
        var invoice = Invoice();

        Assert.True(invoice.Seal());

        Assert.Equal(
            [(1, invoice.Id, invoice.WorkspaceId), (2, invoice.Id, invoice.WorkspaceId)],
            invoice.Lines.Select(line => (line.Position, line.InvoiceId, line.WorkspaceId)));
        Assert.Equal(("f-000000000000000009", "ærø & søn f-9"), (invoice.NumberKey, invoice.SearchText));
        Assert.Equal((300m, 50m, 350m, false), (invoice.Net, invoice.Vat, invoice.Gross, invoice.TotalsAreStated));
        Assert.Equal((ContentHash.Of(invoice), 1), (invoice.ContentHash, invoice.Revision));
    }

    [Fact]
    public void Seal_StatedTotals_AreKept()
    {
        var invoice = Invoice();
        invoice.Seal(new(300, 50.01m, 350.01m));
        Assert.Equal((300m, 50.01m, 350.01m, true), (invoice.Net, invoice.Vat, invoice.Gross, invoice.TotalsAreStated));

        Assert.False(invoice.Seal());

        Assert.Equal((300m, 50m, 350m, false, 1), (invoice.Net, invoice.Vat, invoice.Gross, invoice.TotalsAreStated, invoice.Revision));
    }

    [Fact]
    public void Seal_ChangedContent_RaisesTheRevisionOnce()
    {
        var invoice = Invoice();
        invoice.Seal();
        invoice.Lines.Reverse();

        Assert.True(invoice.Seal());
        Assert.False(invoice.Seal());

        Assert.Equal((2, ContentHash.Of(invoice)), (invoice.Revision, invoice.ContentHash));
        Assert.Equal([("Kørsel", 1), ("Æbler", 2)], invoice.Lines.Select(line => (line.Description, line.Position)));
    }

    [Fact]
    public void Seal_WithoutLines_IsRefused() => Assert.Throws<InvalidOperationException>(() => new Invoice { Number = "1" }.Seal());

    private static Invoice Invoice()
    {
        var invoice = new Invoice
        {
            Id = Guid.CreateVersion7(), WorkspaceId = WorkspaceId.New(), Number = "F-9", IssueDate = new(2026, 11, 5),
            Lines = [new() { Description = "Æbler", Quantity = 2, UnitPrice = 100, VatRate = 25 }, new() { Description = "Kørsel", UnitPrice = 100 }],
        };
        invoice.SetCustomer(new Customer { Id = Guid.CreateVersion7(), Name = "Ærø  & Søn" });
        return invoice;
    }
}

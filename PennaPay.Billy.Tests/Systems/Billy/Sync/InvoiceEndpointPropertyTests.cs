using FsCheck;
using FsCheck.Fluent;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Tests.Systems.Billy.Sync;

/// <summary>Whatever stands on a document in Billy comes in as an invoice that can be stored, with Billy's totals.</summary>
public sealed class InvoiceEndpointPropertyTests
{
    private static readonly Gen<Line> Lines =
        from quantity in Gen.OneOf(Gen.Choose(-500, 5000), Gen.Constant(0))
        from price in Gen.OneOf(Gen.Choose(-2000, 1_000_000), Gen.Constant(0))
        from mode in Gen.Elements<string?>(null, "percent", "cash")
        from discount in Gen.OneOf(Gen.Choose(0, 10_000), Gen.Choose(-500, 12_000), Gen.Elements(0, 10_000))
        from description in Gen.Elements("Uge 43", "", " ", "\n\nUnder\nhinanden\n", "\u0000\u202E", new string('x', 700))
        from product in Gen.Choose(0, 2)
        select new Line(quantity / 100m, price / 1000m, mode, discount / 100m, description, product);

    private static readonly Gen<Document> Documents =
        from lines in Lines.NonEmptyListOf()
        from isNote in Gen.Elements(true, false)
        from isInclusive in Gen.Elements(true, false)
        from currency in Gen.Elements("DKK", "EUR", "SEK")
        from country in Gen.Choose(0, 2)
        from days in Gen.Choose(-40, 400)
        from isVoid in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new Document([.. lines.Take(12)], isNote, isInclusive, currency, country, days, isVoid);

    [Fact]
    public async Task AnyDocument_ComesInWithBillysTotals_AndNothingIsWrongWithIt()
    {
        await using var host = await IssuedHost.StartAsync();
        string[] products = [host.Product, host.AddProduct("Kursus", "F"), host.AddProduct("Vare", "EUV")];
        string[] contacts = [host.Contact, host.Endpoints.AddContact("countryId", "DE"), host.Endpoints.AddContact("countryId", "US")];
        foreach (var document in Documents.Sample(400, 30))
        {
            var id = host.Billy.Issue(
                host.Endpoints.Token, contacts[document.Country],
                document.Lines.Select(line => host.Line(line.Quantity, line.Price, line.Description, line.Mode, line.Mode is null ? null : line.Discount, products[line.Product])),
                ("type", document.IsNote ? "creditNote" : "invoice"), ("taxMode", document.IsInclusive ? "incl" : "excl"), ("currencyId", document.Currency),
                ("paymentTermsMode", "net"), ("paymentTermsDays", document.Days));
            if (document.IsVoid)
                host.Billy.Void(host.Endpoints.Token, id);
        }

        var there = host.Billy.Invoices(host.Endpoints.Token).ToDictionary(
            invoice => invoice.GetProperty("id").GetString()!,
            invoice => (Net: invoice.GetProperty("amount").GetDecimal(), Vat: invoice.GetProperty("tax").GetDecimal(), Gross: invoice.GetProperty("grossAmount").GetDecimal()));
        var whole = await host.WholeAsync();

        Assert.Equal(there.Keys.Order(), whole.Select(issued => issued.Document.Id).Order());
        foreach (var (document, invoice, stated) in whole)
        {
            Assert.Empty(IssuedHost.Problems(new(document, invoice, stated)));
            invoice.SetCustomer(new Customer { Id = Guid.CreateVersion7(), Name = "Nordlys Design ApS" });
            invoice.Seal(stated);
            var (net, vat, gross) = there[document.Id];
            var sign = gross < 0 ? -1 : 1;
            Assert.Equal(new Totals(sign * net, sign * vat, sign * gross), new Totals(invoice.Net, invoice.Vat, invoice.Gross));
            // And the lines say the same.
            Assert.Equal(stated, InvoiceTotals.Of(invoice));
        }
    }

    private sealed record Line(decimal Quantity, decimal Price, string? Mode, decimal Discount, string Description, int Product);

    private sealed record Document(IReadOnlyList<Line> Lines, bool IsNote, bool IsInclusive, string Currency, int Country, int Days, bool IsVoid);
}

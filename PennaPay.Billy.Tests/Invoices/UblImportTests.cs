using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Invoices;

public sealed class UblImportTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private InvoiceImporter importer = null!;
    private InvoiceDetails details = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        importer = new(new(database.Database, [], TimeProvider.System), NullLogger<InvoiceImporter>.Instance);
        details = new(database.Database);
    }

    public Task DisposeAsync() => database.DisposeAsync().AsTask();

    [Theory]
    [InlineData("Allowance-example.xml", InvoiceKind.Invoice, "Snippet1", "EUR", 5900, 1225, 7125, 5)]
    [InlineData("Vat-category-S.xml", InvoiceKind.Invoice, "Snippet1", "EUR", 7000, 1550, 8550, 5)]
    [InlineData("base-creditnote-correction.xml", InvoiceKind.CreditNote, "Snippet1", "EUR", 1325, 331.25, 1656.25, 3)]
    [InlineData("base-example.xml", InvoiceKind.Invoice, "Snippet1", "EUR", 1325, 331.25, 1656.25, 3)]
    [InlineData("vat-category-E.xml", InvoiceKind.Invoice, "Vat-Z", "GBP", 1200, 0, 1200, 1)]
    public async Task PeppolExample_Imported_HasTheTotalsThatItStates(
        string file, InvoiceKind kind, string number, string currency, decimal net, decimal vat, decimal gross, int lines)
    {
        var imported = Assert.IsType<ImportResult.Imported>(await ImportAsync(SharedData.Ubl(file)));
        var invoice = await FindAsync(Assert.Single(imported.Invoices).Id);
        Assert.Equal((kind, number, currency, lines), (invoice.Kind, invoice.Number, invoice.Currency, invoice.Lines.Count));
        Assert.Equal(new Totals(net, vat, gross), new Totals(invoice.Net, invoice.Vat, invoice.Gross));
        Assert.Equal(new Totals(net, vat, gross), InvoiceTotals.Of(invoice));
        Assert.True(invoice.TotalsAreStated);
        Assert.Equal((InvoiceStatus.Sent, InvoiceOrigin.Ubl, CopyState.NotPushed), (invoice.Status, invoice.Origin, invoice.CopyState));
    }

    [Fact]
    public async Task AllPeppolExamples_Imported_MakeOneInvoiceEachAndTwoCustomers()
    {
        foreach (var file in SharedData.UblFiles)
            Assert.IsType<ImportResult.Imported>(await ImportAsync(file));
        var page = await new InvoiceList(database.Database).PageAsync(database.Workspace, new(), default);
        var customers = await new CustomerList(database.Database).PageAsync(database.Workspace, new(), default);
        Assert.Equal(5, page.Total);
        Assert.Equal(["Buyer Official Name", "The Buyercompany"], customers.Rows.Select(row => row.Name));
        Assert.Equal(["SE4598375937", "12345678"], customers.Rows.Select(row => row.RegistrationNo));
    }

    [Fact]
    public async Task SameFile_ImportedAgain_ChangesNothingAndNamesTheInvoice()
    {
        var first = Assert.IsType<ImportResult.Imported>(await ImportAsync(SharedData.Ubl("base-example.xml")));
        var again = Assert.IsType<ImportResult.AlreadyImported>(await ImportAsync(SharedData.Ubl("base-example.xml")));
        Assert.Equal(first.Invoices, again.Invoices);
    }

    [Fact]
    public async Task Allowances_OfALineAndOfTheDocument_BecomeDiscountsAndLines()
    {
        var imported = Assert.IsType<ImportResult.Imported>(await ImportAsync(SharedData.Ubl("Allowance-example.xml")));
        var invoice = await FindAsync(imported.Invoices[0].Id);
        Assert.Equal(
            [("item name", 10m, 410m, 100m), ("item name", 10m, 100m, null), ("item name", 10m, 100m, 100m), ("Cleaning", 1m, 200m, null), ("Discount", 1m, -200m, null)],
            invoice.Lines.Select(line => (line.Description, line.Quantity, line.UnitPrice, line.DiscountAmount)));
        Assert.Equal("stk.", invoice.Lines[0].Unit);
        Assert.Equal("Lisa Johnson", Assert.Single(invoice.Customer.Persons).Name);
    }

    [Fact]
    public async Task CreditNote_OfAKnownInvoice_IsTiedToIt()
    {
        var original = Assert.IsType<ImportResult.Imported>(await ImportAsync(SharedData.Ubl("base-example.xml")));
        var credit = Assert.IsType<ImportResult.Imported>(await ImportAsync(SharedData.Ubl("base-creditnote-correction.xml")));
        var note = await FindAsync(credit.Invoices[0].Id);
        Assert.Equal(("Snippet1", original.Invoices[0].Id), (note.CreditedInvoiceNumber, note.CreditedInvoiceId));
    }

    [Fact]
    public async Task PrepaidAmountAndPayableRounding_AreKeptBesideTheTotals()
    {
        var xml = (await File.ReadAllTextAsync(SharedData.Ubl("base-example.xml"))).ReplaceLineEndings("\n").Replace(
            "<cbc:PayableAmount",
            "<cbc:PrepaidAmount currencyID=\"EUR\">1000.00</cbc:PrepaidAmount><cbc:PayableRoundingAmount currencyID=\"EUR\">-0.25</cbc:PayableRoundingAmount><cbc:PayableAmount",
            StringComparison.Ordinal);
        using var stream = new AsyncOnlyStream(Encoding.UTF8.GetBytes(xml));
        var imported = Assert.IsType<ImportResult.Imported>(await importer.ImportUblAsync(database.Owner, stream, default));
        var invoice = await FindAsync(imported.Invoices[0].Id);
        Assert.Equal((1000m, -0.25m, 1656.25m), (invoice.Prepaid, invoice.PayableRounding, invoice.Gross));

        var plain = Assert.IsType<ImportResult.Imported>(await ImportAsync(SharedData.Ubl("base-creditnote-correction.xml")));
        invoice = await FindAsync(plain.Invoices[0].Id);
        Assert.Equal((null, null), (invoice.Prepaid, invoice.PayableRounding));
    }

    public static TheoryData<string, Func<string, string>, string, string?> Broken => new()
    {
        { "document type", xml => xml.Replace("<Invoice ", "<!DOCTYPE Invoice [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Invoice ", StringComparison.Ordinal), ImportProblems.XmlForbidden, null },
        { "undeclared entity", xml => xml.Replace("DAY", "&x;", StringComparison.Ordinal), ImportProblems.NotXml, null },
        { "control character", xml => xml.Replace("item name 2", "item &#x1; name", StringComparison.Ordinal), ImportProblems.NotXml, null },
        { "cut short", xml => xml[..(xml.Length / 2)], ImportProblems.NotXml, null },
        { "no XML", _ => "Kære kunde", ImportProblems.NotXml, null },
        { "nothing", _ => "", ImportProblems.FileEmpty, null },
        { "abyss", _ => string.Concat(Enumerable.Repeat("<a>", 70)), ImportProblems.XmlTooDeep, null },
        { "another document", _ => "<Order xmlns='urn:oasis:names:specification:ubl:schema:xsd:Order-2'/>", ImportProblems.NotUbl, null },
        { "no number", xml => xml.Replace("<cbc:ID>Snippet1</cbc:ID>\n    <cbc:IssueDate>", "<cbc:IssueDate>", StringComparison.Ordinal), ImportProblems.ElementMissing, "ID" },
        { "no date", xml => xml.Replace("<cbc:IssueDate>2017-11-13</cbc:IssueDate>", "", StringComparison.Ordinal), ImportProblems.ElementMissing, "IssueDate" },
        { "no such date", xml => xml.Replace("2017-11-13", "2017-11-31", StringComparison.Ordinal), ImportProblems.NotADate, "IssueDate" },
        { "absurd date", xml => xml.Replace("2017-1", "0017-1", StringComparison.Ordinal), InvoiceProblems.DateOutOfRange, "IssueDate" },
        { "due before issue", xml => xml.Replace("2017-12-01", "2017-11-01", StringComparison.Ordinal), InvoiceProblems.DueBeforeIssue, "DueDate" },
        { "no currency", xml => xml.Replace("<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>", "", StringComparison.Ordinal), ImportProblems.ElementMissing, "DocumentCurrencyCode" },
        { "unknown currency", xml => xml.Replace("EUR", "EUX", StringComparison.Ordinal), InvoiceProblems.CurrencyUnknown, "DocumentCurrencyCode" },
        { "prepaid in words", xml => xml.Replace("<cbc:PayableAmount", "<cbc:PrepaidAmount currencyID=\"EUR\">lidt</cbc:PrepaidAmount><cbc:PayableAmount", StringComparison.Ordinal), ImportProblems.NotANumber, "PrepaidAmount" },
        { "two currencies", xml => xml.Replace("<cbc:PriceAmount currencyID=\"EUR\">400", "<cbc:PriceAmount currencyID=\"SEK\">400", StringComparison.Ordinal), ImportProblems.CurrencyMismatch, "PriceAmount" },
        { "absurd number", xml => xml.Replace(">7</cbc:InvoicedQuantity", ">1e9</cbc:InvoicedQuantity", StringComparison.Ordinal), ImportProblems.NotANumber, "InvoicedQuantity" },
        { "huge number", xml => xml.Replace(">400</cbc:PriceAmount", ">9999999999999999999999999999999</cbc:PriceAmount", StringComparison.Ordinal), ImportProblems.NotANumber, "PriceAmount" },
        { "unknown VAT category", xml => xml.Replace("<cbc:ID>S</cbc:ID>", "<cbc:ID>L</cbc:ID>", StringComparison.Ordinal), ImportProblems.VatCategoryUnknown, "ClassifiedTaxCategory" },
        { "no price", xml => xml.Replace("<cac:Price>", "<cac:Prize>", StringComparison.Ordinal).Replace("</cac:Price>", "</cac:Prize>", StringComparison.Ordinal), ImportProblems.ElementMissing, "Price" },
        { "no customer", xml => xml.Replace("AccountingCustomerParty", "Nobody", StringComparison.Ordinal), ImportProblems.ElementMissing, "AccountingCustomerParty" },
        { "wrong net", xml => xml.Replace(">1325</cbc:TaxExclusiveAmount", ">1326</cbc:TaxExclusiveAmount", StringComparison.Ordinal), ImportProblems.TotalsDisagree, "TaxExclusiveAmount" },
        { "wrong VAT", xml => xml.Replace(">331.25<", ">300<", StringComparison.Ordinal), ImportProblems.TotalsDisagree, "TaxAmount" },
        { "wrong gross", xml => xml.Replace(">1656.25</cbc:TaxInclusiveAmount", ">1656.26</cbc:TaxInclusiveAmount", StringComparison.Ordinal), ImportProblems.TotalsDisagree, "TaxInclusiveAmount" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task BrokenFile_IsRefusedAndStoresNothing(string what, Func<string, string> breakIt, string code, string? column)
    {
        var xml = breakIt((await File.ReadAllTextAsync(SharedData.Ubl("base-example.xml"))).ReplaceLineEndings("\n"));
        using var stream = new AsyncOnlyStream(Encoding.UTF8.GetBytes(xml));
        var refused = Assert.IsType<ImportResult.Refused>(await importer.ImportUblAsync(database.Owner, stream, default));
        Assert.Contains(refused.Errors, error => (what, error.Code, error.Column) == (what, code, column));
        Assert.Equal(0, (await new InvoiceList(database.Database).PageAsync(database.Workspace, new(), default)).Total);
        Assert.Equal(0, (await new CustomerList(database.Database).PageAsync(database.Workspace, new(), default)).Total);
    }

    [Fact]
    public async Task HugeFile_IsRefusedWithoutReadingItAll()
    {
        using var stream = new AsyncOnlyStream(new byte[InvoiceImporter.MaxUblBytes + 100_000]);
        var refused = Assert.IsType<ImportResult.Refused>(await importer.ImportUblAsync(database.Owner, stream, default));
        Assert.Equal(ImportProblems.FileTooLarge, Assert.Single(refused.Errors).Code);
        Assert.Equal(InvoiceImporter.MaxUblBytes + 1, stream.Position);
    }

    private async Task<ImportResult> ImportAsync(string path)
    {
        using var stream = new AsyncOnlyStream(await File.ReadAllBytesAsync(path));
        return await importer.ImportUblAsync(database.Owner, stream, default);
    }

    private async Task<Invoice> FindAsync(Guid id) => (await details.FindAsync(database.Workspace, id, default))!;
}

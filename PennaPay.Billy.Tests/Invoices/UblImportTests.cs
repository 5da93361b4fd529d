using System.Text;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Core.Values;
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
        importer = Importing.ImporterOf(database.Database);
        details = new(database.Database);
    }

    public Task DisposeAsync() => database.DisposeAsync().AsTask();

    [Theory]
    [InlineData("allowances-and-rates.xml", InvoiceKind.Invoice, "TH-2042", "DKK", 4800, 936, 5736, 7)]
    [InlineData("credit-note.xml", InvoiceKind.CreditNote, "TH-2052", "DKK", 2849.85, 712.46, 3562.31, 2)]
    [InlineData("invoice.xml", InvoiceKind.Invoice, "TH-2041", "DKK", 13600, 3400, 17000, 4)]
    [InlineData("oioubl-credit-note.xml", InvoiceKind.CreditNote, "TH-2062", "DKK", 1000, 250, 1250, 1)]
    [InlineData("oioubl-invoice.xml", InvoiceKind.Invoice, "TH-2061", "DKK", 6000, 1250, 7250, 3)]
    [InlineData("prepaid-and-rounding.xml", InvoiceKind.Invoice, "TH-2043", "DKK", 99.99, 25, 124.99, 3)]
    [InlineData("reverse-charge-eur.xml", InvoiceKind.Invoice, "TH-2044", "EUR", 1980, 0, 1980, 2)]
    [InlineData("zero-rated-gbp.xml", InvoiceKind.Invoice, "TH-2045", "GBP", 1200, 0, 1200, 1)]
    public async Task Document_Imported_HasTheTotalsThatItStates(
        string file, InvoiceKind kind, string number, string currency, decimal net, decimal vat, decimal gross, int lines) =>
        await AssertImportedAsync(UblFiles.Own(file), kind, number, currency, new(net, vat, gross), lines);

    [OfficialUblTheory]
    [InlineData("Allowance-example.xml", InvoiceKind.Invoice, "Snippet1", "EUR", 5900, 1225, 7125, 5)]
    [InlineData("Vat-category-S.xml", InvoiceKind.Invoice, "Snippet1", "EUR", 7000, 1550, 8550, 5)]
    [InlineData("base-creditnote-correction.xml", InvoiceKind.CreditNote, "Snippet1", "EUR", 1325, 331.25, 1656.25, 3)]
    [InlineData("base-example.xml", InvoiceKind.Invoice, "Snippet1", "EUR", 1325, 331.25, 1656.25, 3)]
    [InlineData("vat-category-E.xml", InvoiceKind.Invoice, "Vat-Z", "GBP", 1200, 0, 1200, 1)]
    public async Task PeppolExample_Imported_HasTheTotalsThatItStates(
        string file, InvoiceKind kind, string number, string currency, decimal net, decimal vat, decimal gross, int lines) =>
        await AssertImportedAsync(UblFiles.Official(file), kind, number, currency, new(net, vat, gross), lines);

    [DanishUblTheory]
    [InlineData("credit-note.xml", InvoiceKind.CreditNote, "A00095679", "DKK", 5050, 1262.5, 6312.5, 2)]
    [InlineData("dk-bank.xml", InvoiceKind.Invoice, "BANK-001", "DKK", 32943.04, 8235.76, 41178.8, 2)]
    [InlineData("happy-path_real.xml", InvoiceKind.Invoice, "A00095678", "DKK", 5050, 1262.5, 6312.5, 2)]
    [InlineData("reverse-charge.xml", InvoiceKind.Invoice, "A00095678", "DKK", 5000, 0, 5000, 1)]
    public async Task OioublExample_Imported_HasTheTotalsThatItStates(
        string file, InvoiceKind kind, string number, string currency, decimal net, decimal vat, decimal gross, int lines) =>
        await AssertImportedAsync(UblFiles.Danish(file), kind, number, currency, new(net, vat, gross), lines);

    [Fact]
    public async Task Oioubl_IsReadWithItsSchemesItsCategoriesAndWhatIsPrepaid()
    {
        var imported = Assert.IsType<Importing.Outcome.Imported>(await ImportAsync(UblFiles.Own("oioubl-invoice.xml")));
        var invoice = await FindAsync(imported.Invoices[0].Id);
        // Neither the electronic address nor the SE number hides the GLN and the CVR number.
        Assert.Equal(
            ("Skovkommunens Bibliotek", "5799001122334", "16172839", "DK", "Boggade 7"),
            (invoice.Customer.Name, invoice.Customer.Ean, invoice.Customer.RegistrationNo, invoice.Customer.CountryCode, invoice.Customer.Street));
        Assert.Equal(
            [(VatTreatment.Standard, 25m, "StandardRated"), (VatTreatment.ZeroRated, 0m, "ZeroRated"), (VatTreatment.ReverseCharge, 0m, "ReverseCharge")],
            invoice.Lines.Select(line => (line.Vat, line.VatRate, line.VatCode!)));
        Assert.Equal((1000m, 0.5m, new DateOnly(2026, 4, 1), "REK-5002701"), (invoice.Prepaid, invoice.PayableRounding, invoice.DueDate, invoice.OrderReference));
        Assert.Equal("Ida Holm", invoice.Customer.Persons[0].Name);

        var credit = Assert.IsType<Importing.Outcome.Imported>(await ImportAsync(UblFiles.Own("oioubl-credit-note.xml")));
        var note = await FindAsync(credit.Invoices[0].Id);
        Assert.Equal((invoice.Id, 25m), (note.CreditedInvoiceId, note.Lines[0].VatRate));
    }

    [Fact]
    public async Task GlnAmongIdentifications_IsKept()
    {
        var xml = (await File.ReadAllTextAsync(UblFiles.Own("prepaid-and-rounding.xml"))).Replace(
            """<cbc:EndpointID schemeID="0184">14142142</cbc:EndpointID>""",
            """<cbc:EndpointID schemeID="0184">14142142</cbc:EndpointID><cac:PartyIdentification><cbc:ID schemeID="0088">5798000420366</cbc:ID></cac:PartyIdentification>""",
            StringComparison.Ordinal);
        var imported = Assert.IsType<Importing.Outcome.Imported>(await ImportAsync(Encoding.UTF8.GetBytes(xml)));
        var customer = (await FindAsync(imported.Invoices[0].Id)).Customer;
        Assert.Equal(("14142142", "5798000420366"), (customer.RegistrationNo, customer.Ean));
    }

    public static TheoryData<string, string, string, int> Placed => new()
    {
        { "<cbc:InvoicedQuantity unitCode=\"HUR\">12.5<", "<cbc:InvoicedQuantity unitCode=\"HUR\">0<", "InvoicedQuantity", 0 },
        { "2026-03-02", "1926-03-02", "IssueDate", 0 },
        { "<cbc:RegistrationName>Strandens Bageri A/S", $"<cbc:RegistrationName>{new string('x', 201)}", "RegistrationName", 0 },
        { "<cbc:Telephone>", $"<cbc:Telephone>{new string('1', 60)}", "Telephone", 0 },
        { "<cbc:CityName>Faaborg", $"<cbc:CityName>{new string('x', 201)}", "CityName", 0 },
        { "<cbc:ID>TH-2041</cbc:ID>", "", "ID", 2 },
    };

    [Theory]
    [MemberData(nameof(Placed))]
    public async Task Complaint_NamesTheElementAndItsLine(string before, string after, string element, int line)
    {
        var xml = (await File.ReadAllTextAsync(UblFiles.Own("invoice.xml"))).ReplaceLineEndings("\n");
        Assert.Contains(before, xml, StringComparison.Ordinal);
        var broken = xml.Replace(before, after, StringComparison.Ordinal);
        // Where nothing is left of it, it is the element that should hold it.
        var expected = line > 0 ? line : 1 + broken[..broken.IndexOf(after, StringComparison.Ordinal)].Count(letter => letter == '\n');

        var refused = Assert.IsType<Importing.Outcome.Refused>(await ImportAsync(Encoding.UTF8.GetBytes(broken)));

        Assert.All(refused.Errors, error => Assert.Equal((element, expected), (error.Column, error.Row)));
    }

    [Fact]
    public async Task AllDocuments_Imported_MakeOneInvoiceEach_AndACustomerForEachNumber()
    {
        foreach (var file in UblFiles.All)
            Assert.IsType<Importing.Outcome.Imported>(await ImportAsync(file));
        var page = await new InvoiceList(database.Database).PageAsync(database.Workspace, new(), default);
        var customers = await new CustomerList(database.Database).PageAsync(database.Workspace, new(), default);
        Assert.Equal(8, page.Total);
        Assert.Equal(
            [
                ("Cykelsmeden på Torvet", "14142142"), ("Harbour Prints Ltd", "GB123456789"), ("Nordlicht Verlag GmbH", "DE136695976"),
                ("Skovkommunens Bibliotek", "16172839"), ("Strandens Bageri A/S", "27182828"), ("Øhavets Museum", "16180335"),
            ],
            customers.Rows.Select(row => (row.Name, row.RegistrationNo)));
    }

    [Fact]
    public async Task Customer_IsReadWithItsGln_ItsAddressAndItsContact()
    {
        var imported = Assert.IsType<Importing.Outcome.Imported>(await ImportAsync(UblFiles.Own("invoice.xml")));
        var invoice = await FindAsync(imported.Invoices[0].Id);
        var customer = invoice.Customer;
        Assert.Equal(("5798000420366", "27182828", "DK"), (customer.Ean, customer.RegistrationNo, customer.CountryCode));
        Assert.Equal(("Strandvejen 12", "5600", "Faaborg"), (customer.Street, customer.ZipCode, customer.City));
        Assert.Equal(("Mette Krogh", "mette@strandensbageri.example"), (customer.Persons[0].Name, customer.Email));
        Assert.Equal(("IND-77", "Tak for samarbejdet om det nye butiksskilt."), (invoice.OrderReference, invoice.Message));
        Assert.Equal("Tre udkast, det valgte tegnet rent\nAftalt på mødet den 12. februar", invoice.Lines[0].Details);
    }

    [Fact]
    public async Task SameFile_ImportedAgain_ChangesNothingAndNamesTheInvoice()
    {
        var first = Assert.IsType<Importing.Outcome.Imported>(await ImportAsync(UblFiles.Own("invoice.xml")));
        var again = Assert.IsType<Importing.Outcome.Nothing>(await ImportAsync(UblFiles.Own("invoice.xml")));
        Assert.Equal(first.Invoices.Select(invoice => invoice.Id), again.Known);
    }

    [Fact]
    public async Task AllowancesAndCharges_OfALineAndOfTheDocument_BecomeDiscountsAndLines()
    {
        var imported = Assert.IsType<Importing.Outcome.Imported>(await ImportAsync(UblFiles.Own("allowances-and-rates.xml")));
        var invoice = await FindAsync(imported.Invoices[0].Id);
        Assert.Equal(
            [
                ("Plakat, A2", 40m, 95m, 250m, VatTreatment.Standard, 25m), ("Postkort", 10m, 12m, null, VatTreatment.Standard, 25m),
                ("Særlig palle", 1m, 30m, null, VatTreatment.Standard, 25m), ("Foredrag for vennerne", 1m, 900m, null, VatTreatment.Exempt, 0m),
                ("Katalog trykt i Sverige", 5m, 60m, null, VatTreatment.Standard, 12m), ("Museumsrabat", 1m, -200m, null, VatTreatment.Standard, 25m),
                ("Fragt", 1m, 100m, null, VatTreatment.Standard, 25m),
            ],
            invoice.Lines.Select(line => (line.Description, line.Quantity, line.UnitPrice, line.DiscountAmount, line.Vat, line.VatRate)));
        Assert.Equal("stk.", invoice.Lines[0].Unit);
    }

    [Theory]
    [InlineData("reverse-charge-eur.xml", VatTreatment.EuServices)]
    [InlineData("zero-rated-gbp.xml", VatTreatment.ZeroRated)]
    public async Task ForeignCustomer_KeepsItsVatCategory(string file, VatTreatment treatment)
    {
        var imported = Assert.IsType<Importing.Outcome.Imported>(await ImportAsync(UblFiles.Own(file)));
        Assert.All((await FindAsync(imported.Invoices[0].Id)).Lines, line => Assert.Equal((treatment, 0m), (line.Vat, line.VatRate)));
    }

    [Fact]
    public async Task CreditNote_OfAKnownInvoice_IsTiedToIt()
    {
        var original = Assert.IsType<Importing.Outcome.Imported>(await ImportAsync(UblFiles.Own("invoice.xml")));
        var credit = Assert.IsType<Importing.Outcome.Imported>(await ImportAsync(UblFiles.Own("credit-note.xml")));
        var note = await FindAsync(credit.Invoices[0].Id);
        Assert.Equal(("TH-2041", original.Invoices[0].Id), (note.CreditedInvoiceNumber, note.CreditedInvoiceId));
    }

    [Fact]
    public async Task PrepaidAmountAndPayableRounding_AreKeptBesideTheTotals()
    {
        var imported = Assert.IsType<Importing.Outcome.Imported>(await ImportAsync(UblFiles.Own("prepaid-and-rounding.xml")));
        var invoice = await FindAsync(imported.Invoices[0].Id);
        Assert.Equal((24m, 0.01m, 124.99m), (invoice.Prepaid, invoice.PayableRounding, invoice.Gross));

        var plain = Assert.IsType<Importing.Outcome.Imported>(await ImportAsync(UblFiles.Own("credit-note.xml")));
        invoice = await FindAsync(plain.Invoices[0].Id);
        Assert.Equal((null, null), (invoice.Prepaid, invoice.PayableRounding));
    }

    public static TheoryData<string, Func<string, string>, string, string?> Broken => new()
    {
        { "document type", xml => xml.Replace("<Invoice ", "<!DOCTYPE Invoice [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Invoice ", StringComparison.Ordinal), ImportProblems.XmlForbidden, null },
        { "undeclared entity", xml => xml.Replace("HUR", "&x;", StringComparison.Ordinal), ImportProblems.NotXml, null },
        { "control character", xml => xml.Replace("Byggeansøgning", "Bygge&#x1;ansøgning", StringComparison.Ordinal), ImportProblems.NotXml, null },
        { "cut short", xml => xml[..(xml.Length / 2)], ImportProblems.NotXml, null },
        { "no XML", _ => "Kære kunde", ImportProblems.NotXml, null },
        { "nothing", _ => "", ImportProblems.FileEmpty, null },
        { "abyss", _ => string.Concat(Enumerable.Repeat("<a>", 70)), ImportProblems.XmlTooDeep, null },
        { "another document", _ => "<Order xmlns='urn:oasis:names:specification:ubl:schema:xsd:Order-2'/>", ImportProblems.NotUbl, null },
        { "no number", xml => xml.Replace("<cbc:ID>TH-2041</cbc:ID>\n  <cbc:IssueDate>", "<cbc:IssueDate>", StringComparison.Ordinal), ImportProblems.ElementMissing, "ID" },
        { "no date", xml => xml.Replace("<cbc:IssueDate>2026-03-02</cbc:IssueDate>", "", StringComparison.Ordinal), ImportProblems.ElementMissing, "IssueDate" },
        { "no such date", xml => xml.Replace("2026-03-02", "2026-02-30", StringComparison.Ordinal), ImportProblems.NotADate, "IssueDate" },
        { "absurd date", xml => xml.Replace("2026-0", "0026-0", StringComparison.Ordinal), InvoiceProblems.DateOutOfRange, "IssueDate" },
        { "due before issue", xml => xml.Replace("2026-03-16", "2026-03-01", StringComparison.Ordinal), InvoiceProblems.DueBeforeIssue, "DueDate" },
        { "no currency", xml => xml.Replace("<cbc:DocumentCurrencyCode>DKK</cbc:DocumentCurrencyCode>", "", StringComparison.Ordinal), ImportProblems.ElementMissing, "DocumentCurrencyCode" },
        { "unknown currency", xml => xml.Replace("DKK", "DKX", StringComparison.Ordinal), InvoiceProblems.CurrencyUnknown, "DocumentCurrencyCode" },
        { "prepaid in words", xml => xml.Replace("<cbc:PayableAmount", "<cbc:PrepaidAmount currencyID=\"DKK\">lidt</cbc:PrepaidAmount><cbc:PayableAmount", StringComparison.Ordinal), ImportProblems.NotANumber, "PrepaidAmount" },
        { "two currencies", xml => xml.Replace("<cbc:PriceAmount currencyID=\"DKK\">850", "<cbc:PriceAmount currencyID=\"SEK\">850", StringComparison.Ordinal), ImportProblems.CurrencyMismatch, "PriceAmount" },
        { "absurd number", xml => xml.Replace(">12.5</cbc:InvoicedQuantity", ">1e9</cbc:InvoicedQuantity", StringComparison.Ordinal), ImportProblems.NotANumber, "InvoicedQuantity" },
        { "huge number", xml => xml.Replace(">850.00</cbc:PriceAmount", ">9999999999999999999999999999999</cbc:PriceAmount", StringComparison.Ordinal), ImportProblems.NotANumber, "PriceAmount" },
        { "unknown VAT category", xml => xml.Replace("<cbc:ID>S</cbc:ID>", "<cbc:ID>L</cbc:ID>", StringComparison.Ordinal), ImportProblems.VatCategoryUnknown, "ClassifiedTaxCategory" },
        { "no price", xml => xml.Replace("<cac:Price>", "<cac:Prize>", StringComparison.Ordinal).Replace("</cac:Price>", "</cac:Prize>", StringComparison.Ordinal), ImportProblems.ElementMissing, "Price" },
        { "no customer", xml => xml.Replace("AccountingCustomerParty", "Nobody", StringComparison.Ordinal), ImportProblems.ElementMissing, "AccountingCustomerParty" },
        { "wrong net", xml => xml.Replace(">13600.00</cbc:TaxExclusiveAmount", ">13601.00</cbc:TaxExclusiveAmount", StringComparison.Ordinal), ImportProblems.TotalsDisagree, "TaxExclusiveAmount" },
        { "wrong VAT", xml => xml.Replace(">3400.00<", ">3300.00<", StringComparison.Ordinal), ImportProblems.TotalsDisagree, "TaxAmount" },
        { "wrong gross", xml => xml.Replace(">17000.00</cbc:TaxInclusiveAmount", ">17000.01</cbc:TaxInclusiveAmount", StringComparison.Ordinal), ImportProblems.TotalsDisagree, "TaxInclusiveAmount" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task BrokenFile_IsRefusedAndStoresNothing(string what, Func<string, string> breakIt, string code, string? column)
    {
        var xml = breakIt((await File.ReadAllTextAsync(UblFiles.Own("invoice.xml"))).ReplaceLineEndings("\n"));
        var refused = Assert.IsType<Importing.Outcome.Refused>(await ImportAsync(Encoding.UTF8.GetBytes(xml)));
        Assert.Contains(refused.Errors, error => (what, error.Code, error.Column) == (what, code, column));
        Assert.Equal(0, (await new InvoiceList(database.Database).PageAsync(database.Workspace, new(), default)).Total);
        Assert.Equal(0, (await new CustomerList(database.Database).PageAsync(database.Workspace, new(), default)).Total);
    }

    [Fact]
    public async Task HugeFile_IsRefusedWithoutReadingItAll()
    {
        var largest = ImportFile.LargestOf(ImportFormat.Ubl);
        using var stream = new AsyncOnlyStream(new byte[largest + 100_000]);
        var file = await ImportFile.ReadAsync("huge.xml", ImportFormat.Ubl, stream, default);
        var refused = Assert.IsType<Importing.Outcome.Refused>(await importer.ImportAsync(database.Owner, file));
        Assert.Equal(ImportProblems.FileTooLarge, Assert.Single(refused.Errors).Code);
        Assert.Equal(largest + 1, stream.Position);
    }

    private async Task AssertImportedAsync(string path, InvoiceKind kind, string number, string currency, Totals totals, int lines)
    {
        var imported = Assert.IsType<Importing.Outcome.Imported>(await ImportAsync(path));
        var invoice = await FindAsync(Assert.Single(imported.Invoices).Id);
        Assert.Equal((kind, number, currency, lines), (invoice.Kind, invoice.Number, invoice.Currency, invoice.Lines.Count));
        Assert.Equal(totals, new Totals(invoice.Net, invoice.Vat, invoice.Gross));
        // A document's VAT is rounded once for each rate, ours may be for each line.
        Assert.InRange(InvoiceTotals.Of(invoice).Gross, totals.Gross - 0.01m, totals.Gross + 0.01m);
        Assert.True(invoice.TotalsAreStated);
        Assert.Equal((InvoiceStatus.Sent, InvoiceOrigin.Ubl, CopyState.NotPushed), (invoice.Status, invoice.Origin, invoice.CopyState));
    }

    private async Task<Importing.Outcome> ImportAsync(string path) => await ImportAsync(await File.ReadAllBytesAsync(path));

    private async Task<Importing.Outcome> ImportAsync(byte[] content) =>
        await importer.ImportAsync(database.Owner, await Importing.FileAsync("faktura.xml", content));

    private async Task<Invoice> FindAsync(Guid id) => (await details.FindAsync(database.Workspace, id, default))!;
}

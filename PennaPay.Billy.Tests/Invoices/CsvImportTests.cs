using System.Text;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Invoices;

public sealed class CsvImportTests : IAsyncLifetime
{
    private const string Danish =
        """
        Fakturanr;Type;Kunde;CVR;Fakturadato;Forfaldsdato;Valuta;Beskrivelse;Antal;Enhedspris;Rabat %;Moms %;Konto;Besked
        2001;Faktura;Ærø Bådebyggeri ApS;DK 31 11 91 03;05-11-2026;19-11-2026;DKK;Søsætning;2;1.234,50;10;25;1110;"Tak for handlen;
        på gensyn"
        2001;;;;;;;Æbleskiver;12;8,75;;0;;
        2002;Kreditnota;Ærø Bådebyggeri ApS;31119103;2026-11-06;;;Returneret vare;1;100;;25 %;;
        """;

    private const string English =
        """
        Invoice number,Customer,Registration number,Country,Issue date,Due date,Currency,Description,Quantity,Unit price,VAT %,VAT code
        7,Lindqvist AB,SE 5566-7788-9901,Sweden,5/11/2026,5/12/2026,EUR,Workshop,1.5,"1,234.50",0,AE
        """;

    private TestDatabase database = null!;
    private InvoiceImporter importer = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        importer = Importing.ImporterOf(database.Database);
    }

    public Task DisposeAsync() => database.DisposeAsync().AsTask();

    [Fact]
    public async Task DanishFile_Imported_GroupsRowsByNumber()
    {
        var imported = Assert.IsType<Importing.Outcome.Imported>(await ImportAsync(Danish));
        Assert.Equal([("2001", 2882.63m), ("2002", 125m)], imported.Invoices.Select(invoice => (invoice.Number, invoice.Gross)));
        var invoice = await FindAsync(imported.Invoices[0].Id);
        Assert.Equal(
            [("Søsætning", 2m, 1234.5m, 10m, VatTreatment.Standard, "1110"), ("Æbleskiver", 12m, 8.75m, null, VatTreatment.Exempt, null)],
            invoice.Lines.Select(line => (line.Description, line.Quantity, line.UnitPrice, line.DiscountPercent, line.Vat, line.AccountCode)));
        Assert.Equal(("31119103", "Tak for handlen;\npå gensyn"), (invoice.Customer.RegistrationNo, invoice.Message));
        var note = await FindAsync(imported.Invoices[1].Id);
        Assert.Equal((InvoiceKind.CreditNote, invoice.CustomerId, "DKK"), (note.Kind, note.CustomerId, note.Currency));
    }

    [Fact]
    public async Task EnglishFile_Imported_ReadsEnglishHeadingsAndAmounts()
    {
        var imported = Assert.IsType<Importing.Outcome.Imported>(await ImportAsync(English));
        var invoice = await FindAsync(Assert.Single(imported.Invoices).Id);
        Assert.Equal((new DateOnly(2026, 11, 5), new DateOnly(2026, 12, 5), 1851.75m), (invoice.IssueDate, invoice.DueDate, invoice.Gross));
        Assert.Equal(("SE", "SE556677889901", VatTreatment.EuServices), (invoice.Customer.CountryCode, invoice.Customer.RegistrationNo, invoice.Lines[0].Vat));
    }

    public static TheoryData<string> Encodings => ["utf-8", "utf-8 bom", "utf-16", "utf-16BE", "windows-1252"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task AnyUsualEncoding_Imported_KeepsDanishLetters(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Encoding encoding = name switch
        {
            "utf-8" => new UTF8Encoding(false),
            "utf-8 bom" => new UTF8Encoding(true),
            _ => Encoding.GetEncoding(name),
        };
        var imported = Assert.IsType<Importing.Outcome.Imported>(await ImportAsync([.. encoding.GetPreamble(), .. encoding.GetBytes(Danish)]));
        Assert.Equal("Ærø Bådebyggeri ApS", (await FindAsync(imported.Invoices[0].Id)).CustomerName);
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public async Task AnyUsualSeparator_IsFoundOut(char separator)
    {
        var text = "Kunde;Fakturanr;Dato;Vare;Pris;Moms\nA;1;2026-01-02;Ting, store og små;1,5;25".Replace(';', separator);
        Assert.IsType<Importing.Outcome.Imported>(await ImportAsync(text));
    }

    [Fact]
    public async Task ExcelsSeparatorLine_IsSkippedAndCounted()
    {
        var refused = Assert.IsType<Importing.Outcome.Refused>(await ImportAsync("sep=;\r\nKunde;Fakturanr;Dato;Vare;Pris;Moms\r\nA;1;2026-01-02;Ting;x;25\r\n"));
        Assert.Equal((3, "Pris", ImportProblems.NotANumber), Key(Assert.Single(refused.Errors)));
    }

    [Fact]
    public async Task SameFile_ImportedAgain_IsKnown()
    {
        var first = Assert.IsType<Importing.Outcome.Imported>(await ImportAsync(Danish));
        var again = Assert.IsType<Importing.Outcome.Nothing>(await ImportAsync(Danish));
        Assert.Equal(first.Invoices.Select(invoice => invoice.Id), again.Known);
    }

    [Fact]
    public async Task GrownFile_ImportedAgain_BringsOnlyWhatIsNew()
    {
        await ImportAsync(Danish);
        var grown = Assert.IsType<Importing.Outcome.Imported>(await ImportAsync(Danish + "\n2003;;Ny kunde;;2026-11-07;;;Ting;1;10;;25;;"));
        Assert.Equal(("2003", 2), (Assert.Single(grown.Invoices).Number, grown.Known));
    }

    [Fact]
    public async Task UnknownColumns_AreNamedAndLeftAlone()
    {
        var imported = Assert.IsType<Importing.Outcome.Imported>(await ImportAsync("Kunde;Fakturanr;Farve;Dato;Vare;Pris;Moms\nA;1;Blå;2026-01-02;Ting;1;25"));
        Assert.Equal(["Farve"], imported.IgnoredColumns);
    }

    public static TheoryData<string, string, int?, string?, string> Broken => new()
    {
        { "nothing", "", null, null, ImportProblems.FileEmpty },
        { "blank lines", "\n\n", null, null, ImportProblems.FileEmpty },
        { "a picture", "\u0089PNG\u0000\u0001\u0002", null, null, ImportProblems.NotText },
        { "headings only", "Kunde;Fakturanr;Dato;Vare;Pris;Moms\n", null, null, ImportProblems.RowsMissing },
        { "missing column", "Kunde;Dato;Vare;Pris;Moms\nA;2026-01-02;T;1;25", 1, null, ImportProblems.ColumnMissing },
        { "column twice", "Kunde;Kundenavn;Fakturanr;Dato;Vare;Pris;Moms\nA;A;1;2026-01-02;T;1;25", 1, "Kundenavn", ImportProblems.ColumnTwice },
        { "ambiguous amount", Rows("A;1;2026-01-02;T;1.234;25"), 2, "Pris", ImportProblems.AmountAmbiguous },
        { "no amount", Rows("A;1;2026-01-02;T;gratis;25"), 2, "Pris", ImportProblems.NotANumber },
        { "empty amount", Rows("A;1;2026-01-02;T;;25"), 2, "Pris", ImportProblems.CellMissing },
        { "no date", Rows("A;1;;T;1;25"), 2, "Dato", ImportProblems.CellMissing },
        { "bad date", Rows("A;1;11/25/2026;T;1;25"), 2, "Dato", ImportProblems.NotADate },
        { "no number", Rows("A;;2026-01-02;T;1;25"), 2, "Fakturanr", ImportProblems.CellMissing },
        { "no customer", Rows(";1;2026-01-02;T;1;25"), 2, "Kunde", ImportProblems.CellMissing },
        { "no description", Rows("A;1;2026-01-02;;1;25"), 2, "Vare", InvoiceProblems.DescriptionMissing },
        { "too many cells", Rows("A;1;2026-01-02;T;1;25;5"), 2, null, ImportProblems.TooManyCells },
        { "open quote", Rows("A;1;2026-01-02;\"T;1;25"), 2, null, ImportProblems.BadQuotes },
        { "blank rows are counted", Rows("\n;;;;;\nA;1;2026-01-02;T;x;25"), 4, "Pris", ImportProblems.NotANumber },
        { "contradicting customer", Rows("A;1;2026-01-02;T;1;25\nB;1;2026-01-02;T;1;25"), 3, "Kunde", ImportProblems.Contradiction },
        { "second line's VAT", Rows("A;1;2026-01-02;T;1;25\nA;1;2026-01-02;T;1;125"), 3, "Moms", InvoiceProblems.VatRateOutOfRange },
        { "long customer", Rows(new string('A', 201) + ";1;2026-01-02;T;1;25"), 2, "Kunde", CustomerProblems.TextTooLong },
        { "unknown type", "Type;Kunde;Fakturanr;Dato;Vare;Pris;Moms\nTilbud;A;1;2026-01-02;T;1;25", 2, "Type", ImportProblems.KindUnknown },
        { "unknown country", "Land;Kunde;Fakturanr;Dato;Vare;Pris;Moms\nAtlantis;A;1;2026-01-02;T;1;25", 2, "Land", ImportProblems.CountryUnknown },
        { "unknown currency", "Valuta;Kunde;Fakturanr;Dato;Vare;Pris;Moms\nkroner;A;1;2026-01-02;T;1;25", 2, "Valuta", InvoiceProblems.CurrencyUnknown },
        { "unknown VAT code", "Momskode;Kunde;Fakturanr;Dato;Vare;Pris;Moms\nQ;A;1;2026-01-02;T;1;25", 2, "Momskode", ImportProblems.VatCodeUnknown },
        { "abroad without VAT code", "Land;Kunde;Fakturanr;Dato;Vare;Pris;Moms\nSE;A;1;2026-01-02;T;1;0", 2, "Moms", ImportProblems.VatCodeNeeded },
        { "due before issue", "Forfald;Kunde;Fakturanr;Dato;Vare;Pris;Moms\n2026-01-01;A;1;2026-01-02;T;1;25", 2, "Forfald", InvoiceProblems.DueBeforeIssue },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task BrokenFile_IsRefusedByRowAndColumn(string what, string text, int? row, string? column, string code)
    {
        var refused = Assert.IsType<Importing.Outcome.Refused>(await ImportAsync(text));
        Assert.Equal((what, (row, column, code)), (what, Key(Assert.Single(refused.Errors))));
        Assert.Equal(0, (await new InvoiceList(database.Database).PageAsync(database.Workspace, new(), default)).Total);
        Assert.Equal(0, (await new CustomerList(database.Database).PageAsync(database.Workspace, new(), default)).Total);
    }

    [Fact]
    public async Task ManyErrors_AreCountedAndTheFirstShown()
    {
        var rows = string.Join('\n', Enumerable.Range(1, 1000).Select(number => $"A;{number};2026-01-02;T;x;25"));
        var refused = Assert.IsType<Importing.Outcome.Refused>(await ImportAsync(Rows(rows)));
        Assert.Equal((1000, 200, 2, 201), (refused.Total, refused.Errors.Count, refused.Errors[0].Row, refused.Errors[^1].Row));
    }

    [Fact]
    public async Task CellsOfAHundredthErrorRow_DoNotHideTheOthers()
    {
        var refused = Assert.IsType<Importing.Outcome.Refused>(await ImportAsync(Rows("A;1;2026-01-02;T;x;25\nB;2;imorgen;T;1;25\nC;3;2026-01-02;T;1;mange")));
        Assert.Equal([(2, "Pris"), (3, "Dato"), (4, "Moms")], refused.Errors.Select(error => (error.Row!.Value, error.Column!)));
    }

    [Fact]
    public async Task SentHandlers_HearOfEveryImportedInvoice()
    {
        var handler = new Listener();
        importer = Importing.ImporterOf(database.Database, handler);
        await ImportAsync(Danish);
        Assert.Equal(["2001", "2002"], handler.Numbers);
    }

    private static string Rows(string rows) => "Kunde;Fakturanr;Dato;Vare;Pris;Moms\n" + rows;

    private static (int?, string?, string) Key(ImportError error) => (error.Row, error.Column, error.Code);

    private Task<Importing.Outcome> ImportAsync(string text) => ImportAsync(Encoding.UTF8.GetBytes(text));

    private async Task<Importing.Outcome> ImportAsync(byte[] bytes) =>
        await importer.ImportAsync(database.Owner, await Importing.FileAsync("fakturaer.csv", bytes));

    private async Task<Invoice> FindAsync(Guid id) => (await new InvoiceDetails(database.Database).FindAsync(database.Workspace, id, default))!;
}

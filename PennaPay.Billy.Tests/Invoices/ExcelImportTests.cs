using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Core.Records.Invoices.Import.Planning;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Invoices;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Tests.Invoices;

public sealed class ExcelImportTests : IAsyncLifetime
{
    private const long MostMemory = 150 * 1024 * 1024;

    private static readonly string Headings = Workbook.Row(1, "Fakturanr", "Kunde", "Fakturadato", "Beskrivelse", "Antal", "Enhedspris", "Moms %");

    private TestDatabase database = null!;
    private InvoiceImporter importer = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        importer = Importing.ImporterOf(database.Database);
    }

    public Task DisposeAsync() => database.DisposeAsync().AsTask();

    [Fact]
    public async Task Workbook_IsReadAsTheTableThatItShows()
    {
        // A number, a day, an amount of three decimals, a formula with the value that was stored, a percentage.
        const string row = """
            <row r="4"><c r="A4"><v>2041</v></c><c r="B4" t="inlineStr"><is><t>Ærø ApS</t></is></c><c r="C4" s="1"><v>46331</v></c><c r="D4" t="inlineStr"><is><t>Tov</t></is></c><c r="E4"><v>1.234</v></c><c r="F4"><f>WEBSERVICE("http://example.test")+2*50</f><v>100</v></c><c r="G4" s="2"><v>0.25</v></c></row>
            """;
        var file = await Importing.FileAsync("fakturaer.xlsx", Workbook.Of(Headings + row));
        var plan = await importer.PlanAsync(database.Owner, file);

        Assert.Empty(plan.Files[0].Errors);
        Assert.Equal((4, "2041", ImportFate.New), (plan.Files[0].Invoices[0].Row!.Value, plan.Files[0].Invoices[0].Number, plan.Files[0].Invoices[0].Fate));
        await importer.ImportAsync(database.Owner, [file], plan, default);
        await using var db = database.Database.Read(database.Workspace);
        var invoice = await db.Set<Invoice>().Include(known => known.Lines).SingleAsync();
        Assert.Equal((new DateOnly(2026, 11, 5), 123.4m, 154.25m), (invoice.IssueDate, invoice.Net, invoice.Gross));
        Assert.Equal((1.234m, 100m, 25m), (invoice.Lines[0].Quantity, invoice.Lines[0].UnitPrice, invoice.Lines[0].VatRate));
    }

    [Fact]
    public async Task SameTable_AsCsvAndAsWorkbook_IsImportedOnce()
    {
        await importer.ImportAsync(database.Owner, await Importing.FileAsync(
            "fakturaer.csv", "Fakturanr;Kunde;Fakturadato;Beskrivelse;Antal;Enhedspris;Moms %\n1;A;2026-11-05;T;2;100;25"));
        var plan = await importer.PlanAsync(
            database.Owner, await Importing.FileAsync("fakturaer.xlsx", Workbook.Of(Headings + Workbook.Row(2, "1", "A", "05-11-2026", "T", "2", "100,00", "25"))));
        Assert.Equal(ImportFate.Known, Assert.Single(plan.Files[0].Invoices).Fate);
    }

    [Fact]
    public async Task WhatIsWrong_IsSaidByTheSheetsOwnRows()
    {
        var plan = await importer.PlanAsync(
            database.Owner, await Importing.FileAsync("fakturaer.xlsx", Workbook.Of(Headings + Workbook.Row(7, "1", "A", "imorgen", "T", "2", "gratis", "25"))));
        Assert.Equal([(7, "Fakturadato"), (7, "Enhedspris")], plan.Files[0].Errors.Select(error => (error.Row!.Value, error.Column!)));
    }

    public static TheoryData<string, Func<byte[]>, string> Hostile => new()
    {
        { "no workbook", () => Encoding.UTF8.GetBytes("Kunde;Fakturanr"), ImportProblems.NotExcel },
        { "protected", () => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[2000]], ImportProblems.NotExcel },
        { "cut short", () => Workbook.Of(Headings)[..600], ImportProblems.NotExcel },
        { "nothing", () => [], ImportProblems.FileEmpty },
        { "an empty sheet", () => Workbook.Of(""), ImportProblems.FileEmpty },
        { "a bomb", () => Workbook.Of(Headings, ("xl/media/bomb.bin", Fill)), ImportProblems.ExcelTooMuch },
        { "a cell far to the right", () => Workbook.Of(Headings + """<row r="2"><c r="XFD2"><v>1</v></c></row>"""), ImportProblems.TooManyColumns },
        { "a row far below", () => Workbook.Of(Headings + """<row r="1048576"><c r="A1048576"><v>1</v></c></row>"""), ImportProblems.TooManyRows },
        { "an entity", () => Workbook.Of(Headings + "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>&x;</t></is></c></row>"), ImportProblems.NotExcel },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task HostileWorkbook_IsRefused_AndCheap(string what, Func<byte[]> make, string code)
    {
        var file = await Importing.FileAsync("fakturaer.xlsx", make());
        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = ImportReader.Read(file);
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal((what, code), (what, Assert.Single(read.Errors.Shown).Code));
        Assert.InRange(taken, 0, MostMemory);
    }

    [Theory]
    [InlineData("da-DK")]
    [InlineData("en-GB")]
    public async Task Template_HasEveryColumn_AndCanBeImportedAsItIs(string culture)
    {
        using var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        byte[] template;
        try
        {
            PageHost.Speak(culture);
            using var written = new MemoryStream();
            await ImportTemplate.WriteAsync(written, services.GetRequiredService<IStringLocalizer<ImportTexts>>(), default);
            template = written.ToArray();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }

        var plan = await importer.PlanAsync(database.Owner, await Importing.FileAsync("skabelon.csv", template));

        var file = plan.Files[0];
        Assert.Empty(file.Errors);
        Assert.Empty(file.IgnoredColumns);
        Assert.Empty(plan.Questions);
        Assert.Equal(29200m, Assert.Single(file.Invoices).Gross);
        Assert.Equal(27, Encoding.UTF8.GetString(template).Split('\n')[0].Split(culture == "da-DK" ? ';' : ',').Length);
    }

    private static void Fill(Stream part)
    {
        var zeros = new byte[1024 * 1024];
        for (var megabyte = 0; megabyte <= 200; megabyte++)
            part.Write(zeros);
    }
}

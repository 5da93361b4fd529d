using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Core.Records.Invoices.Import.Csv;
using PennaPay.Billy.Core.Records.Invoices.Import.Planning;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Invoices;

public sealed class ColumnMappingTests : IAsyncLifetime
{
    private const string Table =
        """
        Bilag;Firmanavn;Fakturadatoen;Linjetekst;Stk pris;Momsen i pct;Farve
        1;Ærø ApS;2026-01-02;Søsætning;100;25;blå
        2;Marstal ApS;2026-01-03;Optagning;200;25;rød
        3;Rise ApS;2026-01-04;Maling;300;25;gul
        4;Vitsø ApS;2026-01-05;Lak;400;25;grøn
        """;

    private TestDatabase database = null!;
    private InvoiceImporter importer = null!;

    private ColumnTemplates Templates => new(database.Database, TimeProvider.System);

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        importer = Importing.ImporterOf(database.Database);
    }

    public Task DisposeAsync() => database.DisposeAsync().AsTask();

    [Fact]
    public async Task UnknownHeadings_AreAskedAbout_WithAGuessAndThreeRows()
    {
        var asked = await AskAsync(Table);

        Assert.True(asked.IsNeeded);
        Assert.False(asked.IsRemembered);
        Assert.Equal(
            [("Bilag", null), ("Firmanavn", null), ("Fakturadatoen", "IssueDate"), ("Linjetekst", null), ("Stk pris", "UnitPrice"), ("Momsen i pct", null), ("Farve", null)],
            asked.Headings.Select(heading => (heading.Heading, heading.Column is "IssueDate" or "UnitPrice" ? heading.Column : null)));
        Assert.Equal(ColumnQuestion.MostSamples, asked.Samples.Count);
        Assert.Equal(["1", "Ærø ApS", "2026-01-02", "Søsætning", "100", "25", "blå"], asked.Samples[0]);
    }

    [Fact]
    public async Task Answered_ItIsRemembered_AndTheRestIsThePlanThatAnyFileHas()
    {
        var (file, asked) = (await FileAsync(Table), await AskAsync(Table));
        await Templates.SaveAsync(database.Owner, asked, ["Number", "Customer", "IssueDate", "Description", "UnitPrice", "VatRate", null], default);

        var plan = await importer.PlanAsync(database.Owner, file);

        Assert.Equal(["1", "2", "3", "4"], plan.Files[0].Invoices.Select(invoice => invoice.Number));
        Assert.Equal((125m, "Ærø ApS", ImportFate.New), plan.Files[0].Invoices[0] is var first ? (first.Gross, first.CustomerName, first.Fate) : default);
        Assert.Equal(["Farve"], plan.Files[0].IgnoredColumns);
        Assert.Equal((false, true), (plan.Files[0].Columns!.IsNeeded, plan.Files[0].Columns!.IsRemembered));
        Assert.Equal(4, Assert.IsType<ImportResult.Imported>(await importer.ImportAsync(database.Owner, [file], plan, default)).Count);
        // Another file with the headings written otherwise, and as a workbook, is the same kind of table.
        var other = await importer.PlanAsync(database.Owner, await FileAsync("BILAG;firmanavn;Fakturadatoen ;Linjetekst;stk.-pris;Momsen i pct;Farve\n9;A;2026-01-02;T;x;25;"));
        Assert.Equal([(2, "stk.-pris", ImportProblems.NotANumber)], other.Files[0].Errors.Select(error => (error.Row!.Value, error.Column, error.Code)));
    }

    [Fact]
    public async Task AnswersChangeWhatAKnownHeadingMeans_AndAreAnothersForOtherHeadings()
    {
        const string table = "Number;Customer;Date;Note;Description;Price;VAT\n1;A;2026-01-02;Egentlig vare;Besked;100;25";
        var asked = await AskAsync(table);
        Assert.False(asked.IsNeeded);
        await Templates.SaveAsync(database.Owner, asked, ["Number", "Customer", "IssueDate", "Description", "Message", "UnitPrice", "VatRate"], default);

        await importer.ImportAsync(database.Owner, await FileAsync(table));

        await using var db = database.Database.Read(database.Workspace);
        var invoice = db.Set<Core.Records.Invoices.Invoice>().Select(one => new { one.Message, one.Lines[0].Description }).Single();
        Assert.Equal(("Besked", "Egentlig vare"), (invoice.Message, invoice.Description));
        Assert.NotEqual(asked.Hash, (await AskAsync("Customer;Number;Date;Note;Description;Price;VAT\nA;1;2026-01-02;;T;1;25")).Hash);
    }

    [Fact]
    public async Task Forgotten_ItIsAskedAgain_AndOthersNeverHearOfIt()
    {
        var asked = await AskAsync(Table);
        await Templates.SaveAsync(database.Owner, asked, ["Number", "Customer", "IssueDate", "Description", "UnitPrice", "VatRate", null], default);
        Assert.Equal("Bilag", Assert.Single(await Templates.ListAsync(database.Workspace, default)).Headings[0]);
        Assert.True((await importer.PlanAsync(TestActors.OwnerOf(WorkspaceId.New()), await FileAsync(Table))).Files[0].Columns!.IsNeeded);

        await Templates.ForgetAsync(database.Owner, asked.Hash, default);

        Assert.True((await AskAsync(Table)).IsNeeded);
    }

    [Theory]
    [InlineData("Number", "Number", null, null, null, null, null)]
    [InlineData("Numbre", null, null, null, null, null, null)]
    [InlineData("Number")]
    public async Task AnswersThatAreNone_AreRefused(params string?[] columns)
    {
        var asked = await AskAsync(Table);
        await Assert.ThrowsAsync<ArgumentException>(() => Templates.SaveAsync(database.Owner, asked, columns, default));
        Assert.Empty(await Templates.ListAsync(database.Workspace, default));
    }

    [Fact]
    public async Task HostileHeadings_AreCutAndCleaned()
    {
        var asked = await AskAsync($"\u202EBilag;{new string('x', 1_000_000)};;Bilag\n\u202E1;{new string('y', 100_000)};;2");

        Assert.All(asked.Headings, heading => Assert.InRange(heading.Heading.Length, 0, CsvColumns.LongestHeading + 1));
        Assert.Equal(4, asked.Headings.Count);
        Assert.DoesNotContain('\u202E', asked.Headings[0].Heading + asked.Samples[0][0]);
        Assert.All(asked.Samples[0], sample => Assert.InRange(sample.Length, 0, 61));
        // Each is guessed once, however often it comes.
        Assert.Equal(asked.Headings.Count(heading => heading.Column is not null), asked.Headings.Where(heading => heading.Column is not null).DistinctBy(heading => heading.Column).Count());
        await Templates.SaveAsync(database.Owner, asked, [null, null, null, null], default);
        Assert.InRange((await Templates.ListAsync(database.Workspace, default))[0].Headings.Sum(heading => heading.Length), 0, 4 * (CsvColumns.LongestHeading + 1));
    }

    [Fact]
    public async Task OnlySoManyAreRemembered_TheOldestGo()
    {
        var clock = new TestClock();
        var templates = new ColumnTemplates(database.Database, clock);
        for (var i = 0; i <= ColumnTemplates.Most; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await templates.SaveAsync(database.Owner, new($"hash{i}", [new("A", null)], [], true, false), ["Number"], default);
        }

        var kept = await templates.ListAsync(database.Workspace, default);
        Assert.Equal(ColumnTemplates.Most, kept.Count);
        Assert.Equal(($"hash{ColumnTemplates.Most}", "hash1"), (kept[0].HeadingsHash, kept[^1].HeadingsHash));
    }

    private static Task<ImportFile> FileAsync(string content) => Importing.FileAsync("fakturaer.csv", content);

    private async Task<ColumnQuestion> AskAsync(string content) => (await importer.PlanAsync(database.Owner, await FileAsync(content))).Files[0].Columns!;
}

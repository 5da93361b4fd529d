using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Invoices;

public sealed class InvoiceListTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private InvoiceList list = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        list = new(database.Database);
        await database.Database.WriteAsync(database.Workspace, (db, _) => Fill(db), default);
    }

    public Task DisposeAsync() => database.DisposeAsync().AsTask();

    [Theory]
    [InlineData(InvoiceSort.IssueDate)]
    [InlineData(InvoiceSort.Number)]
    [InlineData(InvoiceSort.Customer)]
    [InlineData(InvoiceSort.Gross)]
    [InlineData(InvoiceSort.Status)]
    [InlineData(InvoiceSort.CopyState)]
    public async Task Page_AnySize_TogetherAreTheWholeOrder(InvoiceSort sort)
    {
        foreach (var descending in new[] { false, true })
        {
            var query = new InvoiceQuery(Sort: sort, Descending: descending, Take: 100);
            var whole = (await list.PageAsync(database.Workspace, query, default)).Rows.Select(row => row.Id).ToList();
            var pages = new List<Guid>();
            for (var skip = 0; skip < 30; skip += 7)
                pages.AddRange((await list.PageAsync(database.Workspace, query with { Skip = skip, Take = 7 }, default)).Rows.Select(row => row.Id));
            Assert.Equal(30, whole.Count);
            Assert.Equal(whole, pages);
        }
    }

    [Fact]
    public async Task Page_ByNumber_CountsAsPeopleDo()
    {
        var page = await list.PageAsync(database.Workspace, new(Sort: InvoiceSort.Number, Descending: false, Take: 11), default);
        Assert.Equal(Enumerable.Range(1, 11).Select(number => $"F-{number}"), page.Rows.Select(row => row.Number));
    }

    [Theory]
    [InlineData("f-1", 11)]
    [InlineData("ÅSE", 10)]
    [InlineData("åse f-2", 3)]
    [InlineData("100%", 0)]
    [InlineData("_", 0)]
    [InlineData("findes ikke", 0)]
    public async Task Page_Searched_FindsEveryWordInNumberOrCustomer(string search, int expected) =>
        Assert.Equal(expected, (await list.PageAsync(database.Workspace, new(search), default)).Total);

    [Fact]
    public async Task Page_Filtered_CountsOnlyWhatMatches()
    {
        var page = await list.PageAsync(
            database.Workspace, new(Status: InvoiceStatus.Sent, CopyState: CopyState.Present, Kind: InvoiceKind.Invoice), default);
        Assert.Equal(page.Total, page.Rows.Count);
        Assert.All(page.Rows, row => Assert.Equal(
            (InvoiceStatus.Sent, CopyState.Present, InvoiceKind.Invoice), (row.Status, row.CopyState, row.Kind)));
        Assert.Equal(30, (await list.CountByStateAsync(database.Workspace, default)).Values.Sum());
    }

    [Fact]
    public async Task Page_AmongSome_ShowsThoseOfThemThatFit_HoweverManyAreAsked()
    {
        var rows = (await list.PageAsync(database.Workspace, new(Take: 100), default)).Rows;
        // More than a statement has parameters.
        Guid[] among = [.. Enumerable.Range(0, 40_000).Select(_ => Guid.CreateVersion7()), .. rows.Take(9).Select(row => row.Id)];

        var page = await list.PageAsync(database.Workspace, new(Among: among, Take: 4), default);
        Assert.Equal((9, 4), (page.Total, page.Rows.Count));
        var sent = new InvoiceQuery("f-", Status: InvoiceStatus.Sent, Among: among);
        var expected = rows.Take(9).Where(row => row.Status == InvoiceStatus.Sent).Select(row => row.Id).Order().ToList();
        Assert.Equal(expected, (await list.IdsAsync(database.Workspace, sent, 100, default)).Order());
        Assert.Equal(expected.Count, await list.CountAsync(database.Workspace, sent, default));
        Assert.Equal(0, (await list.PageAsync(database.Workspace, new(Among: []), default)).Total);
    }

    [Fact]
    public async Task Page_BeyondTheEnd_IsEmpty() =>
        Assert.Equal((30, 0), await list.PageAsync(database.Workspace, new(Skip: 30), default) is var page ? (page.Total, page.Rows.Count) : default);

    [Fact]
    public async Task Page_OfAnotherWorkspace_SeesNothing() =>
        Assert.Equal(0, (await list.PageAsync(WorkspaceId.New(), new(), default)).Total);

    private static Task Fill(DbContext db)
    {
        string[] names = ["Åse & Co", "Bent ApS", "Æblet I/S"];
        var customers = names.Select(name => new Customer { Id = Guid.CreateVersion7(), Name = name }).ToList();
        db.AddRange(customers);
        for (var i = 1; i <= 30; i++)
        {
            var invoice = new Invoice
            {
                Id = Guid.CreateVersion7(), Number = $"F-{i}", OriginId = $"{i}", IssueDate = new DateOnly(2026, 1, 1).AddDays(i * 7 % 10),
                Status = (InvoiceStatus)(i % 2), CopyState = (CopyState)(i % 5), Kind = (InvoiceKind)(i % 4 / 3),
                Lines = [new() { Id = Guid.CreateVersion7(), UnitPrice = i * 13 % 7 }],
            };
            invoice.SetCustomer(customers[i % 3]);
            invoice.Seal();
            db.Add(invoice);
        }
        return Task.CompletedTask;
    }
}

using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Push.History;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Upgrade;

namespace PennaPay.Billy.Tests.Storage;

/// <summary>A search by the index finds what looking at every text finds.</summary>
public sealed class SearchIndexTests
{
    private const int Texts = 250;
    private const int Searches = 150;

    // What names are made of, what Danes write, and what means something to LIKE, to FTS5 or to nobody.
    private static readonly string[] Pieces =
    [
        "a", "b", "ab", "abc", "nord", "lys", "aps", "Æ", "ø", "Å", "é", "ß", "İ", "10", "077", " ", " ", "-", "\"", "'", "%", "_", "*", "^", "(", ")", ":", "+",
        "{", "}", "{0}", "\\", " AND ", " or ", "NOT", "NEAR", "😀", "日本", "\0",
    ];

    private static readonly SearchBounds WalkThrough = new(Few: 0, CountedWhole: 0);

    [Fact]
    public async Task WhateverIsSearched_ItIsFoundAsLookingFindsIt()
    {
        await using var host = await PushHost.StartAsync();
        var random = new Random(4711);
        var products = Enumerable.Range(0, Texts).Select(_ => Product(host, TextOf(random, 8))).ToList();
        var customer = await host.AddCustomerAsync();
        await host.Database.WriteAsync(host.Workspace, (db, ct) => { db.AddRange(products); return db.SaveChangesAsync(ct); }, default);
        for (var i = 0; i < 30; i++)
            await host.AddInvoiceAsync(customer: customer, number: TextOf(random, 4));
        await using var db = host.Database.Read(host.Workspace);
        var (list, index) = (host.Get<ProductList>(), host.Get<InvoiceList>());
        var walk = new InvoiceList(host.Database) { Bounds = WalkThrough };
        var found = 0;

        for (var i = 0; i < Searches; i++)
        {
            var search = random.Next(2) == 0 ? TextOf(random, 3) : PartOf(random, products[random.Next(Texts)].SearchText);
            var words = SearchText.WordsOf(search);
            var page = await list.PageAsync(host.Workspace, new(search, Take: Texts), default);
            var expected = words.Aggregate(db.Set<Product>().AsQueryable(), (all, word) => all.Where(product => product.SearchText.Contains(word)));
            Assert.Equal(await expected.Select(product => product.Id).OrderBy(id => id).ToListAsync(), page.Rows.Select(row => row.Id).Order());
            Assert.Equal(page.Rows.Count, page.Total);
            found += page.Total;

            var looked = words.Aggregate(db.Set<Invoice>().AsQueryable(), (all, word) => all.Where(invoice => invoice.SearchText.Contains(word)));
            var fitting = await looked.Select(invoice => invoice.Id).OrderBy(id => id).ToListAsync();
            Assert.Equal(fitting, (await index.PageAsync(host.Workspace, new(search), default)).Rows.Select(row => row.Id).Order());
            Assert.Equal(fitting, (await walk.PageAsync(host.Workspace, new(search), default)).Rows.Select(row => row.Id).Order());
        }

        Assert.InRange(found, Searches, Searches * Texts / 2);
    }

    [Fact]
    public async Task WhateverHappensToRows_TheyAreFoundByWhatTheyAreCalledNow()
    {
        await using var host = await PushHost.StartAsync();
        var customers = host.Get<CustomerList>();
        var (first, second) = (await host.AddCustomerAsync("Nordlys Design ApS"), await host.AddCustomerAsync("Søborg Smede", cvr: null));
        await AssertFoundAsync("design aps", 1);
        await AssertFoundAsync("søborg smede", 1);

        await host.Database.WriteAsync(host.Workspace, async (db, ct) =>
        {
            var known = await db.Set<Customer>().AsTracking().SingleAsync(customer => customer.Id == first.Id, ct);
            known.Name = "Havblik ApS";
            known.RefreshSearchText();
            await db.SaveChangesAsync(ct);
        }, default);
        await AssertFoundAsync("design aps", 0);
        await AssertFoundAsync("havblik", 1);

        await Assert.ThrowsAsync<NotSupportedException>(() => host.Database.WriteAsync(host.Workspace, async (db, ct) =>
        {
            await db.Set<Customer>().Where(customer => customer.Id == second.Id).ExecuteDeleteAsync(ct);
            throw new NotSupportedException();
        }, default));
        await AssertFoundAsync("smede", 1);
        await host.Database.WriteAsync(host.Workspace, (db, ct) => db.Set<Customer>().Where(customer => customer.Id == second.Id).ExecuteDeleteAsync(ct), default);
        await AssertFoundAsync("smede", 0);
        Assert.Equal(["ok"], new SqliteFile(host.DataDirectory).Rows("PRAGMA integrity_check"));

        async Task AssertFoundAsync(string search, int count)
        {
            Assert.Equal(count, (await customers.PageAsync(host.Workspace, new(search), default)).Total);
            // What the index says by itself, before anybody looks at the text.
            await using var db = host.Database.Read(host.Workspace);
            var few = await SqliteSearch.OfCustomers.FindFewAsync<Customer>(db, SearchText.WordsOf(search), 10, default);
            Assert.Equal(count, await few!.CountAsync());
        }
    }

    [Fact]
    public async Task History_IsFoundBeforeAndAfterItIsBroughtUp()
    {
        await using var host = await PushHost.StartAsync();
        var customer = await host.AddCustomerAsync();
        for (var number = 0; number < 12; number++)
            await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: $"Fø-{number} 100% _x\"y'{number}"));
        await AssertFoundAsync();
        await host.Get<HistorySearch>().BringUpAsync(default);
        await AssertFoundAsync();
        var file = new SqliteFile(host.DataDirectory);
        Assert.Equal(file.Rows("SELECT COUNT(*) FROM PushHistory WHERE IsOutcome"), file.Rows("SELECT COUNT(*) FROM HistorySearch_docsize"));
        // What the index says by itself, before anybody looks at the text.
        await using (var db = host.Database.Read(host.Workspace))
            Assert.Equal(1, await (await SqliteSearch.OfHistory.FindFewAsync<PushHistoryEntry>(db, ["fø-11"], 10, default))!.CountAsync());

        await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "Fø-12 bagefter"));
        Assert.Equal(1, await CountAsync("bagefter"));
        Assert.Equal(13, await CountAsync("Fø-"));

        async Task AssertFoundAsync()
        {
            foreach (var (search, count) in new[] { ("fø-", 12), ("FØ-", 0), ("fø-1", 3), ("0% _X", 12), ("x\"Y'11", 1), ("1", 12), ("findes ikke", 0), ("  ", 12) })
                Assert.Equal((search, count), (search, await CountAsync(search)));
        }

        async Task<int> CountAsync(string search) => (await host.Get<PushHistory>().PageAsync(host.Workspace, new(search), default)).Total;
    }

    [Fact]
    public async Task SearchThatFindsMoreThanItCounts_SaysSo_AndPagesAllTheSame()
    {
        await using var host = await PushHost.StartAsync();
        var customer = await host.AddCustomerAsync();
        for (var number = 101; number <= 107; number++)
            await host.AddInvoiceAsync(customer: customer, number: $"{number}");
        var list = new InvoiceList(host.Database) { Bounds = new(Few: 2, Counted: 5, CountedWhole: 0) };

        foreach (var search in (string[])["nordlys", "no", "10"])
        {
            var query = new InvoiceQuery(search, Sort: InvoiceSort.Number, Descending: false, Skip: 3, Take: 2);
            var page = await list.PageAsync(host.Workspace, query, default);
            Assert.Equal((5, true, "104 105"), (page.Total, page.HasMore, string.Join(' ', page.Rows.Select(row => row.Number))));
            Assert.Equal(7, await list.CountAsync(host.Workspace, query, default));
            Assert.Equal(7, (await list.IdsAsync(host.Workspace, query, int.MaxValue, default)).Count);
            var filtered = await list.PageAsync(host.Workspace, query with { CopyState = CopyState.NotPushed }, default);
            Assert.Equal((5, true), (filtered.Total, filtered.HasMore));
        }
        var one = await list.PageAsync(host.Workspace, new("nordlys 104"), default);
        Assert.Equal((1, false, "104"), (one.Total, one.HasMore, Assert.Single(one.Rows).Number));
    }

    [Fact]
    public async Task CopyOfTheWholeDatabase_FindsTheSame_AndRowsNumberedAnewAreReadAnew()
    {
        await using var host = await PushHost.StartAsync();
        var products = Enumerable.Range(100, 20).Select(number => Product(host, $"Vare {number}")).ToList();
        await host.Database.WriteAsync(host.Workspace, (db, ct) => { db.AddRange(products); return db.SaveChangesAsync(ct); }, default);
        var gone = products.Where((_, index) => index % 3 == 0).Select(product => product.Id).ToList();
        await host.Database.WriteAsync(host.Workspace, (db, ct) => db.Set<Product>().Where(product => gone.Contains(product.Id)).ExecuteDeleteAsync(ct), default);
        var file = new SqliteFile(host.DataDirectory);
        var copy = Directory.CreateDirectory(Path.Combine(host.DataDirectory, "copy")).FullName;

        file.Run($"VACUUM INTO '{Path.Combine(copy, "pennapay.db")}'");
        const string Found = """SELECT p."Name" FROM "ProductSearch" AS f JOIN "Products" AS p ON p.rowid = f.rowid WHERE f."ProductSearch" MATCH '"117"'""";
        Assert.Equal(["Vare 117"], file.Rows(Found));
        Assert.Equal(["Vare 117"], new SqliteFile(copy).Rows(Found));

        file.Run("""UPDATE "Products" SET rowid = rowid + 1000""");
        var list = host.Get<ProductList>();
        Assert.Equal(0, (await list.PageAsync(host.Workspace, new("117"), default)).Total);
        await host.Get<DatabaseMigration>().RunAsync(default);
        Assert.Equal(1, (await list.PageAsync(host.Workspace, new("117"), default)).Total);
    }

    private static string TextOf(Random random, int most) =>
        string.Concat(Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static string PartOf(Random random, string text)
    {
        var start = random.Next(text.Length + 1);
        return text.Substring(start, random.Next(text.Length - start + 1));
    }

    private static Product Product(PushHost host, string name)
    {
        var product = new Product { Id = Guid.CreateVersion7(), WorkspaceId = host.Workspace, Name = name };
        product.RefreshSearchText();
        return product;
    }
}

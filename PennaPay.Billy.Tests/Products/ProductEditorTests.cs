using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Core;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Products;

public sealed class ProductEditorTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private ProductEditor editor = null!;
    private ProductList list = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        editor = new(database.Database, TimeProvider.System);
        list = new(database.Database);
    }

    public Task DisposeAsync() => database.DisposeAsync().AsTask();

    [Fact]
    public async Task Save_NewProduct_IsFoundByNameAndNumber()
    {
        var id = await SaveAsync(new() { Name = "  Rådgivning  pr. time ", Number = " R-1 ", Unit = "timer", UnitPrice = 850.125m, AccountCode = " 1110 " });
        foreach (var search in new[] { "rådgiv", "r-1", "time R-1" })
            Assert.Equal(id, Assert.Single((await list.PageAsync(database.Workspace, new(search), default)).Rows).Id);
        var product = (await list.FindAsync(database.Workspace, id, default))!;
        Assert.Equal(("Rådgivning pr. time", "R-1", 850.125m, "1110", 1), (product.Name, product.Number, product.UnitPrice, product.AccountCode, product.Version));
        Assert.Null(await list.FindAsync(WorkspaceId.New(), id, default));
    }

    [Fact]
    public async Task Save_BadForm_SaysWhatIsWrong()
    {
        var invalid = Assert.IsType<SaveResult.Invalid>(await editor.SaveAsync(database.Owner, new()
        {
            Name = " \t", Number = new('9', ProductRules.MaxShortText + 1), UnitPrice = 1_000_000_000_000m,
        }, default));
        Assert.Equal(
            [ProductProblems.NameMissing, ProductProblems.TextTooLong, ProductProblems.PriceTooLarge],
            invalid.Problems.Select(problem => problem.Code));
        Assert.Equal(0, (await list.PageAsync(database.Workspace, new(), default)).Total);
    }

    [Fact]
    public async Task Save_Prices_AreKeptByCurrency_ChangedAndTakenAway()
    {
        var id = await SaveAsync(new() { Name = "A", Prices = { new() { Currency = "USD", UnitPrice = 150 }, new() { Currency = "EUR", UnitPrice = 134.0625m } } });
        var product = (await list.FindAsync(database.Workspace, id, default))!;
        Assert.Equal([new("EUR", 134.0625m), new("USD", 150)], product.Prices);
        Assert.Equal((134.0625m, null, null), (product.PriceIn("EUR"), product.PriceIn("SEK"), product.PriceIn("DKK")));
        Assert.Equal(150, Assert.Single((await list.PageAsync(database.Workspace, new(), default)).Rows).PriceIn("USD"));

        var draft = ProductForm.From(product);
        draft.Prices.RemoveAll(price => price.Currency == "USD");
        draft.Prices[0].UnitPrice = 140;
        await SaveAsync(draft);
        Assert.Equal([new("EUR", 140)], (await list.FindAsync(database.Workspace, id, default))!.Prices);
    }

    [Fact]
    public async Task Save_Prices_SaysWhatIsWrongAtItsRow_AndKeepsWhatWasStored()
    {
        var id = await SaveAsync(new() { Name = "A", Prices = { new() { Currency = "EUR", UnitPrice = 134 } } });
        var draft = ProductForm.From((await list.FindAsync(database.Workspace, id, default))!);
        draft.Prices.AddRange(
        [
            new() { Currency = "EUR", UnitPrice = 1 }, new() { Currency = "DKK", UnitPrice = 1 }, new() { Currency = "XYZ", UnitPrice = 1 },
            new() { Currency = "usd", UnitPrice = 1 }, new() { Currency = "SEK" }, new() { Currency = "NOK", UnitPrice = 1_000_000_000_000m }, new(),
        ]);

        var invalid = Assert.IsType<SaveResult.Invalid>(await editor.SaveAsync(database.Owner, draft, default));
        Assert.Equal(
            [
                ("Prices[1].Currency", ProductProblems.PriceTwice), ("Prices[2].Currency", ProductProblems.PriceTwice), ("Prices[3].Currency", ProductProblems.CurrencyUnknown),
                ("Prices[4].Currency", ProductProblems.CurrencyUnknown), ("Prices[5].UnitPrice", ProductProblems.PriceMissing), ("Prices[6].UnitPrice", ProductProblems.PriceTooLarge),
                ("Prices[7].Currency", ProductProblems.CurrencyUnknown), ("Prices[7].UnitPrice", ProductProblems.PriceMissing),
            ],
            invalid.Problems.Select(problem => (problem.Field, problem.Code)));

        var most = new ProductForm { Name = "B" };
        most.Prices.AddRange(Currencies.All.Where(currency => currency != "DKK").Take(ProductRules.MaxPrices).Select(currency => new ProductPriceForm { Currency = currency, UnitPrice = 1 }));
        await SaveAsync(most);
        most.Prices.Add(new() { Currency = "ZMW", UnitPrice = 1 });
        Assert.Equal(ProductProblems.TooManyPrices, Assert.Single(Assert.IsType<SaveResult.Invalid>(await editor.SaveAsync(database.Owner, most, default)).Problems).Code);
        Assert.Equal([new("EUR", 134)], (await list.FindAsync(database.Workspace, id, default))!.Prices);
    }

    [Fact]
    public async Task Save_WithATakenNumber_IsRefused_ButManyMayHaveNone()
    {
        await SaveAsync(new() { Name = "En", Number = "1" });
        await SaveAsync(new() { Name = "To" });
        await SaveAsync(new() { Name = "Tre", Number = " " });
        var invalid = Assert.IsType<SaveResult.Invalid>(await editor.SaveAsync(database.Owner, new() { Name = "Fire", Number = "1" }, default));
        Assert.Equal((nameof(Product.Number), ProductProblems.NumberTaken), (invalid.Problems[0].Field, invalid.Problems[0].Code));
    }

    [Fact]
    public async Task Save_StaleForm_IsChangedMeanwhile()
    {
        var draft = ProductForm.From((await list.FindAsync(database.Workspace, await SaveAsync(new() { Name = "A" }), default))!);
        await SaveAsync(draft);
        Assert.IsType<SaveResult.ChangedMeanwhile>(await editor.SaveAsync(database.Owner, draft, default));
    }

    [Fact]
    public async Task Save_OfAnotherWorkspacesProduct_IsNotFound()
    {
        var draft = ProductForm.From((await list.FindAsync(database.Workspace, await SaveAsync(new() { Name = "A" }), default))!);
        Assert.IsType<SaveResult.NotFound>(await editor.SaveAsync(TestActors.OwnerOf(WorkspaceId.New()), draft, default));
        Assert.False(await editor.DeleteAsync(TestActors.OwnerOf(WorkspaceId.New()), draft.Id!.Value, default));
    }

    [Fact]
    public async Task List_BySort_PutsWhatHasNoneLast()
    {
        await SaveAsync(new() { Name = "B", Number = "10", UnitPrice = 9 });
        await SaveAsync(new() { Name = "C", Number = "9", UnitPrice = 100 });
        await SaveAsync(new() { Name = "A" });

        Assert.Equal("ABC", await NamesAsync(new()));
        Assert.Equal("CBA", await NamesAsync(new(Descending: true)));
        Assert.Equal("CBA", await NamesAsync(new(Sort: ProductSort.Number)));
        Assert.Equal("BCA", await NamesAsync(new(Sort: ProductSort.Number, Descending: true)));
        Assert.Equal("BCA", await NamesAsync(new(Sort: ProductSort.UnitPrice)));
        Assert.Equal("CBA", await NamesAsync(new(Sort: ProductSort.UnitPrice, Descending: true)));
        Assert.Equal("B", await NamesAsync(new(Skip: 1, Take: 1)));
    }

    [Fact]
    public void FillFrom_TakesEverythingButQuantityAndDiscount()
    {
        var line = new InvoiceLineForm { Quantity = 3, DiscountPercent = 10, UnitPrice = 5, Unit = "stk." };
        line.FillFrom(new() { Name = "Workshop", Details = "To dage", Unit = "dage", UnitPrice = 1_150, Vat = VatTreatment.EuServices, AccountCode = "1150" }, "DKK");
        Assert.Equal(
            ("Workshop", "To dage", 3m, "dage", 1_150m, 10m, VatTreatment.EuServices, 0m, "1150"),
            (line.Description, line.Details, line.Quantity, line.Unit, line.UnitPrice, line.DiscountPercent, line.Vat, line.VatRate, line.AccountCode));

        line.FillFrom(new() { Name = "Foredrag", Vat = VatTreatment.Standard }, "DKK");
        Assert.Equal((1_150m, null, VatRates.DanishStandard), (line.UnitPrice, line.Unit, line.VatRate));
        line.FillFrom(new() { Name = "Foredrag", UnitPrice = 5_500 }, "EUR");
        Assert.Equal(1_150m, line.UnitPrice);
    }

    [Theory]
    [InlineData(VatTreatment.Standard, "74.9375")]
    [InlineData(VatTreatment.Exempt, "59.95")]
    public void FillFrom_WherePricesIncludeVat_AddsItToThePrice(VatTreatment vat, string price)
    {
        var line = new InvoiceLineForm();
        line.FillFrom(new() { Name = "Domæne", UnitPrice = 59.95m, Vat = vat }, "DKK", pricesIncludeVat: true);
        Assert.Equal(decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture), line.UnitPrice);
    }

    [Fact]
    public void FillFrom_OfAnInvoiceInAnotherCurrency_TakesThePriceInIt()
    {
        var product = new Product { Name = "Workshop", UnitPrice = 1_000, Prices = [new("EUR", 134), new("USD", 150)] };
        var line = new InvoiceLineForm { UnitPrice = 5 };
        line.FillFrom(product, "SEK");
        Assert.Equal(5, line.UnitPrice);
        line.FillFrom(product, "USD");
        Assert.Equal(150, line.UnitPrice);
        line.FillFrom(product, "EUR", pricesIncludeVat: true);
        Assert.Equal(167.5m, line.UnitPrice);
    }

    private async Task<string> NamesAsync(ProductQuery query) =>
        string.Concat((await list.PageAsync(database.Workspace, query, default)).Rows.Select(row => row.Name));

    private async Task<Guid> SaveAsync(ProductForm draft) =>
        Assert.IsType<SaveResult.Saved>(await editor.SaveAsync(database.Owner, draft, default)).Id;
}

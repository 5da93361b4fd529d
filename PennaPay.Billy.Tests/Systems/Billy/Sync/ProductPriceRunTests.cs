using System.Globalization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Runs;

namespace PennaPay.Billy.Tests.Systems.Billy.Sync;

/// <summary>Prices in several currencies, kept alike with a company of the sandbox by whole runs.</summary>
public sealed class ProductPriceRunTests : RunTests
{
    [Fact]
    public async Task Prices_GoBothWays_AndThoseInOtherCurrenciesStayToTheLetter()
    {
        var ours = await SaveAsync(null, form => (form.Name, form.Number, form.UnitPrice) = ("Timer", "T", 1_000));
        var theirs = Add("Timer", "T", ("DKK", 1_000m), ("JPY", 20_000.5m), ("SEK", 1_500m));
        await BeginAsync(SyncModule.Products);
        Assert.Equal("SEK 1500", await OursAsync(ours));
        var kept = Theirs(theirs);

        await SaveAsync(ours, form => form.Prices.Add(new() { Currency = "EUR", UnitPrice = 134.5m }));
        await RunAsync();
        Assert.Equal(kept, Theirs(theirs).Where(price => !price.Contains("EUR", StringComparison.Ordinal)));
        Assert.Equal("DKK 1000, EUR 134.5, JPY 20000.5, SEK 1500", Summary(theirs));

        Price(theirs, "EUR", 140);
        Price(theirs, "JPY", 21_000);
        await RunAsync();
        Assert.Equal("EUR 140, SEK 1500", await OursAsync(ours));
        Assert.Equal("DKK 1000, EUR 140, JPY 21000, SEK 1500", Summary(theirs));
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task CreatedRecords_HaveThePricesThatBothSidesKnow()
    {
        var ours = await SaveAsync(null, form =>
        {
            (form.Name, form.UnitPrice) = ("Kun her", 100);
            form.Prices.AddRange([new() { Currency = "EUR", UnitPrice = 13.4m }, new() { Currency = "JPY", UnitPrice = 2_000 }]);
        });
        Add("Kun der", "D", ("GBP", 12m), ("ISK", 2_000m));
        await BeginAsync(SyncModule.Products);

        var made = Host.Billy.Records(Host.Token, "products").Single(product => product.GetProperty("name").GetString() == "Kun her").GetProperty("id").GetString()!;
        Assert.Equal("DKK 100, EUR 13.4", Summary(made));
        Assert.Equal("EUR 13.4, JPY 2000", await OursAsync(ours));
        Assert.Equal("GBP 12", await OursAsync((await AllAsync<Product>()).Single(product => product.Name == "Kun der").Id));
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task PriceThatIsEmptied_IsAskedAbout_AndThenGoesOnBothSides()
    {
        var ours = await SaveAsync(null, form =>
        {
            (form.Name, form.Number) = ("Timer", "T");
            form.Prices.Add(new() { Currency = "EUR", UnitPrice = 134 });
        });
        var theirs = Add("Timer", "T", ("EUR", 134m), ("USD", 150m));
        await BeginAsync(SyncModule.Products);
        Host.Billy.DeleteRecord(Host.Token, "productPrices", IdOf(theirs, "EUR"));
        await RunAsync();
        Assert.Equal("EUR 134, USD 150", await OursAsync(ours));

        var asked = Assert.Single(await AllAsync<SyncQuestion>());
        Assert.Equal((SyncQuestionKind.Emptied, "price.EUR=price.EUR", "134", null), (asked.Kind, asked.Field, asked.Here, asked.There));
        Assert.IsType<AnswerResult.Stored>(await Host.Get<SyncAnswers>().AnswerAsync(Host.Owner, asked.Id, SyncAnswer.UseThere, null, default));
        await RunAsync();
        Assert.Equal(("USD 150", "USD 150"), (await OursAsync(ours), Summary(theirs)));
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task Undo_PutsEveryPriceBack_OnBothSides()
    {
        var ours = await SaveAsync(null, form => (form.Name, form.Number, form.UnitPrice) = ("Timer", "T", 1_000));
        var theirs = Add("Timer", "T", ("DKK", 1_000m), ("EUR", 134m), ("JPY", 20_000m));
        await BeginAsync(SyncModule.Products);
        await SaveAsync(ours, form => form.Prices.Add(new() { Currency = "USD", UnitPrice = 150 }));
        Price(theirs, "EUR", 140);
        var run = await RunAsync();
        Assert.Equal(("EUR 140, USD 150", "DKK 1000, EUR 140, JPY 20000, USD 150"), (await OursAsync(ours), Summary(theirs)));

        await DoAsync(await Host.Get<SyncRuns>().UndoAsync(Host.Owner, Host.Queue.Connection, run.Id, null, null, default));

        Assert.Equal(("EUR 134, USD 150", "DKK 1000, EUR 140, JPY 20000"), (await OursAsync(ours), Summary(theirs)));
        await NothingIsLeftAsync();
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public async Task RandomLives_EndAlike_AndTouchNoPriceInAnotherCurrency(int seed)
    {
        var random = new Random(seed);
        var ours = await SaveAsync(null, form => (form.Name, form.Number, form.UnitPrice) = ("Timer", "T", 1));
        var theirs = Add("Timer", "T", ("DKK", 1m), ("JPY", 1m));
        await BeginAsync(SyncModule.Products);
        for (var step = 0; step < 12; step++)
        {
            for (var i = random.Next(4); i >= 0; i--)
            {
                var (currency, price) = (Pick("EUR", "USD", "SEK"), random.Next(5) == 0 ? (decimal?)null : random.Next(1, 9_999) / 100m);
                if (random.Next(2) == 0)
                    Price(theirs, random.Next(4) == 0 ? "JPY" : currency, price ?? 1);
                else
                    await SaveAsync(ours, form =>
                    {
                        form.Prices.RemoveAll(known => known.Currency == currency);
                        if (price is not null)
                            form.Prices.Add(new() { Currency = currency, UnitPrice = price });
                    });
            }

            var before = Theirs(theirs).Where(line => line.Contains("JPY", StringComparison.Ordinal)).ToList();
            await RunAsync();
            Assert.Equal(before, Theirs(theirs).Where(line => line.Contains("JPY", StringComparison.Ordinal)));
            foreach (var open in (await AllAsync<SyncQuestion>()).Where(question => question is { ClosedAt: null, Answer: null }))
                await Host.Get<SyncAnswers>().AnswerAsync(Host.Owner, open.Id, random.Next(2) == 0 ? SyncAnswer.UseHere : SyncAnswer.UseThere, null, default);
        }

        await RunAsync();
        Assert.Equal(await OursAsync(ours), string.Join(", ", Summary(theirs).Split(", ").Where(price => price[..3] is not ("DKK" or "JPY"))));
        await NothingIsLeftAsync();

        string Pick(params string[] of) => of[random.Next(of.Length)];
    }

    private async Task<Guid> SaveAsync(Guid? id, Action<ProductForm> type)
    {
        var form = id is { } known ? ProductForm.From((await Host.Get<ProductList>().FindAsync(Host.Workspace, known, default))!) : new ProductForm();
        type(form);
        return Assert.IsType<SaveResult.Saved>(await Host.Get<ProductEditor>().SaveAsync(Host.Owner, form, default)).Id;
    }

    private async Task<string> OursAsync(Guid id) => string.Join(
        ", ", (await Host.Get<ProductList>().FindAsync(Host.Workspace, id, default))!.Prices.Select(price => string.Create(CultureInfo.InvariantCulture, $"{price.Currency} {price.UnitPrice:0.####}")));

    private string Add(string name, string number, params (string Currency, decimal Price)[] prices) => Host.Billy.AddRecord(
        Host.Token, "products", new { name, productNo = number, prices = prices.Select(price => new { currencyId = price.Currency, unitPrice = price.Price }).ToArray() });

    // A person changes a price there, or adds one.
    private void Price(string product, string currency, decimal price)
    {
        if (Theirs(product).Any(line => line.Contains(currency, StringComparison.Ordinal)))
            Host.Billy.EditRecord(Host.Token, "productPrices", IdOf(product, currency), new { unitPrice = price });
        else
            Host.Billy.AddRecord(Host.Token, "productPrices", new { productId = product, currencyId = currency, unitPrice = price });
    }

    private string IdOf(string product, string currency) =>
        Theirs(product).Single(line => line.Contains(currency, StringComparison.Ordinal)).Split(' ')[2];

    private string Summary(string product) => string.Join(", ", Theirs(product).Select(line => string.Join(' ', line.Split(' ')[..2])));

    private List<string> Theirs(string product) =>
    [
        .. Host.Billy.Records(Host.Token, "productPrices").Where(price => price.GetProperty("productId").GetString() == product)
            .Select(price => $"{price.GetProperty("currencyId").GetString()} {price.GetProperty("unitPrice").GetRawText()} {price.GetProperty("id").GetString()}")
            .Order(StringComparer.Ordinal),
    ];
}

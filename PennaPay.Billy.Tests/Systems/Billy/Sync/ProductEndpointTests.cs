using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Records;

namespace PennaPay.Billy.Tests.Systems.Billy.Sync;

public sealed class ProductEndpointTests
{
    private static readonly Dictionary<string, string?> Everything = new()
    {
        ["name"] = "Rådgivning",
        ["productNo"] = "V-100",
        ["description"] = "Pr. time\nmed kørsel",
        ["price"] = "1250.5",
        ["price.EUR"] = "168.25",
        ["price.PLN"] = "700",
        ["account"] = "1110",
    };

    [Theory]
    [InlineData("name", "Rådgivning")]
    [InlineData("productNo", "V-100")]
    [InlineData("suppliersProductNo", "L-7")]
    [InlineData("description", "Pr. time\nmed kørsel")]
    public async Task AField_IsReadAndWritten(string field, string value)
    {
        await using var host = await EndpointHost.StartAsync();
        var read = host.Billy.AddRecord(host.Token, "products", new Dictionary<string, object?> { ["name"] = "Timer", [field] = value });
        var written = Add(host);

        Assert.Equal(value, (await host.ProductAsync(read)).Of(field));

        var requests = await host.RequestsOfAsync(async () => Assert.Equal(value, (await host.ChangeProductAsync(written, field, value)).Of(field)));
        Assert.Equal(["GET", "PUT"], requests.Select(request => request.Split(' ')[0]));
        Assert.Equal(value, host.Stored("products", written).GetProperty(field).GetString());
    }

    [Theory]
    [InlineData("productNo", true)]
    [InlineData("suppliersProductNo", true)]
    [InlineData("description", false)]
    public async Task AField_IsEmptied_HoweverBillyWritesNothing(string field, bool asNull)
    {
        await using var host = await EndpointHost.StartAsync(new() { UnsetTextsAreNull = asNull });
        var id = host.Billy.AddRecord(host.Token, "products", new { name = "Timer", productNo = "V-1", suppliersProductNo = "L-7", description = "Lang" });

        Assert.Null((await host.ChangeProductAsync(id, field, null)).Of(field));
        Assert.Null((await host.ProductAsync(id)).Of(field));
    }

    [Fact]
    public async Task TheAccount_IsItsNumber()
    {
        await using var host = await EndpointHost.StartAsync();
        var id = Add(host);
        Assert.Equal("1110", (await host.ProductAsync(id)).Of("account"));

        Assert.Equal("1130", (await host.ChangeProductAsync(id, "account", " 1130")).Of("account"));

        Assert.Equal(AccountId(host, "1130"), host.Stored("products", id).GetProperty("accountId").GetString());
    }

    [Fact]
    public async Task AnAccountThatBillyDoesNotHave_IsRefused_ButOneThatWasAddedJustNowIsNot()
    {
        await using var host = await EndpointHost.StartAsync();
        var id = Add(host);
        await host.ProductAsync(id);

        var refused = await Assert.ThrowsAsync<RecordRefusedException>(() => host.ChangeProductAsync(id, "account", "1119"));
        Assert.Equal(new Failure(FailureCodes.AccountUnknown, "1119"), refused.Failure);

        var like = host.Stored("accounts", AccountId(host, "1110"));
        host.Billy.AddRecord(host.Token, "accounts", new { name = "Kurser", accountNo = 1119, groupId = like.GetProperty("groupId").GetString() });
        Assert.Equal("1119", (await host.ChangeProductAsync(id, "account", "1119")).Of("account"));
    }

    [Fact]
    public async Task AnAccountThatWasAddedJustNow_IsReadByItsNumber()
    {
        await using var host = await EndpointHost.StartAsync();
        var id = Add(host);
        await host.ProductAsync(id);
        var like = host.Stored("accounts", AccountId(host, "1110"));
        var account = host.Billy.AddRecord(host.Token, "accounts", new { name = "Kurser", accountNo = 1119, groupId = like.GetProperty("groupId").GetString() });
        host.Billy.EditRecord(host.Token, "products", id, new { accountId = account });

        Assert.Equal("1119", (await host.ProductAsync(id)).Of("account"));
    }

    [Theory]
    [InlineData("name", null)]
    [InlineData("account", null)]
    [InlineData("unit", "pieces")]
    [InlineData("price", "mange")]
    [InlineData("price.EUR", "mange")]
    [InlineData("price.JPY", "20000")]
    [InlineData("productNo", "PP-1110-F")]
    public async Task WhatAProductCannotBe_IsRefusedWithoutAWrite(string field, string? value)
    {
        await using var host = await EndpointHost.StartAsync();
        var id = Add(host);

        var requests = await host.RequestsOfAsync(async () =>
        {
            var refused = await Assert.ThrowsAsync<RecordRefusedException>(() => host.ChangeProductAsync(id, field, value));
            Assert.Equal((FailureCodes.RecordInvalid, field), (refused.Failure.Code, refused.Failure.Detail));
        });

        Assert.DoesNotContain(requests, request => !request.StartsWith("GET", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("price", "DKK", "1250.50", "1250.5")]
    [InlineData("price.EUR", "EUR", "0.333", "0.333")]
    public async Task APrice_IsTheOneInItsCurrency_WhateverTheBooksAreIn_AndTheOthersStay(string field, string currency, string price, string shown)
    {
        await using var host = await EndpointHost.StartAsync(new() { BaseCurrency = "EUR" });
        var id = Add(host, ("DKK", 100), ("EUR", 13), ("SEK", 150));
        var before = PricesOf(host, id);

        var requests = await host.RequestsOfAsync(async () => Assert.Equal(shown, (await host.ChangeProductAsync(id, field, price)).Of(field)));

        Assert.Single(requests, request => !request.StartsWith("GET", StringComparison.Ordinal));
        Assert.Equal(before.Where(line => !line.Contains(currency, StringComparison.Ordinal)), PricesOf(host, id).Where(line => !line.Contains(currency, StringComparison.Ordinal)));
        Assert.Equal(before.Select(line => line.Split(' ')[0]), PricesOf(host, id).Select(line => line.Split(' ')[0]));
        Assert.Equal(shown, (await host.ProductAsync(id)).Of(field));
    }

    [Theory]
    [InlineData("price")]
    [InlineData("price.USD")]
    public async Task APriceInANewCurrency_IsAdded_AndTakenAwayAgain(string field)
    {
        await using var host = await EndpointHost.StartAsync();
        var id = Add(host, ("EUR", 13), ("JPY", 2_000));
        var before = PricesOf(host, id);
        Assert.Null((await host.ProductAsync(id)).Of(field));

        Assert.Equal("100", (await host.ChangeProductAsync(id, field, "100.00")).Of(field));
        Assert.Equal("100", (await host.ProductAsync(id)).Of(field));

        Assert.Null((await host.ChangeProductAsync(id, field, null)).Of(field));
        Assert.Equal(before, PricesOf(host, id));
    }

    [Fact]
    public async Task SeveralPrices_AreWrittenOneByOne_AndOthersStayToTheLetter()
    {
        await using var host = await EndpointHost.StartAsync();
        var id = Add(host, ("DKK", 100), ("JPY", 2_000.5m), ("SEK", 150), ("EUR", 13));
        var before = PricesOf(host, id);

        var requests = await host.RequestsOfAsync(async () => await host.Products.ChangeAsync(
            host.Opened, await host.ProductAsync(id), new Dictionary<string, string?> { ["price.SEK"] = null, ["price.EUR"] = "14", ["price.CHF"] = "12.5", ["price"] = "100" }, default));

        Assert.Equal(["PUT", "DELETE", "POST"], requests.Where(request => !request.StartsWith("GET", StringComparison.Ordinal)).Select(request => request.Split(' ')[0]));
        Assert.Equal(before.Where(line => line.Contains("JPY", StringComparison.Ordinal) || line.Contains("DKK", StringComparison.Ordinal)), PricesOf(host, id).Where(line => line.Contains("JPY", StringComparison.Ordinal) || line.Contains("DKK", StringComparison.Ordinal)));
        var read = await host.ProductAsync(id);
        Assert.Equal(("100", "14", "12.5", null), (read.Of("price"), read.Of("price.EUR"), read.Of("price.CHF"), read.Of("price.SEK")));
    }

    [Fact]
    public async Task ThePriceThatItHas_IsNotWritten()
    {
        await using var host = await EndpointHost.StartAsync();
        var id = Add(host, ("DKK", 100));

        var requests = await host.RequestsOfAsync(() => host.ChangeProductAsync(id, "price", "100.00"));

        Assert.All(requests, request => Assert.StartsWith("GET", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Create_SendsEverythingAtOnce()
    {
        await using var host = await EndpointHost.StartAsync();
        TheirRecord? created = null;

        var requests = await host.RequestsOfAsync(async () => created = await host.Products.CreateAsync(host.Opened, SyncModule.Products, Everything, default));

        Assert.Equal(["GET /accounts", "POST /products"], requests.Select(request => string.Join(' ', request.Split(' ')[..2])));
        Assert.Equal(Everything, created!.Values.Where(pair => pair.Value is not null).ToDictionary());
        Assert.Equal(created.Values.ToDictionary(), (await host.ProductAsync(created.Id)).Values.ToDictionary());
        Assert.Equal(["1250.5 DKK", "168.25 EUR", "700 PLN"], PricesOf(host, created.Id).Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]));
    }

    [Fact]
    public async Task Create_OfTheLeast_IsPostedOnBillysOwnSalesAccount()
    {
        await using var host = await EndpointHost.StartAsync();

        var created = await host.Products.CreateAsync(host.Opened, SyncModule.Products, new Dictionary<string, string?> { ["name"] = "Timer" }, default);

        Assert.Equal(("1110", null, null), (created.Of("account"), created.Of("price"), created.Of("productNo")));
    }

    [Fact]
    public async Task Create_OnAnAccountThatBillyDoesNotHave_IsRefusedWithoutAWrite()
    {
        await using var host = await EndpointHost.StartAsync();
        var values = new Dictionary<string, string?>(Everything) { ["account"] = "9" };

        var requests = await host.RequestsOfAsync(async () => Assert.Equal(FailureCodes.AccountUnknown, (await Assert.ThrowsAsync<RecordRefusedException>(
            () => host.Products.CreateAsync(host.Opened, SyncModule.Products, values, default))).Failure.Code));

        Assert.DoesNotContain(requests, request => request.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatStandsForAnAccount_IsNotThere_AndNotTouched()
    {
        await using var host = await EndpointHost.StartAsync();
        await host.Host.PushAsync(await host.Host.AddInvoiceAsync());
        var ofOurs = Assert.Single(host.Billy.Records(host.Token, "products")).GetProperty("id").GetString()!;
        var ofAnother = host.Billy.AddRecord(host.Token, "products", new { name = "Salg", productNo = "PP-1130-F" });
        var product = Add(host);
        host.Billy.EditRecord(host.Token, "products", product, new { productNo = "PP-Kabel" });

        Assert.Equal([product], (await host.Products.ReadAllAsync(host.Opened, null, default)).Select(record => record.Id));
        Assert.Null(await host.Products.GetAsync(host.Opened, ofOurs, default));
        Assert.Null(await host.Products.GetAsync(host.Opened, ofAnother, default));

        // Somebody gave it another number: it is known by its id.
        host.Billy.EditRecord(host.Token, "products", ofOurs, new { productNo = "Salg" });
        Assert.Null(await host.Products.GetAsync(host.Opened, ofOurs, default));
        var stale = new TheirRecord { Id = ofOurs, Module = SyncModule.Products, Title = "Salg", Values = new Dictionary<string, string?>() };
        await Assert.ThrowsAsync<RecordRefusedException>(() => host.Products.ChangeAsync(host.Opened, stale, new Dictionary<string, string?> { ["name"] = "x" }, default));
    }

    [Fact]
    public async Task Withdraw_Deletes_OrArchivesWhatIsInUse()
    {
        await using var host = await EndpointHost.StartAsync();
        var (free, used) = (Add(host, ("DKK", 100)), Add(host));
        host.Billy.AddRecord(host.Token, "invoices", new { contactId = host.AddContact(), entryDate = "2026-11-20", lines = new[] { new { productId = used, unitPrice = 100 } } });

        Assert.Equal(WithdrawOutcome.Deleted, await host.Products.WithdrawAsync(host.Opened, free, default));
        Assert.Equal(WithdrawOutcome.Archived, await host.Products.WithdrawAsync(host.Opened, used, default));

        Assert.Null(await host.Products.GetAsync(host.Opened, free, default));
        Assert.True((await host.ProductAsync(used)).IsArchived);
        Assert.Equal(WithdrawOutcome.Deleted, await host.Products.WithdrawAsync(host.Opened, free, default));
    }

    [Fact]
    public async Task ReadingAll_IsTheAccountsAndAPageOfAThousand()
    {
        await using var host = await EndpointHost.StartAsync();
        for (var number = 1; number <= 1001; number++)
            host.Billy.AddRecord(host.Token, "products", new { name = $"Vare {number}" });
        List<int> told = [];

        var requests = await host.RequestsOfAsync(() => host.Products.ReadAllAsync(host.Opened, told.Add, default));

        Assert.Equal(["GET /accounts", "GET /products", "GET /products"], requests);
        Assert.Equal([1000, 1001], told);
    }

    [Fact]
    public async Task HostileTexts_AreReadAsTexts()
    {
        await using var host = await EndpointHost.StartAsync();
        var id = host.Billy.AddRecord(host.Token, "products", new { name = "<b>\u0000\u202E", description = new string('x', 20_000) + "\u001b", unit = "a\nb", productNo = "\t" });

        var read = await host.ProductAsync(id);

        Assert.Equal(("<b> ", 10_000, "a b", " "), (read.Of("name"), read.Of("description")!.Length, read.Of("unit"), read.Of("productNo")));
    }

    [Fact]
    public async Task MessySpellings_ComeBackTheSame()
    {
        await using var host = await EndpointHost.StartAsync();
        var id = Add(host);
        Dictionary<string, string?> messy = new()
        {
            ["name"] = " Ra\u030Adgivning \u0007 ", ["productNo"] = "\tV-100 ", ["description"] = "Pr. time  \r\nmed kørsel\r\n\r\n", ["price"] = " 01250.500 ", ["account"] = " 1130 ",
        };

        await host.Products.ChangeAsync(host.Opened, await host.ProductAsync(id), messy, default);

        var read = await host.ProductAsync(id);
        Assert.All(messy, pair => Assert.True(FieldValue.Same(host.Products.Fields.Single(field => field.Name == pair.Key).Type, pair.Value, read.Of(pair.Key)), $"{pair.Key}: {read.Of(pair.Key)}"));
    }

    [Fact]
    public async Task TheDefaultMap_NamesFieldsThatAreThere_OfOneType()
    {
        await using var host = await EndpointHost.StartAsync();
        var pair = host.Host.Get<RecordEndpoints>().Of("billy", SyncModule.Products);
        var rows = pair.Theirs.DefaultMap(SyncModule.Products).Rows;

        Assert.All(rows, row => Assert.Equal(pair.Ours.Fields.Single(field => field.Name == row.Here).Type, pair.Theirs.Fields.Single(field => field.Name == row.There).Type));
        // What is the supplier's has no field of ours that everybody has.
        Assert.Equal(pair.Theirs.Fields.Select(field => field.Name).Where(name => name != "suppliersProductNo").Order(), rows.Select(row => row.There).Order());
        Assert.Equal(["unit"], rows.Where(row => !row.IsOn).Select(row => row.There));
        Assert.Contains("/products/p1", pair.Theirs.PageOf(host.Opened.Connection, "p1"), StringComparison.Ordinal);
    }

    private static string Add(EndpointHost host, params (string Currency, decimal Price)[] prices) => host.Billy.AddRecord(
        host.Token, "products", new { name = "Timer", prices = prices.Select(price => new { currencyId = price.Currency, unitPrice = price.Price }).ToArray() });

    private static string AccountId(EndpointHost host, string number) => host.Billy.Records(host.Token, "accounts")
        .Single(account => account.GetProperty("accountNo").ToString() == number).GetProperty("id").GetString()!;

    private static List<string> PricesOf(EndpointHost host, string product) =>
    [
        .. host.Billy.Records(host.Token, "productPrices").Where(price => price.GetProperty("productId").GetString() == product)
            .Select(price => $"{price.GetProperty("id")} {price.GetProperty("unitPrice")} {price.GetProperty("currencyId")}"),
    ];
}

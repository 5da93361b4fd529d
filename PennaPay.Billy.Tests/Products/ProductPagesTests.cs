using Bunit;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Records.Samples;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Invoices;
using PennaPay.Billy.Web.Components.Products;
using PennaPay.Billy.Web.Components.Shared;

namespace PennaPay.Billy.Tests.Products;

public sealed class ProductPagesTests : IAsyncLifetime
{
    private PageHost host = null!;

    public ProductPagesTests() => PageHost.Speak("da-DK");

    public async Task InitializeAsync() => host = await PageHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Samples_BringProducts_AndTheLinesThatSellThem()
    {
        await host.Product.Get<SampleInvoices>().LoadAsync(host.Owner, default);
        await host.Product.Get<SampleInvoices>().LoadAsync(host.Owner, default);

        var page = host.Open<ProductsPage>("/products?sort=UnitPrice-");
        page.WaitForAssertion(() => Assert.Equal(6, Rows(page).Count), PageHost.Patience);
        Assert.Contains("5.500,00\u00A0kr.", Rows(page)[0].TextContent, StringComparison.Ordinal);
        var hours = (await host.Product.Get<ProductList>().PageAsync(host.Product.Workspace, new("rådgivning"), default)).Rows[0];
        Assert.Equal(3, await host.Product.Get<ProductList>().CountLinesAsync(host.Product.Workspace, hours.Id, default));
    }

    [Fact]
    public void NewProduct_WithAnUnreadablePrice_IsNotSaved()
    {
        var page = host.Open<ProductEditorPage>("/products/new");
        page.WaitForElement("[data-testid=product-editor]", PageHost.Patience);
        page.Find("[data-testid=name]").Change("Kajak");
        page.Find("[data-testid=unit-price]").Change("mange penge");
        page.Find("[data-testid=save]").Click();
        page.WaitForElement("[data-testid=form-notice]", PageHost.Patience);

        page.Find("[data-testid=unit-price]").Change("8.500,00");
        page.Find("[data-testid=save]").Click();
        page.WaitForAssertion(() => Assert.Contains(host.Toasts, toast => toast.Title == "Kajak er gemt"), PageHost.Patience);
        Assert.Contains("/products/", host.Navigation.Uri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("da-DK", "Skriv prisen, eller fjern rækken.", "134,50")]
    [InlineData("en-GB", "Write the price, or remove the row.", "134.50")]
    public async Task Prices_InOtherCurrencies_AreAdded_AndNothingIsLostOnBadInput(string language, string missing, string amount)
    {
        PageHost.Speak(language);
        var page = host.Open<ProductEditorPage>("/products/new");
        page.WaitForElement("[data-testid=no-prices]", PageHost.Patience);
        page.Find("[data-testid=name]").Change("Kajak");
        for (var i = 0; i < 3; i++)
            page.Find("[data-testid=add-price]").Click();
        Assert.Equal(["EUR", "SEK", "NOK"], page.FindAll("[data-testid=price-currency]").Select(currency => currency.Chosen()));
        page.FindAll("[data-testid=price-amount]")[0].Change(amount);
        page.FindAll("[data-testid=price-amount]")[1].Change("mange penge");
        page.Find("[data-testid=save]").Click();
        page.WaitForElement("[data-testid=form-notice]", PageHost.Patience);
        Assert.Equal([amount, "mange penge", ""], page.FindAll("[data-testid=price-amount]").Select(input => input.GetAttribute("value")));

        page.FindAll("[data-testid=remove-price]")[1].Click();
        page.Find("[data-testid=save]").Click();
        page.WaitForAssertion(() => Assert.Equal(missing, page.FindAll("[data-testid=price]")[1].QuerySelector("[data-testid=field-error]")?.TextContent), PageHost.Patience);
        Assert.Equal([amount, ""], page.FindAll("[data-testid=price-amount]").Select(input => input.GetAttribute("value")));

        page.FindAll("[data-testid=remove-price]")[1].Click();
        page.Find("[data-testid=save]").Click();
        page.WaitForAssertion(() => Assert.Contains("/products/", host.Navigation.Uri, StringComparison.Ordinal), PageHost.Patience);
        page.WaitForAssertion(() => Assert.NotEmpty(host.Toasts), PageHost.Patience);
        var row = Assert.Single((await host.Product.Get<ProductList>().PageAsync(host.Product.Workspace, new(), default)).Rows);
        Assert.Equal([new("EUR", 134.5m)], row.Prices);
    }

    [Fact]
    public async Task Line_OfAnInvoiceInAnotherCurrency_IsOfferedAndTakesThePriceInIt()
    {
        await AddAsync(new() { Name = "Workshop", UnitPrice = 1_150, Prices = { new() { Currency = "EUR", UnitPrice = 154 } } });
        await AddAsync(new() { Name = "Workstation", UnitPrice = 9_000 });
        var page = OpenInvoice();
        await page.InvokeAsync(() => page.FindComponent<CurrencySelect>().Instance.ValueChanged.InvokeAsync("EUR"));

        page.Find("[data-testid=description]").Input("work");
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=product-option]").Count), PageHost.Patience);
        Assert.Contains("154,00", page.FindAll("[data-testid=product-option]")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("9.000,00\u00A0kr.", page.FindAll("[data-testid=product-option]")[1].TextContent, StringComparison.Ordinal);
        page.FindAll("[data-testid=product-option]")[0].MouseDown();

        page.WaitForAssertion(() => Assert.Equal("154,00", page.Find("[data-testid=unit-price]").GetAttribute("value")), PageHost.Patience);
    }

    [Fact]
    public async Task Line_IsFilledFromAProductByKeyboard_AndCanBeChangedAfterwards()
    {
        var id = await AddAsync(new() { Name = "Workshop", Number = "W", UnitPrice = 1_150, Unit = "dage", Vat = VatTreatment.EuServices, AccountCode = "1150" });
        await AddAsync(new() { Name = "Workstation" });
        var page = OpenInvoice();

        page.Find("[data-testid=description]").Input("work");
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=product-option]").Count), PageHost.Patience);
        Assert.Equal("true", page.Find("[data-testid=description]").GetAttribute("aria-expanded"));
        page.Find("[data-testid=description]").KeyDown("ArrowDown");
        page.Find("[data-testid=description]").KeyDown("Enter");

        page.WaitForAssertion(() => Assert.Equal("1.150,00", page.Find("[data-testid=unit-price]").GetAttribute("value")), PageHost.Patience);
        Assert.Equal(("Workshop", "dage", "1150", "0"), (Value("description"), Value("unit"), Value("account-code"), Value("vat-rate")));
        Assert.Empty(page.FindAll("[data-testid=product-option]"));
        page.Find("[data-testid=description]").Change("Workshop i København");
        page.WaitForElement("[data-testid=from-product]", PageHost.Patience);

        page.Find("[data-testid=customer]").Input("Kunden");
        page.WaitForElement("[data-testid=new-customer]", PageHost.Patience).MouseDown();
        page.Find("[data-testid=create-customer]").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=quick-create]")), PageHost.Patience);
        page.Find("[data-testid=save]").Click();
        page.WaitForAssertion(() => Assert.Contains(host.Toasts, toast => toast.Title == "1001 er gemt"), PageHost.Patience);
        var row = Assert.Single((await host.Product.Get<InvoiceList>().PageAsync(host.Product.Workspace, new(), default)).Rows);
        var line = Assert.Single((await host.Product.InvoiceAsync(row.Id)).Lines);
        Assert.Equal((id, "Workshop i København"), (line.ProductId, line.Description));

        string? Value(string field) => page.Find($"[data-testid={field}]").GetAttribute("value");
    }

    [Fact]
    public async Task Line_ThatMatchesNoProduct_IsFreeText()
    {
        await AddAsync(new() { Name = "Workshop" });
        var page = OpenInvoice();
        page.Find("[data-testid=description]").Input("work");
        page.WaitForElement("[data-testid=product-option]", PageHost.Patience);

        page.Find("[data-testid=description]").Input("work in progress");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=product-option]")), PageHost.Patience);
        page.Find("[data-testid=description]").KeyDown("Enter");
        Assert.Equal("work in progress", page.Find("[data-testid=description]").GetAttribute("value"));
        Assert.Empty(page.FindAll("[data-testid=from-product]"));
    }

    [Fact]
    public void ProductOfNobody_IsMissing()
    {
        var page = host.Open<ProductEditorPage>("/products/x", parameters => parameters.Add(p => p.Id, Guid.CreateVersion7()));
        page.WaitForElement("[data-testid=product-missing]", PageHost.Patience);
    }

    [Fact]
    public void Address_OfTheWholeListSaysNothing()
    {
        Assert.Equal("/products", ProductListView.All.Href);
        Assert.Equal(ProductListView.All, ProductListView.From("", "77", 0));
        Assert.Equal("/products?sort=UnitPrice-", ProductListView.All.SortedBy(ProductSort.UnitPrice).Href);
    }

    private IRenderedComponent<InvoiceEditorPage> OpenInvoice()
    {
        var page = host.Open<InvoiceEditorPage>("/invoices/new");
        page.WaitForElement("[data-testid=invoice-editor]", PageHost.Patience);
        return page;
    }

    private async Task<Guid> AddAsync(ProductForm draft) =>
        Assert.IsType<SaveResult.Saved>(await host.Product.Get<ProductEditor>().SaveAsync(host.Owner, draft, default)).Id;

    private static IReadOnlyList<AngleSharp.Dom.IElement> Rows(IRenderedComponent<ProductsPage> page) => page.FindAll("[data-testid=product-row]");
}

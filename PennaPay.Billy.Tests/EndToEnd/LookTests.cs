using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PennaPay.Billy.Core.Customers;
using PennaPay.Billy.Core.Invoices;
using PennaPay.Billy.Core.Products;
using PennaPay.Billy.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>The pages of the shell in both themes and languages, wide and narrow: accessible, and never wider than the window.</summary>
public sealed class LookTests
{
    private static readonly (string Theme, string Language, int Width)[] Looks =
        [("light", "da", 1440), ("dark", "en", 1024), ("dark", "da", 390), ("light", "en", 390)];

    [BrowserFact]
    public async Task PagesBeforeSigningIn_AreAccessibleAndFit()
    {
        await using var app = TestApp.Start();
        await LookAsync(app, signIn: false, ("/first-run", "first-run"));
        await app.CreateOwnerAsync();
        await LookAsync(app, signIn: false, ("/sign-in", "sign-in"));
    }

    [BrowserFact]
    public async Task PagesWithoutData_AreAccessibleAndFit()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        await LookAsync(app, signIn: true, ("/", "overview-empty"), ("/help", "help"), ("/no-such-page", "not-found"));
    }

    [BrowserFact]
    public async Task Overview_WithInvoices_IsAccessibleAndFits()
    {
        await using var app = TestApp.Start();
        var owner = await app.CreateOwnerAsync();
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(owner.WorkspaceId, default);
        await LookAsync(app, signIn: true, ("/", "overview"));
    }

    [BrowserFact]
    public async Task InvoicesAndHistory_WithAndWithoutData_AreAccessibleAndFit()
    {
        await using var app = TestApp.Start();
        var owner = await app.CreateOwnerAsync();
        await LookAsync(app, signIn: true, ("/invoices", "invoices-empty"), ("/history", "history-empty"));
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(owner.WorkspaceId, default);
        var list = await app.Services.GetRequiredService<InvoiceList>().PageAsync(owner.WorkspaceId, new(), default);
        await LookAsync(app, signIn: true,
            ("/invoices", "invoices"), ("/invoices?q=zzz", "invoices-no-match"), ("/invoices/new", "invoice-new"),
            ($"/invoices/{list.Rows[0].Id}", "invoice"), ("/invoices/import", "import"));
    }

    [BrowserFact]
    public async Task Customers_WithAndWithoutData_AreAccessibleAndFit()
    {
        await using var app = TestApp.Start();
        var owner = await app.CreateOwnerAsync();
        await LookAsync(app, signIn: true, ("/customers", "customers-empty"));
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(owner.WorkspaceId, default);
        var customers = await app.Services.GetRequiredService<CustomerList>().PageAsync(owner.WorkspaceId, new("bageri"), default);
        await LookAsync(app, signIn: true,
            ("/customers", "customers"), ("/customers?q=zzz", "customers-no-match"), ("/customers/new", "customer-new"),
            ($"/customers/{customers.Rows[0].Id}", "customer"));
    }

    [BrowserFact]
    public async Task Products_WithAndWithoutData_AreAccessibleAndFit()
    {
        await using var app = TestApp.Start();
        var owner = await app.CreateOwnerAsync();
        await LookAsync(app, signIn: true, ("/products", "products-empty"));
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(owner.WorkspaceId, default);
        var products = await app.Services.GetRequiredService<ProductList>().PageAsync(owner.WorkspaceId, new("illustration"), default);
        await LookAsync(app, signIn: true,
            ("/products", "products"), ("/products?q=zzz", "products-no-match"), ("/products/new", "product-new"),
            ($"/products/{products.Rows[0].Id}", "product"));
    }

    private static async Task LookAsync(TestApp app, bool signIn, params (string Path, string Name)[] pages)
    {
        foreach (var (theme, language, width) in Looks)
        {
            await using var window = await Browser.OpenAsync(app, width, 900, theme == "dark" ? ColorScheme.Dark : ColorScheme.Light);
            if (language == "en")
                await window.Context.AddCookiesAsync([new() { Name = "pennapay.culture", Value = "c%3Den-GB%7Cuic%3Den-GB", Url = app.Url.ToString() }]);
            if (signIn)
                await window.SignInAsync();
            foreach (var (path, name) in pages)
            {
                await window.Page.GotoAsync(path);
                await Expect(window.Page.Locator("h1").First).ToBeVisibleAsync();
                await Expect(window.Test("loading")).ToHaveCountAsync(0);
                await Expect(window.Page.Locator("html")).ToHaveAttributeAsync("lang", language);

                await window.PictureAsync($"{name}-{width}-{theme}-{language}");
                Assert.Empty(await window.AccessibilityProblemsAsync());
                Assert.Equal(0, await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
            }
        }
    }
}

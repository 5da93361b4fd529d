using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Records.Samples;
using PennaPay.Billy.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>How customers, products and the preview of an invoice look: see <see cref="Look"/>.</summary>
public sealed class RecordLookTests
{
    [BrowserFact]
    public async Task Customers_WithAndWithoutData_AreAccessibleAndFit()
    {
        await using var app = TestApp.Start();
        var owner = await app.CreateOwnerAsync();
        await Look.AtAsync(app, signIn: true, ("/customers", "customers-empty"));
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(owner, default);
        var customers = await app.Services.GetRequiredService<CustomerList>().PageAsync(owner.Workspace, new("bageri"), default);
        await Look.AtAsync(app, signIn: true,
            ("/customers", "customers"), ("/customers?q=zzz", "customers-no-match"), ("/customers/new", "customer-new"),
            ($"/customers/{customers.Rows[0].Id}", "customer"));
    }

    [BrowserFact]
    public async Task Products_WithAndWithoutData_AreAccessibleAndFit()
    {
        await using var app = TestApp.Start();
        var owner = await app.CreateOwnerAsync();
        await Look.AtAsync(app, signIn: true, ("/products", "products-empty"));
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(owner, default);
        var products = await app.Services.GetRequiredService<ProductList>().PageAsync(owner.Workspace, new("illustration"), default);
        await Look.AtAsync(app, signIn: true,
            ("/products", "products"), ("/products?q=zzz", "products-no-match"), ("/products/new", "product-new"),
            ($"/products/{products.Rows[0].Id}", "product"));
    }

    [BrowserFact]
    public async Task Preview_BlockedAndChanged_IsAccessibleAndFits()
    {
        await using var app = TestApp.Start(new Dictionary<string, string?> { ["Billy:RequestsPerSecond"] = "1000" });
        var owner = await app.CreateOwnerAsync();
        var blocked = await MappingTests.PrepareAsync(app, owner.Workspace);
        var changed = await MappingTests.PushAndEditAsync(app, owner.Workspace, blocked);
        foreach (var (theme, language, width) in Look.All)
        {
            await using var window = await Look.OpenAsync(app, theme, language, width);
            await window.SignInAsync();
            foreach (var (invoice, name) in new[] { (blocked, "preview-blocked"), (changed, "preview-changed") })
            {
                await window.Page.GotoAsync($"/invoices/{invoice}");
                await window.Test("preview-toggle").ClickAsync();
                await Expect(window.Test("preview-totals")).ToBeVisibleAsync();
                await Look.JudgeAsync(window, $"{name}-{width}-{theme}-{language}");
            }
        }
    }
}

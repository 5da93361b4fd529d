using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Records.Samples;
using PennaPay.Billy.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>How customers, products and the preview of an invoice look: see <see cref="Look"/>.</summary>
public sealed class RecordLookTests
{
    [SlowBrowserFact]
    public async Task Customers_WithoutData_AreAccessibleAndFit()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        await Look.AtAsync(app, signIn: true, ("/customers", "customers-empty"));
    }

    [BrowserFact]
    public async Task Customers_WithData_AreAccessibleAndFit()
    {
        await using var app = TestApp.Start();
        await LoadSamplesAsync(app);
        await Look.AtAsync(app, signIn: true, ("/customers", "customers"), ("/customers?q=zzz", "customers-no-match"));
    }

    [SlowBrowserFact]
    public async Task Customer_NewAndStored_IsAccessibleAndFits()
    {
        await using var app = TestApp.Start();
        var workspace = await LoadSamplesAsync(app);
        var found = await app.Services.GetRequiredService<CustomerList>().PageAsync(workspace, new("bageri"), default);
        await Look.AtAsync(app, signIn: true, ("/customers/new", "customer-new"), ($"/customers/{found.Rows[0].Id}", "customer"));
    }

    [SlowBrowserFact]
    public async Task Products_WithoutData_AreAccessibleAndFit()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        await Look.AtAsync(app, signIn: true, ("/products", "products-empty"));
    }

    [BrowserFact]
    public async Task Products_WithData_AreAccessibleAndFit()
    {
        await using var app = TestApp.Start();
        await LoadSamplesAsync(app);
        await Look.AtAsync(app, signIn: true, ("/products", "products"), ("/products?q=zzz", "products-no-match"));
    }

    [SlowBrowserFact]
    public async Task Product_NewAndStored_IsAccessibleAndFits()
    {
        await using var app = TestApp.Start();
        var workspace = await LoadSamplesAsync(app);
        var found = await app.Services.GetRequiredService<ProductList>().PageAsync(workspace, new("illustration"), default);
        await Look.AtAsync(app, signIn: true, ("/products/new", "product-new"), ($"/products/{found.Rows[0].Id}", "product"));
    }

    [BrowserFact]
    public async Task Preview_BlockedAndChanged_IsAccessibleAndFits()
    {
        await using var app = TestApp.Start(new Dictionary<string, string?> { ["Billy:RequestsPerSecond"] = "1000" });
        var owner = await app.CreateOwnerAsync();
        var blocked = await MappingTests.PrepareAsync(app, owner.Workspace);
        var changed = await MappingTests.PushAndEditAsync(app, owner.Workspace, blocked);
        await using var signedIn = await Look.SignInAsync(app);
        foreach (var (theme, language, width) in Look.All)
        {
            await using var window = await Look.OpenAsync(app, theme, language, width, signedIn);
            foreach (var (invoice, name) in new[] { (blocked, "preview-blocked"), (changed, "preview-changed") })
            {
                await window.Page.GotoAsync($"/invoices/{invoice}");
                await window.Test("preview-toggle").ClickAsync();
                await Expect(window.Test("preview-totals")).ToBeVisibleAsync();
                await Look.JudgeAsync(window, $"{name}-{width}-{theme}-{language}");
            }
        }
    }

    private static async Task<WorkspaceId> LoadSamplesAsync(TestApp app)
    {
        var owner = await app.CreateOwnerAsync();
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(owner, default);
        return owner.Workspace;
    }
}

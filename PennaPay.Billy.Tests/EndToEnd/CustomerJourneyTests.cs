using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

public sealed class CustomerJourneyTests
{
    [BrowserFact]
    public async Task CustomerAndProduct_FromNothingToADraftInBilly()
    {
        await using var app = TestApp.Start();
        var owner = await app.CreateOwnerAsync();
        var billy = app.Services.GetRequiredService<BillySandbox>();
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();
        await app.Services.GetRequiredService<BillyConnector>().ConnectAsync(owner, billy.DefaultToken, sandbox: true, default);

        await CreateCustomerAsync(window);
        await BeginItsTwinAsync(window);
        await CreateProductAsync(window);
        await InvoiceAsync(window);
        await LookAtLinksAsync(window);

        var contact = Assert.Single(billy.Requests(), request => request.Method == "POST" && request.Path.EndsWith("/contacts", StringComparison.Ordinal));
        Assert.NotNull(contact);
        Assert.Empty(window.Faults);
    }

    private static async Task CreateCustomerAsync(BrowserWindow window)
    {
        await window.Test("nav-customers").ClickAsync();
        await Expect(window.Test("empty-state")).ToBeVisibleAsync();
        await window.Test("new-customer").ClickAsync();
        await window.Test("name").FillAsync("Havnens Kajakker ApS");
        await window.Test("registration-no").FillAsync("1015081");
        await Expect(window.Test("cvr-check")).ToHaveAttributeAsync("data-check", "NotEightDigits");
        await window.Test("registration-no").FillAsync("10150818");
        await Expect(window.Test("cvr-check")).ToContainTextAsync("Kontrolcifret passer ikke");
        await window.Test("add-person").ClickAsync();
        await window.Test("person-name").FillAsync("Åse Holm");
        await window.Test("person-email").FillAsync("aase@");
        await window.Test("add-person").ClickAsync();
        await window.Test("person-name").Nth(1).FillAsync("Bo Krogh");
        await window.Test("person-primary").Nth(1).CheckAsync();
        await window.Test("save").ClickAsync();
        await Expect(window.Test("form-notice")).ToBeVisibleAsync();
        await Expect(window.Test("field-error")).ToHaveCountAsync(2);
        Assert.Empty(await window.AccessibilityProblemsAsync());
        await window.PictureAsync("customer-problems");

        await window.Test("nav-products").ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Bliv her" }).ClickAsync();
        await window.Test("registration-no").FillAsync("DK 10 15 08 17");
        await Expect(window.Test("cvr-check")).ToHaveAttributeAsync("data-check", "Valid");
        await Expect(window.Test("cvr-register")).ToHaveAttributeAsync("href", "https://datacvr.virk.dk/enhed/virksomhed/10150817");
        await window.Test("person-email").First.FillAsync("aase@kajakker.example");
        await window.Test("save").ClickAsync();
        await Expect(window.Test("page-title")).ToHaveTextAsync("Havnens Kajakker ApS");
        await Expect(window.Test("person-name").First).ToHaveValueAsync("Bo Krogh");

        await window.Test("nav-customers").ClickAsync();
        await Expect(window.Test("customer-row")).ToContainTextAsync("10150817");
        await Expect(window.Test("contact-link")).ToContainTextAsync("Ikke i Billy endnu");
    }

    private static async Task BeginItsTwinAsync(BrowserWindow window)
    {
        await window.Test("new-customer").ClickAsync();
        await window.Test("registration-no").FillAsync("10150817");
        await Expect(window.Test("twin")).ToContainTextAsync("Havnens Kajakker ApS");
        Assert.Empty(await window.AccessibilityProblemsAsync());
        await window.PictureAsync("customer-twin");
        await window.Test("nav-products").ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Forlad uden at gemme" }).ClickAsync();
    }

    private static async Task CreateProductAsync(BrowserWindow window)
    {
        await Expect(window.Test("page-title")).ToHaveTextAsync("Varer");
        await window.Test("new-product").ClickAsync();
        await window.Test("save").ClickAsync();
        await Expect(window.Test("field-error")).ToHaveTextAsync("Skriv varens navn.");
        await window.Test("name").FillAsync("Kajak, tomands");
        await window.Test("number").FillAsync("K-2");
        await window.Test("unit").FillAsync("stk.");
        await window.Test("unit-price").FillAsync("8500");
        await window.Test("save").ClickAsync();
        await Expect(window.Test("page-title")).ToHaveTextAsync("Kajak, tomands");
        await Expect(window.Test("line-count")).ToContainTextAsync("Ingen fakturalinjer");
        await window.Test("nav-products").ClickAsync();
        await Expect(window.Test("product-row")).ToContainTextAsync("8.500,00\u00A0kr.");
    }

    private static async Task InvoiceAsync(BrowserWindow window)
    {
        await window.Page.GotoAsync("/invoices/new");
        await window.Test("customer").FillAsync("kajak");
        await window.Test("customer-option").ClickAsync();
        await window.Test("description").PressSequentiallyAsync("kaj");
        await Expect(window.Test("product-option")).ToHaveCountAsync(1);
        Assert.Empty(await window.AccessibilityProblemsAsync());
        await window.PictureAsync("line-products");
        await window.Test("description").FillAsync("kajak");
        await Expect(window.Test("product-option")).ToHaveCountAsync(1);
        await window.Test("description").PressAsync("ArrowDown");
        await Expect(window.Test("product-option")).ToHaveAttributeAsync("aria-selected", "true");
        await window.Test("description").PressAsync("Enter");
        await Expect(window.Test("description")).ToHaveValueAsync("Kajak, tomands");
        await Expect(window.Test("unit-price")).ToHaveValueAsync("8.500,00");
        await Expect(window.Test("unit")).ToHaveValueAsync("stk.");
        await Expect(window.Test("product-options")).ToBeHiddenAsync();
        await Expect(window.Test("from-product")).ToBeVisibleAsync();
        await Expect(window.Test("total-gross")).ToHaveTextAsync("10.625,00\u00A0kr.");
        await window.Test("description").PressAsync("End");
        await window.Test("description").PressSequentiallyAsync(", rød");
        await window.PictureAsync("line-from-product");
        await window.Page.SetViewportSizeAsync(390, 900);
        await window.PictureAsync("line-from-product-390");
        await window.Page.SetViewportSizeAsync(1440, 900);
        await window.Test("push").ClickAsync();
        await Expect(window.Test("push")).ToHaveAttributeAsync("data-state", "Present", new() { Timeout = 30_000 });
        await Expect(window.Test("description")).ToHaveValueAsync("Kajak, tomands, rød");
    }

    private static async Task LookAtLinksAsync(BrowserWindow window)
    {
        await window.Test("nav-products").ClickAsync();
        await window.Test("open-product").ClickAsync();
        await Expect(window.Test("line-count")).ToContainTextAsync("1 fakturalinje");
        await Expect(window.Test("product-link")).ToContainTextAsync("Virksomheder, Danmark");
        Assert.Empty(await window.AccessibilityProblemsAsync());
        await window.PictureAsync("product-linked");

        await window.Test("nav-customers").ClickAsync();
        await Expect(window.Test("contact-link")).ToContainTextAsync("I Billy");
        await window.PictureAsync("customers-linked");
        await window.Test("open-customer").ClickAsync();
        await Expect(window.Test("customer-invoice")).ToHaveCountAsync(1);
        Assert.Empty(await window.AccessibilityProblemsAsync());
        await window.PictureAsync("customer-linked");
        await window.Page.SetViewportSizeAsync(390, 900);
        await window.PictureAsync("customer-linked-390");
        await window.FitsAsync();
        await window.Page.SetViewportSizeAsync(1440, 900);
        await window.Test("forget-link").ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Ja, fjern den" }).ClickAsync();
        await Expect(window.Test("contact-link")).ToHaveAttributeAsync("data-linked", "false");
    }
}

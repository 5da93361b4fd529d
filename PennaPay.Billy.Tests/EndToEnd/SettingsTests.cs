using Microsoft.Playwright;
using PennaPay.Billy.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

public sealed class SettingsTests
{
    private static readonly string[] Pages = ["company", "connection", "numbering", "notifications", "preferences"];

    [BrowserFact]
    public async Task Owner_GoesThroughTheSettings_AndEachIsKept()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();

        await window.Test("nav-settings").ClickAsync();
        await Expect(window.Page).ToHaveURLAsync($"{app.Url}settings/company");
        foreach (var page in Pages)
        {
            await window.Test($"settings-{page}").ClickAsync();
            await Expect(window.Page).ToHaveURLAsync($"{app.Url}settings/{(page == "connection" ? "billy" : page)}");
            await Expect(window.Test($"settings-{page}")).ToHaveAttributeAsync("aria-current", "page");
            await Expect(window.Test("nav-settings")).ToHaveAttributeAsync("aria-current", "page");
        }

        await SaveCompanyAsync(window);
        await ConnectAsync(window);
        await ChooseNumberingAsync(window);
        await MuteAsync(window);

        await window.Page.GotoAsync("/invoices/new");
        await Expect(window.Test("currency")).ToHaveAttributeAsync("data-value", "EUR");
        Assert.Empty(window.Faults);
    }

    [SlowBrowserFact]
    public async Task Company_LeftWithUnsavedText_AsksFirst()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();
        await window.Page.GotoAsync("/settings/company");

        await window.Test("company-name").FillAsync("Nordlys Design ApS");
        await window.Test("settings-numbering").ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Bliv her" }).ClickAsync();

        await Expect(window.Page).ToHaveURLAsync($"{app.Url}settings/company");
        await Expect(window.Test("company-name")).ToHaveValueAsync("Nordlys Design ApS");
        await window.Test("save-company").ClickAsync();
        await Expect(window.Test("toast")).ToBeVisibleAsync();
        await window.Test("settings-numbering").ClickAsync();
        await Expect(window.Page).ToHaveURLAsync($"{app.Url}settings/numbering");
    }

    [BrowserFact]
    public async Task Theme_FollowsTheBrowser_FromTheFirstByteAndLive()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        await using var window = await Browser.OpenAsync(app, colors: ColorScheme.Dark);
        await window.SignInAsync();
        await ExpectBackgroundAsync(window, Dark);

        await window.Page.GotoAsync("/settings/preferences");
        await window.Test("preferences").GetByTestId("theme-light").ClickAsync();
        await Expect(window.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
        await ExpectBackgroundAsync(window, Light);

        await Expect(window.Test("page-title")).ToHaveTextAsync("Sprog og tema");
        await window.Test("preferences").GetByTestId("theme-auto").ClickAsync();
        await Expect(window.Test("preferences").GetByTestId("theme-auto")).ToHaveAttributeAsync("aria-pressed", "true");
        await ExpectBackgroundAsync(window, Dark);
        await window.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await ExpectBackgroundAsync(window, Light);

        // The page before any script: another browser of the same owner.
        await using var plain = await Browser.OpenAsync(app, colors: ColorScheme.Dark, sameUserAs: window.Context);
        await plain.Page.RouteAsync("**/*.js", route => route.AbortAsync());
        await plain.Page.GotoAsync("/settings/preferences");
        await ExpectBackgroundAsync(plain, Dark);
    }

    [BrowserFact]
    public async Task SigningOut_EndsTheOtherTabsToo()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();
        var other = await window.Context.NewPageAsync();
        await other.GotoAsync("/invoices/new");
        // Text that was not saved keeps nobody signed in.
        await other.GetByTestId("number").FillAsync("77");
        await other.GetByTestId("message").FillAsync("Tak for ordren");

        await window.Test("user-menu").ClickAsync();
        await window.Test("sign-out").ClickAsync();

        await Expect(window.Page).ToHaveURLAsync($"{app.Url}sign-in");
        await Expect(other).ToHaveURLAsync($"{app.Url}sign-in?returnUrl=%2Finvoices%2Fnew");
    }

    private const string Dark = "rgb(15, 17, 23)";
    private const string Light = "rgb(247, 248, 250)";

    private static Task ExpectBackgroundAsync(BrowserWindow window, string color) =>
        Expect(window.Page.Locator("body")).ToHaveCSSAsync("background-color", color);

    private static async Task SaveCompanyAsync(BrowserWindow window)
    {
        await window.Test("settings-company").ClickAsync();
        await window.Test("company-name").FillAsync("Nordlys Design ApS");
        await window.Test("company-cvr").FillAsync("12345678");
        await window.ChooseAsync(window.Test("company-currency"), "EUR");
        await window.Test("save-company").ClickAsync();
        await Expect(window.Test("field-error")).ToContainTextAsync("12345678");
        await window.PictureAsync("settings-company-error");

        await window.Test("company-cvr").FillAsync("12345674");
        await window.Test("save-company").ClickAsync();
        await Expect(window.Test("toast-title").Filter(new() { HasText = "Virksomheden er gemt" })).ToBeVisibleAsync();
        await Expect(window.Test("company")).ToHaveTextAsync("Nordlys Design ApS");
    }

    private static async Task ConnectAsync(BrowserWindow window)
    {
        await window.Test("settings-connection").ClickAsync();
        await window.Test("use-sandbox").ClickAsync();
        await Expect(window.Test("other-organization")).ToContainTextAsync("12345674");
        await window.PictureAsync("settings-connection-other");
        await window.Test("settings-company").ClickAsync();
        await Expect(window.Test("other-organization")).ToContainTextAsync("99001232");
        await window.PictureAsync("settings-company-other");
    }

    private static async Task ChooseNumberingAsync(BrowserWindow window)
    {
        await window.Test("settings-numbering").ClickAsync();
        await window.Test("use-InvoiceNumber").CheckAsync();
        await Expect(window.Test("example-invoice-no")).ToHaveTextAsync("1001");
        await window.PictureAsync("settings-numbering-own");
        await window.Test("save-numbering").ClickAsync();
        await Expect(window.Test("toast-title").Filter(new() { HasText = "Nummereringen er gemt" })).ToBeVisibleAsync();
        await window.Page.ReloadAsync();
        await Expect(window.Test("use-InvoiceNumber")).ToBeCheckedAsync();
    }

    private static async Task MuteAsync(BrowserWindow window)
    {
        await window.Test("settings-notifications").ClickAsync();
        await window.Test("message-ByHand").UncheckAsync();
        await window.Test("save-notifications").ClickAsync();
        await Expect(window.Test("toast-title").Filter(new() { HasText = "Dine notifikationer er gemt" })).ToBeVisibleAsync();
        await window.Page.ReloadAsync();
        await Expect(window.Test("message-ByHand")).Not.ToBeCheckedAsync();
        await Expect(window.Test("message-Batches")).ToBeCheckedAsync();
    }
}

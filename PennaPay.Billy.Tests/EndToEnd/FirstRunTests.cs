using Microsoft.Playwright;
using PennaPay.Billy.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

public sealed class FirstRunTests
{
    [BrowserFact]
    public async Task Newcomer_CreatesTheOwner_SignsOutAndInAgain()
    {
        await using var app = TestApp.Start();
        await using var window = await Browser.OpenAsync(app);
        var page = window.Page;

        await page.GotoAsync("/");
        await Expect(page).ToHaveURLAsync($"{app.Url}first-run");
        await page.Locator("#form-company").FillAsync("Æbler & Pærer ApS");
        await page.Locator("#form-email").FillAsync(TestApp.Email);
        await page.Locator("#form-password").FillAsync("kort");
        await Expect(page.Locator("#form-password")).ToHaveAttributeAsync("type", "password");
        await page.GetByRole(AriaRole.Button, new() { Name = "Vis adgangskoden" }).ClickAsync();
        await Expect(page.Locator("#form-password")).ToHaveAttributeAsync("type", "text");
        await window.PictureAsync("first-run-shown");
        await window.Test("first-run").ClickAsync();
        await Expect(page.Locator("#form-password-problem")).ToContainTextAsync("mindst 10 tegn");
        await Expect(page.Locator("#form-company")).ToHaveValueAsync("Æbler & Pærer ApS");
        await Expect(page.Locator("#form-password")).ToHaveAttributeAsync("type", "password");

        await page.Locator("#form-password").FillAsync(TestApp.Password);
        await window.Test("first-run").ClickAsync();
        await Expect(window.Test("page-title")).ToHaveTextAsync("Overblik");
        await Expect(window.Test("company")).ToHaveTextAsync("Æbler & Pærer ApS");

        await window.Test("user-menu").ClickAsync();
        await window.Test("sign-out").ClickAsync();
        await Expect(page).ToHaveURLAsync($"{app.Url}sign-in");

        await page.GotoAsync("/help");
        await Expect(page).ToHaveURLAsync($"{app.Url}sign-in?returnUrl=%2Fhelp");
        await page.Locator("#form-email").FillAsync(TestApp.Email);
        await page.Locator("#form-password").FillAsync("en helt anden sætning");
        await window.Test("sign-in").ClickAsync();
        await Expect(window.Test("form-problem")).ToContainTextAsync("passer ikke sammen");

        await page.Locator("#form-password").FillAsync(TestApp.Password);
        await window.Test("sign-in").ClickAsync();
        await Expect(page).ToHaveURLAsync($"{app.Url}help");
        await Expect(window.Test("page-title")).ToHaveTextAsync("Hjælp");
        Assert.Empty(window.Faults);
    }

    [BrowserFact]
    public async Task LanguageAndTheme_AreKeptWithTheOwner()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        await using (var window = await Browser.OpenAsync(app))
        {
            await window.SignInAsync();
            await window.Test("user-menu").ClickAsync();
            await window.Test("language-en").ClickAsync();
            await Expect(window.Test("page-title")).ToHaveTextAsync("Overview");
            await Expect(window.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
            await window.Test("user-menu").ClickAsync();
            await window.PictureAsync("user-menu");
            await window.Test("theme-dark").ClickAsync();
            await Expect(window.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
            await Expect(window.Test("page-title")).ToHaveTextAsync("Overview");
        }

        await using var elsewhere = await Browser.OpenAsync(app);
        await elsewhere.SignInAsync();
        await Expect(elsewhere.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await Expect(elsewhere.Test("page-title")).ToHaveTextAsync("Overview");
    }

    [SlowBrowserFact]
    public async Task UnknownAddress_SaysSoAndLeadsOn()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();

        var answer = await window.Page.GotoAsync("/no/such/page");

        Assert.Equal(404, answer!.Status);
        await Expect(window.Test("not-found")).ToBeVisibleAsync();
        await window.Test("not-found").GetByRole(AriaRole.Link).ClickAsync();
        await Expect(window.Test("page-title")).ToHaveTextAsync("Overblik");
    }

    [SlowBrowserFact]
    public async Task NarrowWindow_MenuOpensAndClosesAfterUse()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        await using var window = await Browser.OpenAsync(app, width: 390, height: 800);
        await window.SignInAsync();
        await Expect(window.Test("navigation")).ToBeHiddenAsync();

        await window.Test("menu").ClickAsync();
        await Expect(window.Test("navigation")).ToBeVisibleAsync();
        await window.PictureAsync("menu-390");
        await window.Test("nav-help").ClickAsync();

        await Expect(window.Test("page-title")).ToHaveTextAsync("Hjælp");
        await Expect(window.Test("navigation")).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task NarrowMenu_ClosesByEscapeAndByATapOutside_AndGivesTheFocusBack()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        await using var window = await Browser.OpenAsync(app, width: 390, height: 800);
        await window.SignInAsync();

        await window.Test("menu").ClickAsync();
        await window.Test("nav-help").FocusAsync();
        await window.Page.Keyboard.PressAsync("Escape");
        await Expect(window.Test("navigation")).ToBeHiddenAsync();
        await Expect(window.Test("menu")).ToBeFocusedAsync();

        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.Test("navigation")).ToBeVisibleAsync();
        Assert.Empty(await window.AccessibilityProblemsAsync());
        await window.Page.Mouse.ClickAsync(370, 400);
        await Expect(window.Test("navigation")).ToBeHiddenAsync();
        await Expect(window.Page).ToHaveURLAsync(app.Url.ToString());

        await window.Test("menu").ClickAsync();
        await Expect(window.Test("navigation")).ToBeVisibleAsync();
        await window.Test("menu").ClickAsync();
        await Expect(window.Test("navigation")).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task Keyboard_SkipsToTheContent()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();

        await window.Test("skip-link").FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");

        await Expect(window.Page.Locator("#main")).ToBeFocusedAsync();
        await Expect(window.Page).ToHaveURLAsync($"{app.Url}#main");
    }
}

using PennaPay.Billy.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>A person's account in a browser: the password, and every place where that person is signed in.</summary>
public sealed class AccountPageTests
{
    [BrowserFact]
    public async Task SignedOutEverywhere_OpenPagesLeaveAtOnce()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        await using var elsewhere = await Browser.OpenAsync(app);
        await elsewhere.SignInAsync();
        await elsewhere.Page.GotoAsync("/invoices");
        await Expect(elsewhere.Test("page-title")).ToBeVisibleAsync();
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();
        await window.Page.GotoAsync("/settings/account");
        await Expect(window.Test("session")).ToHaveCountAsync(2);
        await Expect(window.Test("this-session")).ToHaveCountAsync(1);
        Assert.Empty(await window.AccessibilityProblemsAsync());
        await window.PictureAsync("account");

        await window.Test("end-session").ClickAsync();
        await Expect(window.Test("session")).ToHaveCountAsync(1);
        await Expect(elsewhere.Test("sign-in")).ToBeVisibleAsync();

        await window.Test("end-all-sessions").ClickAsync();
        await Expect(window.Test("sign-in")).ToBeVisibleAsync();
        Assert.Empty(window.Faults);
        Assert.Empty(elsewhere.Faults);
    }

    [BrowserFact]
    public async Task Password_IsChanged_AfterTheRightOneIsGiven()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();
        await window.Page.GotoAsync("/settings/account");

        await window.Test("current-password").FillAsync("forkert adgangskode");
        await window.Test("new-password").FillAsync("1234567890");
        await window.Test("change-password").ClickAsync();
        await Expect(window.Test("field-error")).ToContainTextAsync("blandt de første");

        await window.Test("new-password").FillAsync("en helt anden sætning");
        await window.Test("change-password").ClickAsync();
        await Expect(window.Test("field-error")).ToContainTextAsync("Det er ikke din adgangskode");

        await window.Test("current-password").FillAsync(TestApp.Password);
        await window.Test("change-password").ClickAsync();
        await Expect(window.Page.GetByText("Adgangskoden er skiftet")).ToBeVisibleAsync();
        await Expect(window.Test("new-password")).ToHaveValueAsync("");
        Assert.Empty(window.Faults);
    }
}

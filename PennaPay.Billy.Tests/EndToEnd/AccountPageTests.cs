using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;
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

    [BrowserFact]
    public async Task PasswordOfLongAgo_IsAskedForAgain_BeforeTheTokenGoes()
    {
        await using var app = TestApp.Start();
        var owner = await app.CreateOwnerAsync();
        var billy = app.Services.GetRequiredService<BillyConnector>();
        await billy.ConnectAsync(owner, app.Services.GetRequiredService<BillySandbox>().DefaultToken, sandbox: true, default);
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();
        await app.Database.WriteAsync(
            owner.Workspace,
            (db, ct) => db.Set<Session>().ExecuteUpdateAsync(set => set.SetProperty(session => session.ConfirmedAt, DateTimeOffset.UtcNow.AddMinutes(-5)), ct),
            default);
        await window.Page.GotoAsync("/settings/billy");

        await DisconnectAsync();
        await Expect(window.Test("password-dialog")).ToBeVisibleAsync();
        Assert.Empty(await window.AccessibilityProblemsAsync());
        await window.PictureAsync("password-again");
        await window.Page.Keyboard.PressAsync("Escape");
        await Expect(window.Test("password-dialog")).ToHaveCountAsync(0);
        Assert.Equal(ConnectionStatus.Connected, (await billy.ViewAsync(owner.Workspace, default)).Status);

        await DisconnectAsync();
        await window.Test("confirm-password").FillAsync("forkert adgangskode");
        await window.Test("confirm").ClickAsync();
        await Expect(window.Test("field-error")).ToContainTextAsync("Det er ikke din adgangskode");
        await window.Test("confirm-password").FillAsync(TestApp.Password);
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.Test("connect")).ToBeVisibleAsync();

        // For the next five minutes it counts.
        await window.Test("use-sandbox").ClickAsync();
        await Expect(window.Test("disconnect")).ToBeVisibleAsync();
        Assert.Empty(window.Faults);

        async Task DisconnectAsync()
        {
            await window.Test("disconnect").ClickAsync();
            await window.Test("disconnect-confirm").ClickAsync();
        }
    }
}

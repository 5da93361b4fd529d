using static Microsoft.Playwright.Assertions;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>The real program as a process of its own, killed under an open page and started again.</summary>
public sealed class ReconnectTests
{
    [SlowBrowserFact]
    public async Task ServerIsKilledAndStartedAgain_PageSaysSoAndComesBackByItself_StillSignedIn()
    {
        using var data = new TemporaryFolder();
        await using var first = await RunningProgram.StartAsync(data.Path);
        await using var window = await Browser.OpenAsync(first.Url);
        await CreateOwnerAsync(window);
        await window.Test("nav-help").ClickAsync();
        await Expect(window.Test("page-title")).ToHaveTextAsync("Hjælp");

        await first.KillAsync();
        await Expect(window.Test("reconnect")).ToBeVisibleAsync(new() { Timeout = 2_000 });
        await window.PictureAsync("reconnect");

        await using var again = await RunningProgram.StartAsync(data.Path, first.Url.Port);
        await Expect(window.Test("reconnect")).ToBeHiddenAsync(new() { Timeout = 30_000 });
        await Expect(window.Test("page-title")).ToHaveTextAsync("Hjælp");
        await Expect(window.Test("reloaded")).ToBeVisibleAsync();
        await window.PictureAsync("reloaded");
        await window.Test("nav-invoices").ClickAsync();
        await Expect(window.Test("page-title")).ToHaveTextAsync("Fakturaer");
    }

    [BrowserFact]
    public async Task TextThatWasNotSaved_IsNotTakenAwayUnseen()
    {
        using var data = new TemporaryFolder();
        await using var first = await RunningProgram.StartAsync(data.Path);
        await using var window = await Browser.OpenAsync(first.Url);
        await CreateOwnerAsync(window);
        await window.Page.GotoAsync("/invoices/new");
        await window.Test("message").FillAsync("Tak for et godt samarbejde");

        await first.KillAsync();
        await Expect(window.Test("reconnect")).ToBeVisibleAsync();
        await using var again = await RunningProgram.StartAsync(data.Path, first.Url.Port);

        await Expect(window.Test("reconnect-unsaved")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(window.Test("message")).ToHaveValueAsync("Tak for et godt samarbejde");
        await window.PictureAsync("reconnect-unsaved");
        await window.Test("reconnect-reload").ClickAsync();
        await Expect(window.Test("reloaded")).ToBeVisibleAsync();
        await Expect(window.Test("message")).ToHaveValueAsync("");
    }

    [BrowserFact]
    public async Task NetworkGoes_IsToldAtOnce()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();

        await window.Context.SetOfflineAsync(true);
        await Expect(window.Test("reconnect")).ToContainTextAsync("Ingen netforbindelse", new() { UseInnerText = true, Timeout = 2_000 });
        await window.PictureAsync("offline");
        await window.Context.SetOfflineAsync(false);

        await Expect(window.Test("reconnect")).ToBeHiddenAsync(new() { Timeout = 30_000 });
        await window.Test("nav-help").ClickAsync();
        await Expect(window.Test("page-title")).ToHaveTextAsync("Hjælp");
    }

    private static async Task CreateOwnerAsync(BrowserWindow window)
    {
        await window.Page.GotoAsync("/");
        await window.Page.Locator("#form-company").FillAsync(TestApp.Company);
        await window.Page.Locator("#form-email").FillAsync(TestApp.Email);
        await window.Page.Locator("#form-password").FillAsync(TestApp.Password);
        await window.Test("first-run").ClickAsync();
        await Expect(window.Test("page-title")).ToHaveTextAsync("Overblik", new() { Timeout = 30_000 });
    }
}

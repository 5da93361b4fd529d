using PennaPay.Billy.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

public sealed class ReconnectTests
{
    [BrowserFact]
    public async Task ServerRestarts_PageSaysSoAndComesBackByItself()
    {
        using var data = new TemporaryFolder();
        var app = TestApp.Start(dataDirectory: data.Path);
        var port = app.Url.Port;
        await app.CreateOwnerAsync();
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();

        await app.DisposeAsync();
        await Expect(window.Test("reconnect")).ToBeVisibleAsync();
        await window.PictureAsync("reconnect");

        await using var again = TestApp.Start(dataDirectory: data.Path, port: port);
        await Expect(window.Test("reconnect")).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await Expect(window.Test("page-title")).ToHaveTextAsync("Overblik");
        await window.Test("nav-help").ClickAsync();
        await Expect(window.Test("page-title")).ToHaveTextAsync("Hjælp");
    }
}

using Microsoft.Playwright;
using PennaPay.Billy.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>Every page of the shell in both themes and languages, wide and narrow: accessible, and never wider than its window.</summary>
public sealed class LookTests
{
    [BrowserFact]
    public async Task PagesBeforeSigningIn_AreAccessibleAndFit()
    {
        await using var app = TestApp.Start();
        await CheckAsync(app, "/first-run", "first-run", signIn: false);
        await app.CreateOwnerAsync();
        await CheckAsync(app, "/sign-in", "sign-in", signIn: false);
    }

    [BrowserFact]
    public async Task PagesOfTheShell_AreAccessibleAndFit()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        await CheckAsync(app, "/", "overview", signIn: true);
        await CheckAsync(app, "/help", "help", signIn: true);
        await CheckAsync(app, "/no-such-page", "not-found", signIn: true);
    }

    private static async Task CheckAsync(TestApp app, string path, string name, bool signIn)
    {
        foreach (var (theme, language, width) in new[] { ("light", "da", 1440), ("dark", "en", 1440), ("dark", "da", 390), ("light", "en", 390) })
        {
            await using var window = await Browser.OpenAsync(app, width, 900, theme == "dark" ? ColorScheme.Dark : ColorScheme.Light);
            if (language == "en")
                await window.Context.AddCookiesAsync([new() { Name = "pennapay.culture", Value = "c%3Den-GB%7Cuic%3Den-GB", Url = app.Url.ToString() }]);
            if (signIn)
                await window.SignInAsync();
            await window.Page.GotoAsync(path);
            await Expect(window.Page.Locator("h1").First).ToBeVisibleAsync();
            await Expect(window.Page.Locator("html")).ToHaveAttributeAsync("lang", language);

            Assert.Empty(await window.AccessibilityProblemsAsync());
            Assert.Equal(0, await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
            await window.PictureAsync($"{name}-{width}-{theme}-{language}");
        }
    }
}

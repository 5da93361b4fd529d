using Microsoft.Playwright;
using PennaPay.Billy.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>
/// The pages in both themes and languages, wide and narrow: accessible, and never wider than the window. With SCREENSHOTS
/// set, each is kept as a picture.
/// </summary>
internal static class Look
{
    /// <summary>
    /// Four where everything is tried or pictures are wanted; else the one that most people see, since looking takes most of
    /// the time that the browser tests take.
    /// </summary>
    public static IReadOnlyList<(string Theme, string Language, int Width)> All { get; } = IsThorough
        ? [("light", "da", 1440), ("dark", "en", 1024), ("dark", "da", 390), ("light", "en", 390)]
        : [("light", "da", 1440)];

    private static bool IsThorough =>
        Slow.AreIncluded || Environment.GetEnvironmentVariable("SCREENSHOTS") is not null;

    /// <summary>Looks at pages, one after the other, in every look.</summary>
    public static async Task AtAsync(TestApp app, bool signIn, params (string Path, string Name)[] pages)
    {
        await using var signedIn = signIn ? await SignInAsync(app) : null;
        foreach (var (theme, language, width) in All)
        {
            await using var window = await OpenAsync(app, theme, language, width, signedIn);
            foreach (var (path, name) in pages)
            {
                await window.Page.GotoAsync(path);
                await Expect(window.Page.Locator("h1").First).ToBeVisibleAsync();
                await Expect(window.Test("loading")).ToHaveCountAsync(0);
                await Expect(window.Page.Locator("html")).ToHaveAttributeAsync("lang", language);

                await JudgeAsync(window, $"{name}-{width}-{theme}-{language}");
            }
        }
    }

    public static async Task<BrowserWindow> SignInAsync(TestApp app)
    {
        var window = await Browser.OpenAsync(app);
        await window.SignInAsync();
        return window;
    }

    public static async Task<BrowserWindow> OpenAsync(TestApp app, string theme, string language, int width, BrowserWindow? signedIn)
    {
        var colors = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light;
        var window = await Browser.OpenAsync(app, width, 900, colors, signedIn?.Context);
        if (language == "en")
            await window.Context.AddCookiesAsync([new() { Name = "pennapay.culture", Value = "c%3Den-GB%7Cuic%3Den-GB", Url = app.Url.ToString() }]);
        return window;
    }

    public static async Task JudgeAsync(BrowserWindow window, string name)
    {
        await window.PictureAsync(name);
        Assert.Empty(await window.AccessibilityProblemsAsync());
        await window.FitsAsync();
    }
}

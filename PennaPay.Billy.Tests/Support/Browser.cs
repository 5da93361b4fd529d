using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace PennaPay.Billy.Tests.Support;

/// <summary>One Chromium for the whole test run; each test opens windows of its own.</summary>
public static class Browser
{
    private static readonly Lazy<string?> Path = new(Find);
    private static readonly Lazy<Task<IBrowser>> Running = new(LaunchAsync);

    /// <summary>Where a Chromium is, or null.</summary>
    public static string? ExecutablePath => Path.Value;

    /// <summary>Opens a window without cookies that knows the program's address.</summary>
    public static Task<BrowserWindow> OpenAsync(
        TestApp app, int width = 1440, int height = 900, ColorScheme colors = ColorScheme.Light, IBrowserContext? sameUserAs = null) =>
        OpenAsync(app.Url, width, height, colors, sameUserAs);

    /// <inheritdoc cref="OpenAsync(TestApp, int, int, ColorScheme, IBrowserContext?)"/>
    public static async Task<BrowserWindow> OpenAsync(
        Uri address, int width = 1440, int height = 900, ColorScheme colors = ColorScheme.Light, IBrowserContext? sameUserAs = null)
    {
        var browser = await Running.Value;
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            // The certificate of a test is its own.
            IgnoreHTTPSErrors = address.Scheme == Uri.UriSchemeHttps,
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = colors,
            ReducedMotion = ReducedMotion.Reduce,
            StorageState = sameUserAs is null ? null : await sameUserAs.StorageStateAsync(),
        });
        context.SetDefaultTimeout(15_000);
        return new BrowserWindow(context, await context.NewPageAsync());
    }

    private static async Task<IBrowser> LaunchAsync()
    {
        if (ExecutablePath is null)
            throw new InvalidOperationException("REQUIRE_BROWSER=1, but there is no Chromium on the path and CHROMIUM_PATH names none.");
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = ExecutablePath,
            Args =
            [
                // Names of sites that tests are served under.
                "--host-resolver-rules=MAP *.example.dk 127.0.0.1", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } named)
            return named;
        string[] names = OperatingSystem.IsWindows() ? ["chrome.exe", "msedge.exe"] : ["chromium", "chromium-browser", "google-chrome"];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
            .SelectMany(folder => names.Select(name => System.IO.Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }
}

/// <summary>One window: a context of its own, its page, and what went wrong in it.</summary>
public sealed class BrowserWindow : IAsyncDisposable
{
    // The package's own way to run it opens and closes another page each time, to gather the answers of frames.
    private static readonly Lazy<string> Axe = new(new BundledAxeScriptProvider().GetScript);

    private const string FindProblems = """
        async () => {
            const result = await axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
            return result.violations
                .filter(v => v.impact === 'serious' || v.impact === 'critical')
                .flatMap(v => v.nodes.map(node => `${v.id}: ${node.html} ${node.any.map(check => check.message).join('; ')}`));
        }
        """;

    private readonly ConcurrentQueue<string> faults = new();

    internal BrowserWindow(IBrowserContext context, IPage page)
    {
        Context = context;
        Page = page;
        page.PageError += (_, fault) => faults.Enqueue(fault);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                faults.Enqueue(message.Text);
        };
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    /// <summary>Script errors and error lines of the browser's console, such as refusals by the content security policy.</summary>
    public IReadOnlyCollection<string> Faults => faults;

    public ILocator Test(string id) => Page.GetByTestId(id);

    /// <summary>Signs in as the test's owner, who exists.</summary>
    public async Task SignInAsync()
    {
        await Page.GotoAsync("/sign-in");
        await Page.Locator("#form-email").FillAsync(TestApp.Email);
        await Page.Locator("#form-password").FillAsync(TestApp.Password);
        await Test("sign-in").ClickAsync();
        await Assertions.Expect(Test("page-title")).ToBeVisibleAsync();
    }

    /// <summary>What axe finds serious or critical under WCAG 2.2 AA, one line each.</summary>
    public async Task<IReadOnlyList<string>> AccessibilityProblemsAsync()
    {
        // Until the icons' font is there, their names stand on the page as words.
        await Page.EvaluateAsync("document.fonts.ready.then(() => true)");
        if (!await Page.EvaluateAsync<bool>("'axe' in window"))
            await Page.EvaluateAsync(Axe.Value);
        return await Page.EvaluateAsync<string[]>(FindProblems);
    }

    /// <summary>Waits until nothing of the page stands out to the side; what slides in or out may for a moment.</summary>
    public Task FitsAsync() =>
        Page.WaitForFunctionAsync("document.documentElement.scrollWidth <= document.documentElement.clientWidth");

    /// <summary>Writes a picture of the page to the folder that SCREENSHOTS names; nothing without it.</summary>
    public async Task PictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new() { Path = System.IO.Path.Combine(folder, $"{name}.png"), FullPage = true });
    }

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();
}

using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>What a new user does on the first evening, in a real browser against the real program.</summary>
public sealed class JourneyTests
{
    /// <summary>Whether a message lies over what the page always has in the same place: its head, its menu, the bar of a form.</summary>
    private const string ToastsCoverButtons = """
        [...document.querySelectorAll('[data-testid=toast]')].some(toast => {
            const over = toast.getBoundingClientRect();
            return [...document.querySelectorAll('header button, header a, nav a, .pp-page-header a, .pp-page-header button, .pp-editor-bar button')].some(button => {
                const under = button.getBoundingClientRect();
                return under.width > 0 && under.left < over.right && over.left < under.right && under.top < over.bottom && over.top < under.bottom;
            });
        })
        """;

    // A token like any other, but one that is easily found wherever it should not be.
    private const string Canary = "ca7a47ca7a47ca7a47ca7a47ca7a47ca7a47ca7a";

    [BrowserFact]
    public async Task FirstEvening_FromFirstRunToDraftsInBilly()
    {
        await using var app = TestApp.Start();
        await using var window = await Browser.OpenAsync(app);
        var billy = app.Services.GetRequiredService<BillySandbox>();
        billy.CreateCompany(new SandboxCompanyOptions { Token = Canary });
        var seen = Watch(window.Page);

        await CreateOwnerAsync(window);
        await ConnectAsync(window);
        await ImportAsync(window);
        await using var second = await Browser.OpenAsync(app, sameUserAs: window.Context);
        await second.Page.GotoAsync("/invoices");
        await PushFromTheListAsync(window, second);
        await PushFromTheEditorAsync(window);
        await LookAtHistoryAsync(window);
        Assert.Equal(2, billy.Invoices(Canary).Count);
        Assert.All(billy.Invoices(Canary), invoice => Assert.Equal("draft", invoice.GetProperty("state").GetString()));
        await DisconnectAsync(window);

        Assert.Empty(window.Faults);
        AssertNowhere(app, seen);
    }

    private static async Task CreateOwnerAsync(BrowserWindow window)
    {
        await window.Page.GotoAsync("/");
        await window.Page.Locator("#form-company").FillAsync("Nordlys Design ApS");
        await window.Page.Locator("#form-email").FillAsync(TestApp.Email);
        await window.Page.Locator("#form-password").FillAsync(TestApp.Password);
        await window.Test("first-run").ClickAsync();
        await Expect(window.Test("page-title")).ToHaveTextAsync("Overblik");
        await window.PictureAsync("overview-new");
    }

    private static async Task ConnectAsync(BrowserWindow window)
    {
        await window.Test("nav-settings").ClickAsync();
        await window.Test("settings-connection").ClickAsync();
        await window.PictureAsync("settings-not-connected");
        await window.Test("token").FillAsync($"  {Canary} ");
        await window.Test("token-is-sandbox").ClickAsync();
        await window.Test("connect").ClickAsync();
        await Expect(window.Test("organization-name")).ToHaveTextAsync("PennaPay Prøvefirma ApS");
        await Expect(window.Test("connection-badge")).ToContainTextAsync("Forbundet");
        await window.PictureAsync("settings-connected");
    }

    private static async Task ImportAsync(BrowserWindow window)
    {
        await window.Page.GotoAsync("/invoices");
        await window.PictureAsync("invoices-empty");
        await window.Test("import").First.ClickAsync();
        await Expect(window.Test("files")).ToBeAttachedAsync();
        // The page is told of files once it stands, which is when its heading has the focus.
        await Expect(window.Page.Locator("h1").First).ToBeFocusedAsync();
        await window.Test("files").SetInputFilesAsync(UblFiles.All);
        await Expect(window.Test("planned-invoice")).ToHaveCountAsync(8);
        await window.PictureAsync("import-plan");
        await window.Test("run-import").ClickAsync();
        await Expect(window.Test("imported-invoice")).ToHaveCountAsync(8);
        await window.PictureAsync("import-done");
        await window.Test("to-invoices").ClickAsync();
        await Expect(window.Test("invoice-row")).ToHaveCountAsync(8);
    }

    private static async Task PushFromTheListAsync(BrowserWindow window, BrowserWindow second)
    {
        await Expect(Row(second)).ToBeVisibleAsync();
        await Row(window).GetByTestId("push").ClickAsync();
        await Expect(window.Test("toast-title").Filter(new() { HasText = "TH-2045" })).ToBeVisibleAsync();
        Assert.False(await window.Page.EvaluateAsync<bool>(ToastsCoverButtons));
        await Expect(Row(window).GetByTestId("copy-state")).ToContainTextAsync("Kladde i Billy");
        await Expect(Row(second).GetByTestId("copy-state")).ToContainTextAsync("Kladde i Billy");
        await window.PictureAsync("invoices");

        static ILocator Row(BrowserWindow window) => window.Test("invoice-row").Filter(new() { HasText = "TH-2045" });
    }

    private static async Task PushFromTheEditorAsync(BrowserWindow window)
    {
        await window.Test("invoice-row").Filter(new() { HasText = "17.000,00" }).GetByTestId("open-invoice").ClickAsync();
        await Expect(window.Test("total-gross")).ToContainTextAsync("17.000,00");
        await window.Test("push").ClickAsync();
        await Expect(window.Test("toast-title").Filter(new() { HasText = "TH-2041" })).ToBeVisibleAsync();
        Assert.False(await window.Page.EvaluateAsync<bool>(ToastsCoverButtons));
        await Expect(window.Test("history-row")).ToHaveCountAsync(1);
        await window.PictureAsync("editor");

        // Once more: nothing changed, so nothing is sent.
        await window.Test("push").ClickAsync();
        await Expect(window.Test("toast").Filter(new() { HasText = "allerede" })).ToBeVisibleAsync();
    }

    private static async Task LookAtHistoryAsync(BrowserWindow window)
    {
        await window.Test("nav-history").ClickAsync();
        await Expect(window.Test("history-row")).ToHaveCountAsync(2);
        await Expect(window.Test("history-row").First).ToContainTextAsync(TestApp.Email);
        await window.PictureAsync("history");
    }

    private static async Task DisconnectAsync(BrowserWindow window)
    {
        await window.Test("nav-settings").ClickAsync();
        await window.Test("settings-connection").ClickAsync();
        await window.Test("disconnect").ClickAsync();
        await Expect(window.Test("disconnect-dialog")).ToContainTextAsync("Billy");
        await window.Test("disconnect-confirm").ClickAsync();
        await Expect(window.Test("connect")).ToBeVisibleAsync();
    }

    /// <summary>Everything that the server sends to the page.</summary>
    private static ConcurrentQueue<string> Watch(IPage page)
    {
        var seen = new ConcurrentQueue<string>();
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) =>
            seen.Enqueue(frame.Text ?? Encoding.UTF8.GetString(frame.Binary ?? []));
        page.Response += async (_, response) =>
        {
            if (response.Request.ResourceType == "document" && response.Ok)
                seen.Enqueue(await response.TextAsync());
        };
        return seen;
    }

    /// <summary>Law 3: no log line, nothing that the browser got, no byte of the database or of any other file we keep.</summary>
    private static void AssertNowhere(TestApp app, ConcurrentQueue<string> seen)
    {
        Assert.NotEmpty(seen);
        Assert.DoesNotContain(seen, text => text.Contains(Canary, StringComparison.Ordinal));
        Assert.NotEmpty(app.Logs.Lines);
        Assert.NotEmpty(Directory.GetFiles(app.DataDirectory, "*.db"));
        TokenWatch.AssertNowhere([Canary], app.Logs.Lines, app.DataDirectory);
    }
}

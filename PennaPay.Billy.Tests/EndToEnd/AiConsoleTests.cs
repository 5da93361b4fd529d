using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Keys;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Keys;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>Access for AI in a browser: a key is tried from there, and tools are tried by their forms.</summary>
public sealed class AiConsoleTests
{
    [BrowserFact]
    public async Task Key_IsTried_ToolsAreTried_AndARecordIsOpened()
    {
        await using var app = TestApp.Start(new Dictionary<string, string?> { ["Billy:RequestsPerSecond"] = "0" });
        await ConnectAsync(app);
        await using var signedIn = await Look.SignInAsync(app);
        foreach (var (theme, language, width) in Look.All)
        {
            await using var window = await Look.OpenAsync(app, theme, language, width, signedIn);
            var look = $"{width}-{theme}-{language}";
            List<string> sent = [];
            window.Page.Request += (_, request) => sent.Add(request.Url);
            await window.Page.GotoAsync("/settings/ai");

            await TryKeyAsync(window, language, look, sent);
            await TryListAsync(window, language, look);
            await TryRecordAsync(window, look);
            await TryErrorAsync(window, language, look);
            // The browser's own line for each answer of 401.
            Assert.All(window.Faults, fault => Assert.Contains("401", fault, StringComparison.Ordinal));
        }
    }

    [SlowBrowserFact]
    public async Task Revoked_TheFocusIsOnTheHeading_AndCancelledOnTheButton()
    {
        await using var app = TestApp.Start();
        var (owner, connection) = await ConnectAsync(app);
        foreach (var name in new[] { "Claude", "Cursor" })
            await MakeKeyAsync(app, owner, connection, name);
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();
        await window.Page.GotoAsync("/settings/ai");

        await window.Test("revoke-key").First.ClickAsync();
        await AnswerAsync(window, "Fortryd");
        await Expect(window.Test("revoke-key").First).ToBeFocusedAsync();
        await window.Test("revoke-key").First.ClickAsync();
        await AnswerAsync(window, "Tilbagekald");

        await Expect(window.Test("revoke-key")).ToHaveCountAsync(1);
        await Expect(window.Page.Locator("#ai-keys")).ToBeFocusedAsync();
        Assert.Empty(window.Faults);
    }

    [SlowBrowserFact]
    public async Task HelpOfATrouble_IsAtItsCode()
    {
        await using var app = TestApp.Start();
        await ConnectAsync(app);
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();
        await window.Page.GotoAsync("/settings/ai");

        await window.Page.Locator($"a[href='/help#{FailureCodes.KeyTooManyCalls}']").ClickAsync();

        await Expect(window.Page.Locator($"#{FailureCodes.KeyTooManyCalls}")).ToBeInViewportAsync();
        await Expect(window.Test("help-ai")).ToHaveCountAsync(3);
        Assert.Empty(window.Faults);
    }

    [BrowserFact]
    public async Task RecordThatIsOnlyInBilly_HasAPageThatSaysSo()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        await Look.AtAsync(app, signIn: true, ("/open/billy/bills/abc", "only-in-billy"), ("/help#ai-what", "help-ai"));
    }

    private static async Task TryKeyAsync(BrowserWindow window, string language, string look, List<string> sent)
    {
        await window.Test("check").ClickAsync();
        await Expect(window.Test("check-outcome")).ToContainTextAsync(language == "da" ? "Indsæt en nøgle først." : "Paste a key first.");
        var wrong = ApiKeySecret.Create().Reveal();
        sent.Clear();
        await window.Test("check-key").FillAsync(wrong);
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.Test("check-outcome")).ToContainTextAsync("401 · key_unknown");
        await Expect(window.Test("check-outcome").Locator("a")).ToHaveAttributeAsync("href", "/help#key_unknown");
        Assert.Equal([new Uri(new Uri(window.Page.Url), "/mcp/billy").ToString()], sent);
        Assert.Equal("[0,0]", await window.Page.EvaluateAsync<string>("JSON.stringify([localStorage.length, sessionStorage.length])"));
        await JudgeAsync(window, $"ai-check-401-{look}");

        await window.Test("check-key").FillAsync("");
        await window.Test("new-key").ClickAsync();
        await window.Test("new-key-name").FillAsync($"Assistent {look}");
        await window.Test("new-key-create").ClickAsync();
        await Expect(window.Test("made-secret")).ToBeVisibleAsync();
        await window.Test("check").ClickAsync();
        await Expect(window.Test("check-outcome")).ToContainTextAsync(language == "da" ? "Virker · 15 værktøjer · " : "Works · 15 tools · ");
        // It lies over what is looked at below.
        await window.Test("toast-close").First.ClickAsync();
        await Expect(window.Test("toast-close")).ToHaveCountAsync(0);
        await JudgeAsync(window, $"ai-check-{look}");
        await window.Test("made-close").ClickAsync();
    }

    private static async Task TryListAsync(BrowserWindow window, string language, string look)
    {
        await window.Test("console-tool").SelectOptionAsync("list-invoices-tool");
        await window.Test("console-is_paid").SelectOptionAsync("true");
        await window.Test("console-max_entry_date").FillAsync("31.12.2030");
        await window.Test("console-try").ClickAsync();
        await Expect(window.Test("console-count")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(language == "da" ? @"^\d+ af \d+, \d+ tilbage$" : @"^\d+ of \d+, \d+ left$"));
        var first = await window.Test("console-rows").Locator("tbody tr").First.InnerTextAsync();
        await JudgeAsync(window, $"ai-list-{look}");
        await window.Test("console-next").ClickAsync();
        await Expect(window.Test("console-rows").Locator("tbody tr").First).Not.ToHaveTextAsync(first);
        await window.Test("console-raw-toggle").ClickAsync();
        await Expect(window.Test("console-text")).ToContainTextAsync("invoices of ");
        await Expect(window.Test("console-json")).ToContainTextAsync("\"columns\":");
        await JudgeAsync(window, $"ai-list-next-{look}");
        await window.Test("console-raw-toggle").ClickAsync();
    }

    private static async Task TryRecordAsync(BrowserWindow window, string look)
    {
        var id = await window.Test("console-rows").Locator("tbody a").First.InnerTextAsync();
        await window.Test("console-tool").SelectOptionAsync("get-invoice-tool");
        await window.Test("console-invoice_id").FillAsync(id);
        await window.Test("console-include-lines").CheckAsync();
        await window.Page.Locator("#console-invoice_id").PressAsync("Enter");
        await Expect(window.Test("console-record")).ToContainTextAsync(id);
        await Expect(window.Test("console-lines")).ToBeVisibleAsync();
        await JudgeAsync(window, $"ai-record-{look}");
        var opened = await window.Context.RunAndWaitForPageAsync(() => window.Test("console-open").ClickAsync());
        await opened.WaitForURLAsync(url => url.Contains($"/invoices/{id}", StringComparison.Ordinal));
        await opened.CloseAsync();
    }

    private static async Task TryErrorAsync(BrowserWindow window, string language, string look)
    {
        await window.Test("console-invoice_id").FillAsync("../x");
        await window.Test("console-try").ClickAsync();
        await Expect(window.Test("field-error")).ToContainTextAsync(language == "da" ? "Skriv et id fra Billy" : "Enter an id from Billy");
        await JudgeAsync(window, $"ai-error-{look}");
        await window.Test("console-invoice_id").FillAsync("findes-ikke");
        await window.Test("console-try").ClickAsync();
        await Expect(window.Page.Locator("[data-code=record_not_found]")).ToBeVisibleAsync();
        await Expect(window.Test("console-invoice_id")).ToHaveValueAsync("findes-ikke");
    }

    private static async Task JudgeAsync(BrowserWindow window, string name)
    {
        // What lies half under the bar above the page counts as too small to be hit.
        await window.Page.EvaluateAsync("scrollTo(0, 0)");
        await Look.JudgeAsync(window, name);
    }

    private static Task AnswerAsync(BrowserWindow window, string button) =>
        window.Page.Locator(".rz-dialog").GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private static async Task<(Actor Owner, Guid Connection)> ConnectAsync(TestApp app)
    {
        var owner = await app.CreateOwnerAsync();
        var token = app.Services.GetRequiredService<BillySandbox>().CreateCompany(new() { YearOfBooks = true });
        Assert.IsType<ConnectResult.Connected>(await app.Services.GetRequiredService<BillyConnector>().ConnectAsync(owner, token, sandbox: true, default));
        return (owner, (await app.Services.GetRequiredService<ConnectionStore>().CurrentAsync(owner.Workspace, BillyConnector.SystemId, default))!.Id);
    }

    private static Task<ApiKeyResult> MakeKeyAsync(TestApp app, Actor owner, Guid connection, string name) =>
        app.Services.GetRequiredService<ApiKeys>().CreateAsync(owner, name, ApiKeyScopes.BillyRead, connection, null, default);
}

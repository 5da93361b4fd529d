using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Companies;
using PennaPay.Billy.Core.Connection;
using PennaPay.Billy.Core.Invoices;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Workspaces;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>The pages of the shell in both themes and languages, wide and narrow: accessible, and never wider than the window.</summary>
public sealed class LookTests
{
    private static readonly (string Theme, string Language, int Width)[] Looks =
        [("light", "da", 1440), ("dark", "en", 1024), ("dark", "da", 390), ("light", "en", 390)];

    [BrowserFact]
    public async Task PagesBeforeSigningIn_AreAccessibleAndFit()
    {
        await using var app = TestApp.Start();
        await LookAsync(app, signIn: false, ("/first-run", "first-run"));
        await app.CreateOwnerAsync();
        await LookAsync(app, signIn: false, ("/sign-in", "sign-in"));
    }

    [BrowserFact]
    public async Task PagesWithoutData_AreAccessibleAndFit()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        await LookAsync(app, signIn: true, ("/", "overview-empty"), ("/help", "help"), ("/no-such-page", "not-found"));
    }

    [BrowserFact]
    public async Task Overview_WithInvoices_IsAccessibleAndFits()
    {
        await using var app = TestApp.Start();
        var owner = await app.CreateOwnerAsync();
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(owner.WorkspaceId, default);
        await LookAsync(app, signIn: true, ("/", "overview"));
    }

    [BrowserFact]
    public async Task Overview_WhenConnected_IsAccessibleAndFits()
    {
        await using var app = TestApp.Start();
        await ConnectAsync(app);
        await LookAsync(app, signIn: true, ("/", "overview-connected"));
    }

    [BrowserFact]
    public async Task OverviewAndHistory_AfterPushes_AreAccessibleAndFit()
    {
        await using var app = TestApp.Start();
        await AddPastPushesAsync(app, await ConnectAsync(app));
        await LookAsync(app, signIn: true, ("/", "overview-pushes"), ("/history", "history"));
    }

    [BrowserFact]
    public async Task Overview_SaysItsNumbers_AndTestsTheConnection()
    {
        await using var app = TestApp.Start();
        await AddPastPushesAsync(app, await ConnectAsync(app));
        await using var window = await Browser.OpenAsync(app, 390, 844);
        await window.SignInAsync();
        await window.Test("chart-numbers").ClickAsync();
        await Expect(window.Test("chart-row").First).ToBeVisibleAsync();
        await window.PictureAsync("overview-numbers-390");
        Assert.Empty(await window.AccessibilityProblemsAsync());
        await window.Test("test-connection").ClickAsync();
        await Expect(window.Test("toast-title")).ToHaveTextAsync("Forbindelsen virker");
        Assert.Empty(window.Faults);
    }

    [BrowserFact]
    public async Task InvoicesAndHistory_WithAndWithoutData_AreAccessibleAndFit()
    {
        await using var app = TestApp.Start();
        var owner = await app.CreateOwnerAsync();
        await LookAsync(app, signIn: true, ("/invoices", "invoices-empty"), ("/history", "history-empty"));
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(owner.WorkspaceId, default);
        var list = await app.Services.GetRequiredService<InvoiceList>().PageAsync(owner.WorkspaceId, new(), default);
        await LookAsync(app, signIn: true,
            ("/invoices", "invoices"), ("/invoices?q=zzz", "invoices-no-match"), ("/invoices/new", "invoice-new"),
            ($"/invoices/{list.Rows[0].Id}", "invoice"), ("/invoices/import", "import"));
    }

    private static async Task<WorkspaceId> ConnectAsync(TestApp app)
    {
        var workspace = (await app.CreateOwnerAsync()).WorkspaceId;
        var token = app.Services.GetRequiredService<SandboxControl>().DefaultToken;
        await app.Services.GetRequiredService<Connector>().ConnectAsync(workspace, token, sandbox: true, default);
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(workspace, default);
        return workspace;
    }

    private static Task AddPastPushesAsync(TestApp app, WorkspaceId workspace) => app.Database.WriteAsync(workspace, (db, _) =>
    {
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < 180; i++)
        {
            var hasFailed = i % 11 == 0;
            db.Add(new PushHistoryEntry
            {
                PushId = Guid.CreateVersion7(), InvoiceId = Guid.CreateVersion7(), InvoiceNumber = $"{1000 + i}", StartedBy = TestApp.Email,
                State = hasFailed ? PushState.Rejected : PushState.Succeeded, IsOutcome = true, Attempt = 1, DurationMs = 300 + i,
                FailureCode = hasFailed ? FailureCodes.InvoiceInvalid : null, BillyInvoiceId = hasFailed ? null : $"draft{i}",
                At = now.AddDays(-(i * i / 7 % 29)).AddMinutes(-i),
            });
        }
        return Task.CompletedTask;
    }, default);

    [BrowserFact]
    public async Task SettingsWithoutAConnection_AreAccessibleAndFit()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        await LookAsync(app, signIn: true, ("/settings/billy", "settings-billy-empty"), ("/settings/numbering", "settings-numbering-empty"));
    }

    [BrowserFact]
    public async Task Settings_AreAccessibleAndFit()
    {
        await using var app = TestApp.Start();
        var owner = await app.CreateOwnerAsync();
        await app.Services.GetRequiredService<CompanyEditor>().SaveAsync(
            owner.WorkspaceId, new() { Name = "Nordlys Design ApS", RegistrationNo = "12345674", City = "Aarhus C" }, default);
        await app.Services.GetRequiredService<Connector>().ConnectAsync(
            owner.WorkspaceId, app.Services.GetRequiredService<SandboxControl>().DefaultToken, sandbox: true, default);
        await LookAsync(app, signIn: true,
            ("/settings/company", "settings-company"), ("/settings/billy", "settings-billy"), ("/settings/numbering", "settings-numbering"),
            ("/settings/notifications", "settings-notifications"), ("/settings/preferences", "settings-preferences"));
    }

    [BrowserFact]
    public async Task Mapping_WithoutAConnection_IsAccessibleAndFits()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        await LookAsync(app, signIn: true, ("/settings/mapping", "mapping-not-connected"));
    }

    [BrowserFact]
    public async Task Mapping_OfWhatIsUsedAndBlocked_IsAccessibleAndFits()
    {
        await using var app = TestApp.Start(new Dictionary<string, string?> { ["Billy:RequestsPerSecond"] = "1000" });
        var owner = await app.CreateOwnerAsync();
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(owner.WorkspaceId, default);
        await MappingTests.PrepareAsync(app, owner.WorkspaceId);
        await LookAsync(app, signIn: true, ("/settings/mapping", "mapping"));
    }

    [BrowserFact]
    public async Task Preview_BlockedAndChanged_IsAccessibleAndFits()
    {
        await using var app = TestApp.Start(new Dictionary<string, string?> { ["Billy:RequestsPerSecond"] = "1000" });
        var owner = await app.CreateOwnerAsync();
        var blocked = await MappingTests.PrepareAsync(app, owner.WorkspaceId);
        var changed = await MappingTests.PushAndEditAsync(app, owner.WorkspaceId, blocked);
        foreach (var (theme, language, width) in Looks)
        {
            await using var window = await OpenAsync(app, theme, language, width);
            await window.SignInAsync();
            foreach (var (invoice, name) in new[] { (blocked, "preview-blocked"), (changed, "preview-changed") })
            {
                await window.Page.GotoAsync($"/invoices/{invoice}");
                await window.Test("preview-toggle").ClickAsync();
                await Expect(window.Test("preview-totals")).ToBeVisibleAsync();
                await JudgeAsync(window, $"{name}-{width}-{theme}-{language}");
            }
        }
    }

    private static async Task<BrowserWindow> OpenAsync(TestApp app, string theme, string language, int width)
    {
        var window = await Browser.OpenAsync(app, width, 900, theme == "dark" ? ColorScheme.Dark : ColorScheme.Light);
        if (language == "en")
            await window.Context.AddCookiesAsync([new() { Name = "pennapay.culture", Value = "c%3Den-GB%7Cuic%3Den-GB", Url = app.Url.ToString() }]);
        return window;
    }

    private static async Task JudgeAsync(BrowserWindow window, string name)
    {
        await window.PictureAsync(name);
        Assert.Empty(await window.AccessibilityProblemsAsync());
        Assert.Equal(0, await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
    }

    private static async Task LookAsync(TestApp app, bool signIn, params (string Path, string Name)[] pages)
    {
        foreach (var (theme, language, width) in Looks)
        {
            await using var window = await OpenAsync(app, theme, language, width);
            if (signIn)
                await window.SignInAsync();
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
}

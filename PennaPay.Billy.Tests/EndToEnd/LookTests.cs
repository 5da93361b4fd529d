using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Core.Records.Samples;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>How the shell, the overview, the invoices and the history look: see <see cref="Look"/>.</summary>
public sealed class LookTests
{
    [BrowserFact]
    public async Task Looking_FindsWhatIsNotAccessible()
    {
        await using var app = TestApp.Start();
        await using var window = await Browser.OpenAsync(app);
        await window.Page.GotoAsync("/first-run");
        await window.Page.EvaluateAsync("document.body.append(document.createElement('button'))");
        Assert.StartsWith("button-name: <button", Assert.Single(await window.AccessibilityProblemsAsync()));
    }

    [BrowserFact]
    public async Task PagesBeforeSigningIn_AreAccessibleAndFit()
    {
        await using var app = TestApp.Start();
        await Look.AtAsync(app, signIn: false, ("/first-run", "first-run"));
        await app.CreateOwnerAsync();
        await Look.AtAsync(app, signIn: false, ("/sign-in", "sign-in"));
    }

    [SlowBrowserFact]
    public async Task PagesWithoutData_AreAccessibleAndFit()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        await Look.AtAsync(app, signIn: true, ("/", "overview-empty"), ("/help", "help"), ("/no-such-page", "not-found"));
    }

    [BrowserFact]
    public async Task Overview_WithInvoices_IsAccessibleAndFits()
    {
        await using var app = TestApp.Start();
        var owner = await app.CreateOwnerAsync();
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(owner, default);
        await Look.AtAsync(app, signIn: true, ("/", "overview"));
    }

    [BrowserFact]
    public async Task Overview_WhenConnected_IsAccessibleAndFits()
    {
        await using var app = TestApp.Start();
        await ConnectAsync(app);
        await Look.AtAsync(app, signIn: true, ("/", "overview-connected"));
    }

    [BrowserFact]
    public async Task OverviewAndHistory_AfterPushes_AreAccessibleAndFit()
    {
        await using var app = TestApp.Start();
        await AddPastPushesAsync(app, await ConnectAsync(app));
        await Look.AtAsync(app, signIn: true, ("/", "overview-pushes"), ("/history", "history"));
    }

    [BrowserFact]
    public async Task History_OnAPhone_IsTwoLinesAPush_AndFoldsItsFilters()
    {
        await using var app = TestApp.Start();
        await AddPastPushesAsync(app, await ConnectAsync(app));
        await using var window = await Browser.OpenAsync(app, 390, 844);
        await window.SignInAsync();
        await window.Page.GotoAsync("/history");
        await Expect(window.Test("history-row")).ToHaveCountAsync(50);
        Assert.All(await HeightsAsync(window, "[data-testid=history-row]"), height => Assert.InRange(height, 44, 72));
        Assert.Equal(0, await window.Page.Locator(".pp-history-scroll").EvaluateAsync<int>("scroll => scroll.scrollWidth - scroll.clientWidth"));
        await Expect(window.Test("filter-outcome")).ToBeHiddenAsync();

        await window.Test("filter-toggle").ClickAsync();
        await window.Test("filter-outcome").SelectOptionAsync("Rejected");
        await Expect(window.Test("filter-toggle")).ToContainTextAsync("Filtre (1)");
        await Expect(window.Test("history-row").And(window.Page.Locator(":not([data-state=Rejected])"))).ToHaveCountAsync(0);
        Assert.All(await HeightsAsync(window, ".pp-filters :is(input, select, button, a), .pp-pager a"), height => Assert.InRange(height, 44, 48));
        await Look.JudgeAsync(window, "history-filtered-390");

        await window.Test("filter-toggle").ClickAsync();
        await Expect(window.Test("filter-outcome")).ToBeHiddenAsync();
        await window.Test("history-row").First.ClickAsync();
        await Expect(window.Page).ToHaveURLAsync(new Regex("/history/[0-9a-f-]{36}$"));
        Assert.Empty(window.Faults);
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
        await Look.AtAsync(app, signIn: true, ("/invoices", "invoices-empty"), ("/history", "history-empty"));
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(owner, default);
        var list = await app.Services.GetRequiredService<InvoiceList>().PageAsync(owner.Workspace, new(), default);
        await Look.AtAsync(app, signIn: true,
            ("/invoices", "invoices"), ("/invoices?q=zzz", "invoices-no-match"), ("/invoices/new", "invoice-new"),
            ($"/invoices/{list.Rows[0].Id}", "invoice"), ("/invoices/import", "import"));
    }

    private static async Task<WorkspaceId> ConnectAsync(TestApp app)
    {
        var workspace = (await app.CreateOwnerAsync()).Workspace;
        var token = app.Services.GetRequiredService<BillySandbox>().DefaultToken;
        await app.Services.GetRequiredService<BillyConnector>().ConnectAsync(TestActors.OwnerOf(workspace), token, sandbox: true, default);
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(TestActors.OwnerOf(workspace), default);
        return workspace;
    }

    private static Task<double[]> HeightsAsync(BrowserWindow window, string selector) => window.Page.EvaluateAsync<double[]>(
        "selector => [...document.querySelectorAll(selector)].map(e => e.getBoundingClientRect().height).filter(height => height > 0)", selector);

    private static Task AddPastPushesAsync(TestApp app, WorkspaceId workspace) => app.Database.WriteAsync(workspace, async (db, cancellationToken) =>
    {
        var invoices = await db.Set<Invoice>().Select(invoice => invoice.Id).ToListAsync(cancellationToken);
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < 180; i++)
        {
            var hasFailed = i % 11 == 0;
            db.Add(new PushHistoryEntry
            {
                PushId = Guid.CreateVersion7(), InvoiceId = invoices[i % invoices.Count], InvoiceNumber = $"{1000 + i}", StartedBy = TestApp.Email,
                State = hasFailed ? PushState.Rejected : PushState.Succeeded, IsOutcome = true, Attempt = 1, DurationMs = 300 + i,
                FailureCode = hasFailed ? FailureCodes.InvoiceInvalid : null, RemoteId = hasFailed ? null : $"draft{i}",
                At = now.AddDays(-(i * i / 7 % 29)).AddMinutes(-i),
            });
        }
    }, default);
}

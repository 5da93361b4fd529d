using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.History;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;

namespace PennaPay.Billy.Tests.Benchmarks;

/// <summary>What a user waits for in Chromium: the first page, the next page, and the toast after a click on push.</summary>
internal static class UiBenchmark
{
    private const int FirstLoads = 15;
    private const int Rounds = 20;
    private const int Pages = 4;

    private static readonly (string Link, string Path)[] Navigation =
        [("nav-invoices", "/invoices"), ("nav-history", "/history"), ("nav-attention", "/attention"), ("nav-overview", "/")];

    // By turns of different pages, whose titles tell when one has come.
    private static readonly string[] LargeLists =
    [
        "/invoices", "/history", "/invoices?sort=gross-", "/customers", "/invoices?sort=customer-&page=9000", "/history?state=Rejected",
        "/invoices?state=Failed", "/history?q=10077", "/invoices?q=kunde%201234", "/customers?sort=invoices-", "/invoices?q=aps&page=3", "/",
    ];

    /// <param name="figures">Where it is printed.</param>
    /// <param name="invoices">With more than are pushed here, going from list to list is measured over so many once more.</param>
    public static async Task RunAsync(Figures figures, int invoices)
    {
        await using var app = TestApp.Start(new Dictionary<string, string?> { ["Billy:RequestsPerSecond"] = "0" });
        var owner = await app.CreateOwnerAsync();
        await AddInvoicesAsync(app, owner.Workspace, Invoices);
        var token = app.Services.GetRequiredService<BillySandbox>().DefaultToken;
        Assert.IsType<ConnectResult.Connected>(
            await app.Services.GetRequiredService<BillyConnector>().ConnectAsync(owner, token, sandbox: true, default));
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();

        await MeasureFirstLoadsAsync(figures, app, window);
        await MeasureNavigationAsync(figures, window);
        await MeasurePushesAsync(figures, window);
        await PageWeights.MeasureAsync(figures, app, owner, window);
        if (invoices > Invoices)
            await MeasureLargeListsAsync(figures, app, owner.Workspace, window, invoices);
    }

    /// <summary>How many there are at least: one more than are pushed.</summary>
    public static int Invoices => Pages * InvoicesShown + 1;

    private static int InvoicesShown => Web.Components.Invoices.InvoiceListView.PageSize;

    // A new browser context has an empty cache, as on the first visit.
    private static async Task MeasureFirstLoadsAsync(Figures figures, TestApp app, BrowserWindow signedIn)
    {
        var times = new List<double>();
        for (var i = 0; i < FirstLoads; i++)
        {
            await using var window = await Browser.OpenAsync(app, sameUserAs: signedIn.Context);
            var started = Stopwatch.GetTimestamp();
            await window.Page.GotoAsync("/invoices", new() { WaitUntil = WaitUntilState.Commit });
            await window.Test("invoice-row").First.WaitForAsync();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        figures.PrintPercentiles("first_load", times, "ms", suffix: "_ms");
    }

    private static async Task MeasureNavigationAsync(Figures figures, BrowserWindow window)
    {
        var times = new List<double>();
        await window.Page.GotoAsync("/");
        await window.Test("page-title").WaitForAsync();
        for (var i = 0; i < Rounds * Navigation.Length; i++)
        {
            var (link, path) = Navigation[i % Navigation.Length];
            times.Add(await ArriveAsync(window, path, $"document.querySelector('[data-testid=\"{link}\"]').click()"));
        }

        figures.PrintPercentiles("page_to_page", times.Skip(Navigation.Length), "ms", suffix: "_ms");
    }

    private static async Task MeasureLargeListsAsync(Figures figures, TestApp app, WorkspaceId workspace, BrowserWindow window, int invoices)
    {
        await using (var db = app.Database.Read(workspace))
        {
            var pushed = await db.Set<Invoice>().FirstAsync(invoice => invoice.CopyState == CopyState.Present);
            LargeDatabase.Fill(new(app.DataDirectory), invoices, pushed.CustomerId, pushed.Id);
        }

        await app.Services.GetRequiredService<HistorySearch>().BringUpAsync(default);
        var times = new List<double>();
        await window.Page.GotoAsync("/");
        await window.Test("page-title").WaitForAsync();
        for (var i = 0; i < Rounds * LargeLists.Length; i++)
        {
            var address = LargeLists[i % LargeLists.Length];
            times.Add(await ArriveAsync(window, address.Split('?')[0], $"Blazor.navigateTo('{address}')"));
        }

        for (var i = 0; i < LargeLists.Length; i++)
            figures.PrintPercentiles($"large {LargeLists[i]}", times.Skip(LargeLists.Length).Where((_, visit) => visit % LargeLists.Length == i), "ms", suffix: "_ms");
        figures.PrintPercentiles("large_page_to_page", times.Skip(LargeLists.Length), "ms", suffix: "_ms");
    }

    /// <summary>How long it takes, in milliseconds, from going to a page until it is there, read and drawn.</summary>
    /// <param name="window">Where.</param>
    /// <param name="path">The page's own path.</param>
    /// <param name="go">The script that goes there.</param>
    internal static Task<double> ArriveAsync(BrowserWindow window, string path, string go) => window.Page.EvaluateAsync<double>(
        $$"""
        async path => {
            {{Until}}
            const title = () => document.querySelector('[data-testid="page-title"]')?.textContent;
            const before = title(), start = performance.now();
            {{go}};
            await until(() => location.pathname === path && title() && title() !== before && !document.querySelector('[data-testid="loading"]'));
            return performance.now() - start;
        }
        """,
        path);

    private static async Task MeasurePushesAsync(Figures figures, BrowserWindow window)
    {
        var times = new List<double>();
        for (var page = 1; page <= Pages; page++)
        {
            await window.Page.GotoAsync($"/invoices?page={page}");
            await window.Test("invoice-row").First.WaitForAsync();
            for (var row = 0; row < InvoicesShown; row++)
            {
                times.Add(await window.Page.EvaluateAsync<double>(
                    $$"""
                    async row => {
                        {{Until}}
                        const shown = document.querySelectorAll('[data-testid="invoice-row"]')[row];
                        const number = shown.querySelector('[data-testid="open-invoice"]').textContent.trim();
                        const start = performance.now();
                        shown.querySelector('[data-testid="push"]').click();
                        await until(() => [...document.querySelectorAll('[data-testid="toast-title"]')].some(t => t.textContent.includes(number)));
                        return performance.now() - start;
                    }
                    """,
                    row));
            }
        }

        figures.PrintPercentiles("click_to_toast", times.Skip(InvoicesShown), "ms", suffix: "_ms");
    }

    // As soon as the page is so, without asking again and again.
    private const string Until =
        """
        const until = holds => new Promise((resolve, reject) => {
            if (holds()) return resolve();
            const observer = new MutationObserver(() => { if (holds()) { observer.disconnect(); resolve(); } });
            observer.observe(document.documentElement, { subtree: true, childList: true, characterData: true, attributes: true });
            setTimeout(() => reject(new Error('It never came.')), 10000);
        });
        """;

    internal static Task AddInvoicesAsync(TestApp app, WorkspaceId workspace, int count) => app.Database.WriteAsync(workspace, (db, _) =>
    {
        var customer = new Customer { Id = Guid.CreateVersion7(), WorkspaceId = workspace, Name = "Nordlys Design ApS", CountryCode = "DK" };
        customer.RefreshSearchText();
        db.Add(customer);
        for (var i = 0; i < count; i++)
        {
            var invoice = new Invoice
            {
                Id = Guid.CreateVersion7(),
                WorkspaceId = workspace,
                Number = string.Create(CultureInfo.InvariantCulture, $"B-{i:0000}"),
                IssueDate = new(2026, 11, 20),
                DueDate = new(2026, 12, 4),
                Status = InvoiceStatus.Sent,
                Lines = [Push.PushHost.Line("Rådgivning", 2, 500)],
            };
            invoice.OriginId = invoice.Id.ToString("N");
            invoice.SetCustomer(customer);
            invoice.Seal();
            db.Add(invoice);
        }

        return Task.CompletedTask;
    }, default);
}

using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Core.Records.Samples;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>What needs a person in a browser: failures by their cause, an invoice that failed, a switch of organisation.</summary>
public sealed class InboxTests : IAsyncLifetime
{
    private TestApp app = null!;
    private BillySandbox billy = null!;
    private Core.Access.Actor owner = null!;

    private InvoicePusher Pusher => app.Services.GetRequiredService<InvoicePusher>();

    public async Task InitializeAsync()
    {
        app = TestApp.Start(new Dictionary<string, string?> { ["Billy:RequestsPerSecond"] = "0" });
        owner = TestActors.OwnerOf((await app.CreateOwnerAsync()).Workspace);
        billy = app.Services.GetRequiredService<BillySandbox>();
        await ConnectAsync(billy.DefaultToken);
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(owner, default);
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [BrowserFact]
    public async Task Inbox_AndTheFailedInvoice_InEveryLook()
    {
        var failed = await FailAsync();
        await using var signedIn = await Look.SignInAsync(app);
        foreach (var (theme, language, width) in Look.All)
        {
            await using var window = await Look.OpenAsync(app, theme, language, width, signedIn);
            await window.Page.GotoAsync("/attention");
            await Expect(window.Test("failure-group")).ToHaveCountAsync(2);
            await Expect(window.Page.Locator("html")).ToHaveAttributeAsync("lang", language);
            await Look.JudgeAsync(window, $"inbox-{width}-{theme}-{language}");

            await window.Page.GotoAsync($"/invoices/{failed[0].Id}");
            await Expect(window.Test("failed-notice")).ToBeVisibleAsync();
            await Expect(window.Page.Locator("[data-blocked]")).ToHaveCountAsync(1);
            await Look.JudgeAsync(window, $"failed-{width}-{theme}-{language}");

            await window.Page.GotoAsync("/invoices?state=Failed");
            await Expect(window.Page.Locator(".pp-row-state small")).ToHaveCountAsync(failed.Count);
            await Look.JudgeAsync(window, $"failed-list-{width}-{theme}-{language}");

            await window.Page.GotoAsync("/invoices?state=Failed&cause=account_unknown%3A9999");
            await Expect(window.Test("invoice-row")).ToHaveCountAsync(failed.Count - 1);
            await Look.JudgeAsync(window, $"failed-for-{width}-{theme}-{language}");
            await window.Test("filter-cause-off").ClickAsync();
            await Expect(window.Test("invoice-row")).ToHaveCountAsync(failed.Count);
        }
    }

    [SlowBrowserFact]
    public async Task AGroup_IsMended_AndTriedAgain()
    {
        var failed = await FailAsync();
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();
        await window.Page.GotoAsync($"/invoices/{failed[0].Id}");
        await window.Test("failed-line").ClickAsync();
        await Expect(window.Page.Locator("#line-1")).ToBeInViewportAsync();
        await Expect(window.Test("attention-count")).ToContainTextAsync($"{failed.Count}");

        // A line of each is mended elsewhere meanwhile; the group asks the books again before anything goes.
        foreach (var invoice in failed.Take(2))
            await MendAsync(invoice.Id);
        await window.Test("nav-attention").ClickAsync();
        var group = window.Test("failure-group").First;
        await Expect(group.GetByTestId("group-title")).ToContainTextAsync("fakturaer: kontoen findes ikke i Billy");
        await group.GetByTestId("group-retry").ClickAsync();
        await Expect(window.Test("plan-where")).ToContainTextAsync("Til PennaPay Prøvefirma ApS");
        await Expect(window.Test("plan-stopped")).ToContainTextAsync("bliver stoppet");
        await Expect(window.Test("plan-push")).ToHaveTextAsync("Overfør de øvrige 2");
        await window.PictureAsync("inbox-try-again");
        Assert.Empty(await window.AccessibilityProblemsAsync());
        await window.Test("plan-push").ClickAsync();

        await Expect(window.Test("toast-title").Filter(new() { HasText = "2 fakturaer er nu kladder i Billy" })).ToBeVisibleAsync();
        await Expect(window.Test("attention-count")).ToContainTextAsync($"{failed.Count - 2}");
        Assert.Equal(2, billy.Invoices(billy.DefaultToken).Count);
        Assert.Empty(window.Faults);
    }

    [SlowBrowserFact]
    public async Task AnotherOrganisation_IsNamedEverywhere_InEveryLook()
    {
        await Pusher.PushSentAsync(owner, null, PushCause.Bulk, default);
        await Until.TrueAsync(async () => (await RowsAsync()).All(row => row.CopyState is not (CopyState.Waiting or CopyState.Sending))
            && (await RowsAsync()).Any(row => row.CopyState == CopyState.Present));
        await ConnectAsync(billy.CreateCompany(new() { Name = "Nordlys ApS" }));
        await using var signedIn = await Look.SignInAsync(app);
        foreach (var (theme, language, width) in Look.All)
        {
            await using var window = await Look.OpenAsync(app, theme, language, width, signedIn);
            await window.Page.GotoAsync("/invoices");
            await Expect(window.Test("switched-where")).ToContainTextAsync("PennaPay Prøvefirma ApS");
            await Expect(window.Test("copy-state").First).ToContainTextAsync(language == "da" ? "Ikke i Nordlys ApS" : "Not in Nordlys ApS");
            await Look.JudgeAsync(window, $"switched-list-{width}-{theme}-{language}");

            await window.Page.GotoAsync("/");
            await Expect(window.Test("switched")).ToBeVisibleAsync();
            await Look.JudgeAsync(window, $"switched-overview-{width}-{theme}-{language}");
        }

        await using var last = await Look.OpenAsync(app, "light", "da", 1440, signedIn);
        await last.Page.GotoAsync("/");
        await last.Test("switched-close").ClickAsync();
        await last.Test("nav-invoices").ClickAsync();
        await Expect(last.Test("invoice-row").First).ToBeVisibleAsync();
        await last.Page.ReloadAsync();
        await Expect(last.Test("invoice-row").First).ToBeVisibleAsync();
        await Expect(last.Test("switched")).ToHaveCountAsync(0);
        Assert.Empty(last.Faults);
    }

    [BrowserFact]
    public async Task ADeadToken_IsSaidOnce_WithTheWayOn()
    {
        billy.Revoke(billy.DefaultToken);
        await Pusher.PushSentAsync(owner, null, PushCause.Bulk, default);
        await using var signedIn = await Look.SignInAsync(app);
        foreach (var (theme, language, width) in Look.All)
        {
            await using var window = await Look.OpenAsync(app, theme, language, width, signedIn);
            await window.Page.GotoAsync("/attention");
            await Expect(window.Test("trouble")).ToBeVisibleAsync();
            await Expect(window.Test("queue-paused")).ToHaveCountAsync(0);
            await Look.JudgeAsync(window, $"inbox-trouble-{width}-{theme}-{language}");
        }
    }

    private async Task ConnectAsync(string token) => Assert.IsType<ConnectResult.Connected>(
        await app.Services.GetRequiredService<BillyConnector>().ConnectAsync(owner, token, sandbox: true, default));

    private async Task<IReadOnlyList<InvoiceRow>> RowsAsync() =>
        (await app.Services.GetRequiredService<InvoiceList>().PageAsync(owner.Workspace, new(), default)).Rows;

    /// <summary>All but one for an account that is not there, that one for its VAT; none of them reaches Billy.</summary>
    private async Task<IReadOnlyList<InvoiceRow>> FailAsync()
    {
        var chosen = (await RowsAsync()).Where(row => row is { Kind: InvoiceKind.Invoice, Currency: "DKK" }).Take(8).ToList();
        Assert.True(chosen.Count >= 4, $"{chosen.Count} invoices");
        foreach (var row in chosen.SkipLast(1))
            await ChangeAsync(row.Id, line => line.AccountCode = "9999");
        await ChangeAsync(chosen[^1].Id, line => (line.AccountCode, line.Vat, line.VatRate) = (null, VatTreatment.ReverseCharge, 0));
        foreach (var row in chosen)
            await Pusher.PushAsync(owner, row.Id, PushCause.Manual, default);
        await Until.TrueAsync(async () => (await RowsAsync()).Count(row => row.CopyState == CopyState.Failed) == chosen.Count);
        return chosen;
    }

    private Task MendAsync(Guid invoice) => ChangeAsync(invoice, line => line.AccountCode = null);

    private async Task ChangeAsync(Guid id, Action<InvoiceLineForm> change)
    {
        var form = InvoiceForm.From((await app.Services.GetRequiredService<InvoiceDetails>().FindAsync(owner.Workspace, id, default))!);
        change(form.Lines[0]);
        Assert.IsType<Core.SaveResult.Saved>(await app.Services.GetRequiredService<InvoiceEditor>().SaveAsync(owner, form, default));
    }
}

using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Core.Records.Samples;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>What the accountant does in Billy shows on the open list by itself, and on the invoice with the next step.</summary>
public sealed class LifecycleTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string?> LooksOften = new()
    {
        ["Push:LookInterval"] = "00:00:03", ["Push:LookAtShownInterval"] = "00:00:01", ["Billy:RequestsPerSecond"] = "0",
    };

    private TestApp app = null!;
    private BillySandbox billy = null!;
    private Core.Access.Actor owner = null!;
    private IReadOnlyList<InvoiceRow> pushed = [];

    public async Task InitializeAsync()
    {
        app = TestApp.Start(LooksOften);
        owner = TestActors.OwnerOf((await app.CreateOwnerAsync()).Workspace);
        billy = app.Services.GetRequiredService<BillySandbox>();
        Assert.IsType<ConnectResult.Connected>(await app.Services.GetRequiredService<BillyConnector>().ConnectAsync(owner, billy.DefaultToken, sandbox: true, default));
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(owner, default);
        await app.Services.GetRequiredService<InvoicePusher>().PushSentAsync(owner, null, PushCause.Bulk, default);
        await Until.TrueAsync(async () => (await RowsAsync()).Count(row => row.CopyState == CopyState.Present && row.Kind == InvoiceKind.Invoice) >= 4);
        pushed = [.. (await RowsAsync()).Where(row => row.CopyState == CopyState.Present && row.Kind == InvoiceKind.Invoice)];
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [BrowserFact]
    public async Task WhatHappensInBilly_ShowsInTheOpenList_AndOnTheInvoice()
    {
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();
        await window.Page.GotoAsync("/invoices");
        foreach (var row in pushed)
            await Expect(State(window, row)).ToContainTextAsync("Kladde i Billy");
        // What is as it stands here needs no button.
        await Expect(Row(window, pushed[0]).GetByTestId("push")).ToHaveCountAsync(0);
        await Expect(window.Test("connection-badge")).ToContainTextAsync("Sandkasse");

        billy.Approve(billy.DefaultToken, pushed[0].RemoteId!);
        billy.Edit(billy.DefaultToken, pushed[1].RemoteId!, new { contactMessage = "Rettet i Billy" });
        billy.Delete(billy.DefaultToken, pushed[2].RemoteId!);
        await Expect(State(window, pushed[0])).ToContainTextAsync("Bogført · nr. 1");
        await Expect(State(window, pushed[1])).ToContainTextAsync("Ændret i Billy");
        await Expect(State(window, pushed[2])).ToContainTextAsync("Slettet i Billy");
        await Expect(window.Test("tab-Booked")).ToContainTextAsync("1");
        await window.PictureAsync("lifecycle-list");
        Assert.Empty(await window.AccessibilityProblemsAsync());
        billy.Pay(billy.DefaultToken, pushed[0].RemoteId!);
        await Expect(State(window, pushed[0])).ToContainTextAsync("Betalt · nr. 1");
        await Expect(window.Test("toast-title")).ToHaveCountAsync(0);

        await window.Page.GotoAsync($"/invoices/{pushed[0].Id}");
        await Expect(window.Test("draft-notice")).ToContainTextAsync("betalt i Billy · nr. 1");
        await Expect(window.Test("push")).ToHaveCountAsync(0);
        await Expect(window.Test("undo-push")).ToHaveCountAsync(0);
        await Expect(window.Test("seen-at")).ToContainTextAsync("Set i Billy kl.");
        await window.PictureAsync("lifecycle-paid");
        Assert.Empty(await window.AccessibilityProblemsAsync());
        await window.Test("credit-booked").ClickAsync();
        await Expect(window.Test("credits")).ToHaveValueAsync(pushed[0].Number);

        await window.Page.GotoAsync($"/invoices/{pushed[2].Id}");
        await Expect(window.Test("draft-notice")).ToHaveAttributeAsync("data-situation", "Deleted");
        await window.PictureAsync("lifecycle-deleted");
        await window.Test("push-as-new").ClickAsync();
        await Expect(window.Test("draft-notice")).ToHaveCountAsync(0);
        await Expect(window.Test("copy-state")).ToContainTextAsync("Kladde i Billy");
        Assert.Empty(window.Faults);
    }

    [BrowserFact]
    public async Task WhileTheQueueIsPaused_EveryPageSaysWhy_AndOneWaitingPushCanBeTakenBack()
    {
        var waiting = (await RowsAsync()).First(row => row.CopyState == CopyState.NotPushed && row.Currency == "DKK");
        billy.Revoke(billy.DefaultToken);
        await app.Services.GetRequiredService<InvoicePusher>().PushAsync(owner, waiting.Id, PushCause.Manual, default);
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();

        await window.Page.GotoAsync("/customers");
        await Expect(window.Test("queue-paused")).ToContainTextAsync("Billy afviste adgangsnøglen");
        await Expect(window.Test("queue-paused").GetByRole(Microsoft.Playwright.AriaRole.Link)).ToHaveTextAsync("Indsæt en ny adgangsnøgle");
        await window.Page.GotoAsync("/invoices");
        await Expect(State(window, waiting)).ToContainTextAsync("På pause");
        Assert.Empty(await window.AccessibilityProblemsAsync());
        await window.PictureAsync("lifecycle-paused");
        await Row(window, waiting).GetByTestId("cancel-push").ClickAsync();
        await Expect(State(window, waiting)).ToContainTextAsync("Ikke i Billy");
        Assert.Empty(window.Faults);
    }

    private static Microsoft.Playwright.ILocator Row(BrowserWindow window, InvoiceRow row) => window.Page.Locator($"[data-testid=invoice-row][data-number=\"{row.Number}\"]");

    private static Microsoft.Playwright.ILocator State(BrowserWindow window, InvoiceRow row) => Row(window, row).GetByTestId("copy-state");

    private async Task<IReadOnlyList<InvoiceRow>> RowsAsync() =>
        (await app.Services.GetRequiredService<InvoiceList>().PageAsync(owner.Workspace, new(), default)).Rows;
}

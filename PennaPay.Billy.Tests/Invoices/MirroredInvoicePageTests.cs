using Bunit;
using PennaPay.Billy.Core.Push.Looks;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Records.Invoices.Intake;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Settings;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Tests.Sync;
using PennaPay.Billy.Web.Components.Invoices;
using PennaPay.Billy.Web.Components.Shared;

namespace PennaPay.Billy.Tests.Invoices;

/// <summary>The page of an invoice that another system issued, and what a page shows of how one stands there.</summary>
public sealed class MirroredInvoicePageTests : IAsyncLifetime
{
    private PageHost host = null!;

    public MirroredInvoicePageTests() => PageHost.Speak("da-DK");

    public async Task InitializeAsync() => host = await PageHost.StartAsync(add: StandInEndpoint.AddTo);

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task WhatCameIn_IsShownAsItIsThere_AndNothingOfItCanBeChanged()
    {
        var invoice = await AddAsync(CopyState.PartlyPaid, (new(2026, 11, 10), 500, "Bank"), (new(2026, 11, 12), 250.5m, null));
        var page = Open(invoice.Id);
        page.WaitForElement("[data-testid=payment]", PageHost.Patience);

        Assert.Equal("Faktura 2041", page.Find("[data-testid=page-title]").TextContent.Trim());
        Assert.Equal("Fra Billy", page.Find("[data-testid=origin]").TextContent.Trim());
        Assert.Equal("PartlyPaid", page.Find("[data-testid=copy-state]").GetAttribute("data-state"));
        Assert.Contains("Kommer fra Billy", page.Find("[data-testid=incoming]").TextContent, StringComparison.Ordinal);
        Assert.Contains(invoice.OriginId, page.Find("[data-testid=open-document]").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(["Rådgivning", "Rejse"], page.FindAll("[data-testid=incoming-line] td:first-child bdi").Select(cell => cell.TextContent));
        Assert.Equal(["1.000,00", "100,00"], page.FindAll("[data-testid=incoming-line] td:last-child").Select(cell => cell.TextContent));
        Assert.Equal("1.350,00\u00A0kr.", page.Find("[data-testid=total-gross]").TextContent);
        Assert.Equal(
            [("10.11.2026", "Bank", "500,00\u00A0kr."), ("12.11.2026", "–", "250,50\u00A0kr.")],
            page.FindAll("[data-testid=payment]").Select(row => (row.Children[0].TextContent.Trim(), row.Children[1].TextContent, row.Children[2].TextContent)));
        Assert.Equal("750,50\u00A0kr.", page.Find("[data-testid=paid-in-all] td").TextContent);

        Assert.Empty(page.FindAll("main input, input, textarea, select, [data-testid=save], [data-testid=push], [data-testid=mark-as-sent], [data-testid=archive], [data-testid=delete], [data-testid=editor-bar], [data-testid=draft-notice]"));
    }

    [Fact]
    public async Task List_SaysWhereItComesFrom_AndOffersNoPush()
    {
        await AddAsync(CopyState.NotPushed);
        var page = host.Open<InvoicesPage>("/invoices");

        var row = page.WaitForElement("[data-testid=invoice-row]", PageHost.Patience);
        Assert.Equal("Fra Billy", row.QuerySelector(".pp-origin")!.TextContent);
        Assert.Equal("", row.QuerySelector(".pp-row-push")!.TextContent.Trim());
    }

    [Fact]
    public async Task CraftedCall_AgainstTheProduct_IsRefused()
    {
        var invoice = await AddAsync(CopyState.Paid, (new(2026, 11, 10), 1350, null));
        var editor = host.Product.Get<InvoiceEditor>();
        var form = InvoiceForm.From((await host.Product.Get<InvoiceDetails>().FindAsync(host.Product.Workspace, invoice.Id, default))!);

        Assert.IsType<Core.SaveResult.Incoming>(await editor.SaveAsync(host.Owner, form, default));
        Assert.Equal(MarkAsSentResult.Incoming, await editor.MarkAsSentAsync(host.Owner, invoice.Id, default));
        Assert.Equal(DeleteInvoiceResult.Incoming, await editor.DeleteAsync(host.Owner, invoice.Id, default));
    }

    [Fact]
    public async Task OwnInvoice_ShowsWhatWasPaid_AndNothingWhereNothingWas()
    {
        var invoice = await host.Product.AddInvoiceAsync();
        var page = Open(invoice.Id);
        page.WaitForElement("[data-testid=save]", PageHost.Patience);
        Assert.Empty(page.FindAll("[data-testid=payments]"));

        await host.Product.Database.WriteAsync(host.Product.Workspace, (db, _) => Task.FromResult(db.Add(new Payment
        {
            Id = Guid.CreateVersion7(), InvoiceId = invoice.Id, Day = new(2026, 11, 19), Amount = 1250, Origin = BillySystem.Origin, OriginId = "p1", CreatedAt = host.Product.Clock.GetUtcNow(),
        })), default);
        page = Open(invoice.Id);

        Assert.Equal("1.250,00\u00A0kr.", page.WaitForElement("[data-testid=payment] td:last-child", PageHost.Patience).TextContent);
    }

    [Fact]
    public async Task SyncButton_AsksTheOtherSystem_AndSaysHowItStands_OnlyWhereInvoicesAreKeptAlike()
    {
        var push = await host.Product.PushAsync(await host.Product.AddInvoiceAsync());
        var page = Open(push.InvoiceId);
        page.WaitForElement("[data-testid=open-document]", PageHost.Patience);
        Assert.Empty(page.FindAll("[data-testid=sync-invoice]"));

        await host.Product.Get<SyncSettingsEditor>().SaveAsync(host.Owner, BillySystem.SystemId, new SyncChoices().With(SyncModule.Invoices, new() { IsOn = true }), 0, default);
        await StoredRuns.BeginAsync(host.Product.Database, host.Product.Workspace, host.Product.Queue.Connection, SyncModule.Invoices);
        page = Open(push.InvoiceId);
        var button = page.WaitForElement("[data-testid=sync-invoice]", PageHost.Patience);
        Assert.EndsWith("Synkronisér med Billy", button.TextContent.Trim(), StringComparison.Ordinal);
        var document = host.Product.Billy.Invoices(host.Product.Token)[0].GetProperty("id").GetString()!;
        host.Product.Billy.Approve(host.Product.Token, document);
        host.Product.Billy.Pay(host.Product.Token, document);
        host.Product.Clock.Advance(DocumentLooks.FreshFor + TimeSpan.FromSeconds(1));

        await button.ClickAsync();

        await host.EventuallyAsync(() => Assert.Contains(host.Toasts, toast => toast.Title.StartsWith("1042: Betalt", StringComparison.Ordinal)));
        var said = host.Toasts.Single(toast => toast.Title.StartsWith("1042: Betalt", StringComparison.Ordinal));
        Assert.Equal((ToastTone.Success, "Sådan står den i Billy 20.11.2026 10:00."), (said.Tone, said.Text));
        await host.EventuallyAsync(() => Assert.Equal("Paid", page.Find("[data-testid=copy-state]").GetAttribute("data-state")));
    }

    private Task<Invoice> AddAsync(CopyState state, params (DateOnly Day, decimal Amount, string? Method)[] paid) => StoredIncoming.AddAsync(
        host.Product.Database, host.Product.Get<InvoiceIntake>(), host.Owner, host.Product.Queue.Connection, host.Product.Clock.GetUtcNow().AddHours(1), state, paid: paid);

    private IRenderedComponent<InvoiceEditorPage> Open(Guid id) => host.Open<InvoiceEditorPage>($"/invoices/{id}", parameters => parameters.Add(page => page.Id, id));
}

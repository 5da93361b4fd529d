using Bunit;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.History;
using PennaPay.Billy.Web.Components.Invoices;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Invoices;

/// <summary>Where an invoice was not pushed, its row, its page and its push say who stopped it, why, and what to do.</summary>
public sealed class FailedInvoiceTests : IAsyncLifetime
{
    private PageHost host = null!;

    public FailedInvoiceTests() => PageHost.Speak("da-DK");

    public async Task InitializeAsync() => host = await PageHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Row_SaysWhy_AndWhoStoppedIt()
    {
        await FailAsync(number: "1");
        await RefuseAsync(number: "2");
        var page = host.Open<InvoicesPage>("/invoices?sort=Number");

        page.WaitForElement(".pp-row-state small", PageHost.Patience);
        Assert.Equal(["Stoppet her", "Afvist af Billy"], page.FindAll("[data-testid=copy-state]").Select(chip => chip.LastElementChild!.TextContent));
        var said = (await host.Product.EntriesAsync())[^1].FailureDetail;
        Assert.Equal(["Kontoen findes ikke: 99", said], page.FindAll(".pp-row-state small").Select(reason => reason.TextContent));
    }

    [Fact]
    public async Task Row_OfAnInvoiceThatFailsWhileTheListIsOpen_SaysWhy()
    {
        var invoice = await host.Product.AddInvoiceAsync(stored => stored.Lines[0].AccountCode = "99");
        var page = host.Open<InvoicesPage>("/invoices");
        page.WaitForElement("[data-testid=invoice-row]", PageHost.Patience);
        Assert.Empty(page.FindAll(".pp-row-state small"));

        await host.Product.PushAsync(invoice);

        await host.EventuallyAsync(() => Assert.Equal("Kontoen findes ikke: 99", page.Find(".pp-row-state small").TextContent));
    }

    [Fact]
    public async Task Invoice_SaysOnTopWhatStoppedIt_AtWhichLine_AndPushesAgain()
    {
        var invoice = await FailAsync(stored => stored.Lines.Insert(0, PushHost.Line("Kørsel", 1, 100)));
        var page = Open(invoice);

        var notice = page.WaitForElement("[data-testid=failed-notice]", PageHost.Patience);
        Assert.Equal((FailureCodes.AccountUnknown, "true"), (notice.GetAttribute("data-code"), notice.GetAttribute("data-stopped-here")));
        Assert.Equal("Stoppet her: kontoen findes ikke i Billy · 99", notice.QuerySelector("strong")!.TextContent);
        var line = notice.QuerySelector("[data-testid=failed-line]")!;
        Assert.Equal(("Linje 2: Rådgivning", $"/invoices/{invoice.Id}#line-2"), (line.TextContent, line.GetAttribute("href")));
        Assert.Equal([null, "true"], page.FindAll("[data-testid=line]").Select(row => row.GetAttribute("data-blocked")));
        Assert.Equal("line-2", page.FindAll("[data-testid=line]")[1].Id);
        Assert.Equal(
            ["/settings/mapping", "/settings/billy#account-code"],
            notice.QuerySelectorAll("[data-testid=failed-way-on]").Select(way => way.GetAttribute("href")));

        page.FindAll("[data-testid=account-code]")[1].Change("");
        await page.Find("[data-testid=push-again]").ClickAsync();
        await host.Product.DrainAsync();

        Assert.Equal((PushState.Succeeded, PushCause.Retry), (await host.Product.EntriesAsync()).Select(push => (push.State, push.Cause)).Last());
        await host.EventuallyAsync(() => Assert.Empty(page.FindAll("[data-testid=failed-notice], [data-blocked]")));
    }

    [Fact]
    public async Task Invoice_ThatBillyRefused_SaysSo_AndWhatBillySaid()
    {
        var page = Open(await RefuseAsync());

        var notice = page.WaitForElement("[data-testid=failed-notice]", PageHost.Patience);
        Assert.Equal((FailureCodes.InvoiceInvalid, (string?)null), (notice.GetAttribute("data-code"), notice.GetAttribute("data-stopped-here")));
        Assert.StartsWith("Afvist af Billy: Billy afviste fakturaen", notice.QuerySelector("strong")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Afvist af Billy", page.Find("[data-testid=copy-state]").LastElementChild!.TextContent);
    }

    [Fact]
    public async Task Push_AndHistory_TellWhoStoppedIt_AndWhereItIsMended()
    {
        var stopped = await FailAsync(number: "1");
        await RefuseAsync(number: "2");
        var push = Assert.Single(await host.Product.EntriesAsync(), entry => entry.InvoiceId == stopped.Id);

        var page = host.Open<PushPage>($"/history/{push.Id}", parameters => parameters.Add(p => p.PushId, push.Id));
        page.WaitForElement("[data-testid=push-way-on]", PageHost.Patience);
        Assert.Equal("Stoppet her", page.Find("[data-testid=push-state]").LastElementChild!.TextContent);
        Assert.Equal("/settings/mapping", page.Find("[data-testid=push-way-on]").GetAttribute("href"));
        Assert.Contains("Linje 1: Rådgivning", page.Find("[data-testid=failure]").TextContent, StringComparison.Ordinal);

        var history = host.Open<HistoryPage>("/history");
        history.WaitForElement("[data-testid=history-row]", PageHost.Patience);
        Assert.Equal(["Afvist af Billy", "Stoppet her"], history.FindAll("[data-testid=push-state]").Select(chip => chip.LastElementChild!.TextContent));
        Assert.StartsWith("Stoppet her: Kontoen, som", history.FindAll("[data-testid=answer]")[1].TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<InvoiceEditorPage> Open(Invoice invoice) =>
        host.Open<InvoiceEditorPage>($"/invoices/{invoice.Id}", parameters => parameters.Add(p => p.Id, invoice.Id));

    private async Task<Invoice> FailAsync(Action<Invoice>? change = null, string? number = null)
    {
        var invoice = await host.Product.AddInvoiceAsync(
            stored =>
            {
                stored.Lines[0].AccountCode = "99";
                change?.Invoke(stored);
            }, number: number);
        Assert.Equal(PushState.Rejected, (await host.Product.PushAsync(invoice)).State);
        return invoice;
    }

    private async Task<Invoice> RefuseAsync(string? number = null)
    {
        host.Product.Plan(SandboxFaultKind.Invalid);
        host.Product.Clock.Advance(TimeSpan.FromMinutes(1));
        var invoice = await host.Product.AddInvoiceAsync(number: number);
        Assert.Equal(PushState.Rejected, (await host.Product.PushAsync(invoice)).State);
        return invoice;
    }
}

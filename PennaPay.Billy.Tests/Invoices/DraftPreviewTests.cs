using Bunit;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Billy.Postings.Choices;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Invoices;

namespace PennaPay.Billy.Tests.Invoices;

public sealed class DraftPreviewTests : IAsyncLifetime
{
    private PageHost host = null!;

    public DraftPreviewTests() => PageHost.Speak("da-DK");

    public async Task InitializeAsync() => host = await PageHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Preview_AsksBillyOnlyWhenItIsOpened()
    {
        var invoice = await host.Product.AddInvoiceAsync();
        var before = host.Product.LastRequest;
        var page = Open(invoice.Id);
        Assert.Empty(host.Product.RequestsSince(before));

        Unfold(page);

        Assert.Contains("Nordlys Design ApS", Text(page, "preview-contact"), StringComparison.Ordinal);
        Assert.Contains("Bliver oprettet", Text(page, "contact-standing"), StringComparison.Ordinal);
        Assert.Contains("1042 som ordrenummer", Text(page, "preview-number"), StringComparison.Ordinal);
        var line = Text(page, "preview-line");
        Assert.Contains("2 × 500,00", line, StringComparison.Ordinal);
        Assert.Contains("1110 Salg", line, StringComparison.Ordinal);
        Assert.Contains("Dansk salgsmoms, 25 %", line, StringComparison.Ordinal);
        Assert.Contains("1.250,00\u00A0kr.", Text(page, "preview-totals"), StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=preview-verdict]"));
    }

    [Fact]
    public async Task Preview_AfterAnEdit_MarksWhatIsDifferent()
    {
        var invoice = await host.Product.AddInvoiceAsync();
        await host.Product.PushAsync(invoice);
        var page = Open(invoice.Id);
        Unfold(page);
        Assert.Equal("Same", page.Find("[data-testid=preview-verdict]").GetAttribute("data-verdict"));

        page.Find("[data-testid=unit-price]").Change("600");
        page.WaitForElement("[data-testid=preview-unsaved]", PageHost.Patience);
        page.Find("[data-testid=save]").Click();

        page.WaitForAssertion(
            () => Assert.Equal("Changed", page.Find("[data-testid=preview-verdict]").GetAttribute("data-verdict")), PageHost.Patience);
        Assert.Empty(page.FindAll("[data-testid=preview-unsaved]"));
        var changed = page.FindAll("[data-testid=preview-line] [data-testid=changed]")[0];
        Assert.Contains("2 × 500,00", changed.QuerySelector("del")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("2 × 600,00", changed.QuerySelector("ins")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_OfWhatIsBlocked_SaysWhyAndWhereToGo_AndFollowsTheChoice()
    {
        var invoice = await host.Product.AddInvoiceAsync(change => change.Lines[0].AccountCode = "X");
        var page = Open(invoice.Id);
        Unfold(page);
        Assert.Equal(FailureCodes.AccountUnknown, page.Find("[data-testid=preview] [data-testid=failure]").GetAttribute("data-code"));
        Assert.Equal("/settings/mapping", page.Find("[data-testid=preview-way-on]").GetAttribute("href"));

        await host.Product.ChooseAsync(PostingSubject.Account, "X", new(host.Product.AccountId("1130"), null));

        await host.EventuallyAsync(() => Assert.Contains("1130", Text(page, "preview-line"), StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-testid=preview] [data-testid=failure]"));
    }

    [Fact]
    public void Preview_OfAnInvoiceThatWasNeverSaved_AsksToSaveIt()
    {
        var page = host.Open<InvoiceEditorPage>("/invoices/new");
        page.WaitForElement("[data-testid=preview-toggle]", PageHost.Patience);

        page.Find("[data-testid=preview-toggle]").Click();

        var notice = page.WaitForElement("[data-testid=preview-unsaved] .pp-notice-body", PageHost.Patience);
        Assert.StartsWith("Gem fakturaen", notice.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=loading]"));
    }

    [Fact]
    public async Task Preview_WithoutAConnection_LeadsToIt()
    {
        var invoice = await host.Product.AddInvoiceAsync();
        await host.Product.Get<BillyConnector>().DisconnectAsync(host.Product.Owner, default);
        var page = Open(invoice.Id);
        page.Find("[data-testid=preview-toggle]").Click();

        page.WaitForAssertion(
            () => Assert.Equal("/settings/billy", page.Find("[data-testid=preview] a.pp-button").GetAttribute("href")), PageHost.Patience);
    }

    private IRenderedComponent<InvoiceEditorPage> Open(Guid id)
    {
        var page = host.Open<InvoiceEditorPage>($"/invoices/{id}", parameters => parameters.Add(p => p.Id, id));
        page.WaitForElement("[data-testid=preview-toggle]", PageHost.Patience);
        return page;
    }

    private static void Unfold(IRenderedComponent<InvoiceEditorPage> page)
    {
        page.Find("[data-testid=preview-toggle]").Click();
        page.WaitForElement("[data-testid=preview-head]", PageHost.Patience);
    }

    private static string Text(IRenderedComponent<InvoiceEditorPage> page, string id) => page.Find($"[data-testid={id}]").TextContent.Trim();
}

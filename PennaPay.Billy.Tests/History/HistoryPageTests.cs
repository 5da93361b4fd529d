using Bunit;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Looks;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Engine;
using HistoryPage = PennaPay.Billy.Web.Components.History.HistoryPage;

namespace PennaPay.Billy.Tests.History;

public sealed class HistoryPageTests : IAsyncLifetime
{
    private PageHost host = null!;

    public HistoryPageTests() => PageHost.Speak("da-DK");

    public async Task InitializeAsync() => host = await PageHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public void WithoutPushes_ItSaysWhatWillStandHere()
    {
        var page = host.Open<HistoryPage>("/history");
        Assert.Contains("Intet er overført endnu", page.WaitForElement("[data-testid=empty-state]", PageHost.Patience).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EachAttempt_IsARow_WithBillysAnswerInWords()
    {
        var customer = await host.Product.AddCustomerAsync();
        await host.Product.PushAsync(await host.Product.AddInvoiceAsync(customer: customer, number: "1001"));
        host.Product.Plan(SandboxFaultKind.Invalid);
        await host.Product.PushAsync(await host.Product.AddInvoiceAsync(customer: customer, number: "1002"));

        var page = host.Open<HistoryPage>("/history");
        page.WaitForAssertion(() => Assert.Equal(["Rejected", "Succeeded"], States(page)), PageHost.Patience);
        Assert.Equal("1002", page.Find(".pp-history-invoice").TextContent);
        Assert.Equal("Kladden er oprettet, og beløbene stemmer.", page.FindAll("[data-testid=answer]")[1].TextContent);

        host.Navigation.NavigateTo("/history?state=Succeeded");
        page.WaitForAssertion(() => Assert.Equal(["Succeeded"], States(page)), PageHost.Patience);
        host.Navigation.NavigateTo("/history?q=1002");
        page.WaitForAssertion(() => Assert.Equal(["Rejected"], States(page)), PageHost.Patience);
    }

    [Fact]
    public async Task WhatHasBecomeOfTheDraft_StandsBesideTheOutcome()
    {
        var push = await host.Product.PushAsync(await host.Product.AddInvoiceAsync());
        var page = host.Open<HistoryPage>("/history");
        page.WaitForAssertion(() => Assert.Equal(["Succeeded"], States(page)), PageHost.Patience);
        Assert.Empty(page.FindAll("[data-testid=now]"));

        host.Product.Billy.Approve(host.Product.Token, push.RemoteId!);
        host.Product.Clock.Advance(DocumentLooks.FreshFor);
        await host.Product.Get<DocumentLooks>().LookAtAsync(host.Product.Workspace, push.InvoiceId, default);

        await host.EventuallyAsync(() => Assert.Equal("Nu: Bogført · nr. 1", page.Find("[data-testid=now]").TextContent));
    }

    [Fact]
    public async Task NewAttempts_AppearByThemselves()
    {
        var invoice = await host.Product.AddInvoiceAsync();
        var page = host.Open<HistoryPage>("/history");
        page.WaitForElement("[data-testid=empty-state]", PageHost.Patience);

        await host.Product.PushAsync(invoice);

        await host.EventuallyAsync(() => Assert.Equal(["Succeeded"], States(page)));
    }

    [Fact]
    public async Task BatchThatIsTakenBack_AppearsByItself()
    {
        await host.Product.AddInvoiceAsync();
        var page = host.Open<HistoryPage>("/history");
        page.WaitForElement("[data-testid=empty-state]", PageHost.Patience);

        var batch = await host.Product.Pusher.PushSentAsync(host.Product.Owner, null, PushCause.Bulk, default);
        await host.Product.Get<PushBatches>().CancelAsync(host.Product.Owner, batch.BatchId, default);

        await host.EventuallyAsync(() => Assert.Equal(["Cancelled"], States(page)));
    }

    [Fact]
    public async Task LinkToADraft_IsNamedByWhatItShows()
    {
        await host.Product.PushAsync(await host.Product.AddInvoiceAsync(number: "1001"));
        var link = host.Open<HistoryPage>("/history").WaitForElement("[data-testid=document-link]", PageHost.Patience);

        Assert.False(link.HasAttribute("aria-label"));
        Assert.Equal(["Åbn faktura 1001 i Billy"], link.QuerySelectorAll(".pp-visually-hidden").Select(hidden => hidden.TextContent));
    }

    private static IEnumerable<string?> States(IRenderedComponent<HistoryPage> page) =>
        page.FindAll("[data-testid=history-row]").Select(row => row.GetAttribute("data-state"));
}

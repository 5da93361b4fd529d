using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Invoices;
using Radzen;

namespace PennaPay.Billy.Tests.Invoices;

public sealed class InvoicesPageTests : IAsyncLifetime
{
    private PageHost host = null!;

    public InvoicesPageTests() => PageHost.Speak("da-DK");

    public async Task InitializeAsync() => host = await PageHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public void EmptyList_OffersWaysToBegin_AndLoadsSamples()
    {
        var page = host.Open<InvoicesPage>("/invoices");
        page.WaitForElement("[data-testid=load-samples]", PageHost.Patience);

        page.Find("[data-testid=load-samples]").Click();

        page.WaitForAssertion(() => Assert.Equal(8, Rows(page).Count), PageHost.Patience);
    }

    [Fact]
    public async Task Row_ShowsAmountInItsCurrencyAndSignOfACreditNote()
    {
        await host.Product.AddInvoiceAsync(invoice => (invoice.Kind, invoice.Currency) = (InvoiceKind.CreditNote, "EUR"), number: "K-7");
        var page = host.Open<InvoicesPage>("/invoices");
        page.WaitForAssertion(() => Assert.Single(Rows(page)), PageHost.Patience);

        Assert.Equal("−1.250,00\u00A0EUR", page.Find(".pp-row-gross").TextContent.Replace('-', '−'));
        Assert.Equal("20.11.2026", page.Find(".pp-row-date").TextContent);
        Assert.Contains("Kreditnota", page.Find(".pp-row-number").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_SaysWhatIsShown_AndAnotherAddressShowsOther()
    {
        var customer = await host.Product.AddCustomerAsync();
        await host.Product.AddInvoiceAsync(customer: customer, number: "1001");
        await host.Product.AddInvoiceAsync(invoice => invoice.CopyState = CopyState.Failed, customer, "1002");

        var page = host.Open<InvoicesPage>("/invoices?state=Failed");
        page.WaitForAssertion(() => Assert.Equal(["1002"], Numbers(page)), PageHost.Patience);
        host.Navigation.NavigateTo("/invoices?sort=Number");
        page.WaitForAssertion(() => Assert.Equal(["1001", "1002"], Numbers(page)), PageHost.Patience);
        host.Navigation.NavigateTo("/invoices?q=findes-ikke");
        page.WaitForElement("[data-testid=no-match]", PageHost.Patience);
    }

    [Fact]
    public async Task Search_WaitsForAPause_AndStandsInTheAddress()
    {
        await host.Product.AddInvoiceAsync(number: "1001");
        var page = host.Open<InvoicesPage>("/invoices");
        page.WaitForElement("[data-testid=search]", PageHost.Patience);

        page.Find("[data-testid=search]").Input("nord");
        Assert.DoesNotContain("q=", host.Navigation.Uri, StringComparison.Ordinal);
        host.Product.Clock.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.EndsWith("/invoices?q=nord", host.Navigation.Uri, StringComparison.Ordinal), PageHost.Patience);
    }

    [Fact]
    public async Task Row_FollowsAPushThatWasStartedElsewhere()
    {
        var invoice = await host.Product.AddInvoiceAsync();
        var page = host.Open<InvoicesPage>("/invoices");
        page.WaitForAssertion(() => Assert.Equal(["NotPushed"], States(page)), PageHost.Patience);

        await host.Product.QueueAsync(invoice);
        page.WaitForAssertion(() => Assert.Equal(["Waiting"], States(page)), PageHost.Patience);
        await host.Product.DrainAsync();
        page.WaitForAssertion(() => Assert.Equal(["Present"], States(page)), PageHost.Patience);
    }

    [Fact]
    public async Task Selection_IsPushedAsOne()
    {
        var customer = await host.Product.AddCustomerAsync();
        foreach (var number in new[] { "1001", "1002", "1003" })
            await host.Product.AddInvoiceAsync(customer: customer, number: number);
        var page = host.Open<InvoicesPage>("/invoices?sort=Number");
        page.WaitForAssertion(() => Assert.Equal(3, Rows(page).Count), PageHost.Patience);

        page.FindAll("[data-testid=select]")[0].Change(true);
        page.FindAll("[data-testid=select]")[2].Change(true);
        Assert.Equal("2 markeret", page.Find("[data-testid=selected-count]").TextContent);
        await host.AnswerAsync(() => page.Find("[data-testid=push-selected]").ClickAsync(new()), true);

        page.WaitForAssertion(() => Assert.Equal(["Waiting", "NotPushed", "Waiting"], States(page)), PageHost.Patience);
        Assert.Empty(page.FindAll("[data-testid=bulk-bar]"));
        var entries = await host.Product.EntriesAsync();
        Assert.Equal(2, entries.Count);
        Assert.Single(entries.Select(entry => entry.BatchId).Distinct());
    }

    private static IReadOnlyList<AngleSharp.Dom.IElement> Rows(IRenderedComponent<InvoicesPage> page) => page.FindAll("[data-testid=invoice-row]");

    private static IEnumerable<string?> Numbers(IRenderedComponent<InvoicesPage> page) => Rows(page).Select(row => row.GetAttribute("data-number"));

    private static IEnumerable<string?> States(IRenderedComponent<InvoicesPage> page) => Rows(page).Select(row => row.GetAttribute("data-state"));
}

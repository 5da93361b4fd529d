using Bunit;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Invoices;
using PennaPay.Billy.Web.Components.Shared;

namespace PennaPay.Billy.Tests.Invoices;

/// <summary>What an owner arranges in the list: filters and columns.</summary>
public sealed class InvoicesPageChoicesTests : IAsyncLifetime
{
    private PageHost host = null!;

    public InvoicesPageChoicesTests() => PageHost.Speak("da-DK");

    public async Task InitializeAsync()
    {
        host = await PageHost.StartAsync();
        await host.Product.AddInvoiceAsync(invoice => invoice.CopyState = CopyState.Failed, number: "1001");
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public void WholeList_NeedsNoFilter()
    {
        var page = Open("/invoices");
        Assert.Empty(page.FindAll("[data-testid=save-filter], [data-testid=saved-filters]"));
    }

    [Fact]
    public void Filter_IsSavedUnderAName_AndMarkedAsShown()
    {
        var page = Open("/invoices?state=Failed");
        Save(page, "Mine fejl");

        page.WaitForElement("[data-testid=saved-filter][data-shown]", PageHost.Patience);
        Assert.Empty(page.FindAll("[data-testid=save-filter]"));
        Assert.Equal((ToastTone.Success, "Filteret Mine fejl er gemt"), (Assert.Single(host.Toasts).Tone, host.Toasts[0].Title));

        host.Navigation.NavigateTo("/invoices?state=Failed&sort=Gross");
        page.WaitForAssertion(() => Assert.False(page.Find("[data-testid=saved-filter]").HasAttribute("data-shown")), PageHost.Patience);
        Assert.Equal("/invoices?state=Failed", page.Find("[data-testid=saved-filter] a").GetAttribute("href"));
    }

    [Fact]
    public void Filter_WithATakenName_SaysSoBesideTheName()
    {
        var page = Open("/invoices?state=Failed");
        Save(page, "Mine");
        page.WaitForElement("[data-testid=saved-filter]", PageHost.Patience);
        host.Navigation.NavigateTo("/invoices?status=Sent");
        page.WaitForElement("[data-testid=filter-name]", PageHost.Patience);

        Save(page, "MINE");

        Assert.StartsWith(
            "Du har allerede et filter, der hedder Mine.", page.WaitForElement("[data-testid=field-error]", PageHost.Patience).TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filter_ThatIsDeleted_CanBeBroughtBack()
    {
        var page = Open("/invoices?state=Failed");
        Save(page, "Mine");
        page.WaitForElement("[data-testid=delete-filter]", PageHost.Patience).Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=saved-filters]")), PageHost.Patience);

        var undo = host.Browser.Render<ToastHost>().Find("[data-testid=toast-undo]");
        Assert.Equal("Fortryd: gendan filteret Mine", undo.GetAttribute("aria-label"));
        await undo.ClickAsync(new());

        page.WaitForElement("[data-testid=saved-filter][data-shown]", PageHost.Patience);
        Assert.DoesNotContain(host.Toasts, toast => toast.Undo is not null || toast.Tone == ToastTone.Working);
    }

    [Fact]
    public void Columns_AreHiddenAndShown_AndHiddenStillOnTheNextVisit()
    {
        var page = Open("/invoices");
        page.Find("[data-testid=column-Customer]").Change(false);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".pp-row-customer")), PageHost.Patience);
        page.Find("[data-testid=column-Gross]").Change(false);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".pp-row-gross, [data-testid=sort-Gross]")), PageHost.Patience);
        page.Find("[data-testid=column-Gross]").Change(true);
        page.WaitForElement(".pp-row-gross", PageHost.Patience);

        var next = Open("/invoices");
        Assert.Empty(next.FindAll(".pp-row-customer"));
        Assert.Equal("1001", next.Find(".pp-row-number a").TextContent);
        Assert.False(next.Find("[data-testid=column-Customer]").HasAttribute("checked"));
    }

    [Fact]
    public void Rows_HaveOneWayInForTheTabKey()
    {
        var row = Assert.Single(Open("/invoices").FindAll("[data-testid=invoice-row]"));
        Assert.Equal("0", row.GetAttribute("tabindex"));
    }

    private IRenderedComponent<InvoicesPage> Open(string address)
    {
        var page = host.Open<InvoicesPage>(address);
        page.WaitForElement("[data-testid=invoice-row]", PageHost.Patience);
        return page;
    }

    private static void Save(IRenderedComponent<InvoicesPage> page, string name)
    {
        page.Find("[data-testid=filter-name]").Change(name);
        page.Find("[data-testid=save-filter] form").Submit();
    }
}

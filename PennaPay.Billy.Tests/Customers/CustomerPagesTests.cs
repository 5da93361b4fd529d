using Bunit;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Customers;

namespace PennaPay.Billy.Tests.Customers;

public sealed class CustomerPagesTests : IAsyncLifetime
{
    private PageHost host = null!;

    public CustomerPagesTests() => PageHost.Speak("da-DK");

    public async Task InitializeAsync() => host = await PageHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public void EmptyList_OffersAWayToBegin()
    {
        var page = host.Open<CustomersPage>("/customers");
        page.WaitForElement("[data-testid=empty-state]", PageHost.Patience);
    }

    [Fact]
    public async Task List_ShowsInvoicesAndWhoIsInBilly()
    {
        var pushed = await host.Product.AddCustomerAsync("Nordlys Design ApS");
        await host.Product.AddCustomerAsync("Anker ApS", cvr: null);
        await host.Product.PushAsync(await host.Product.AddInvoiceAsync(customer: pushed));

        var page = host.Open<CustomersPage>("/customers");
        page.WaitForAssertion(() => Assert.Equal(
            [("Anker ApS", "0", "false"), ("Nordlys Design ApS", "1", "true")],
            Rows(page).Select(row => (
                row.QuerySelector("[data-testid=open-customer]")!.TextContent,
                row.QuerySelector(".pp-row-invoices")!.LastChild!.TextContent,
                row.QuerySelector("[data-testid=contact-link]")!.GetAttribute("data-linked")))), PageHost.Patience);
    }

    [Fact]
    public async Task Address_SaysWhatIsShown()
    {
        await host.Product.AddCustomerAsync("Nordlys Design ApS");
        await host.Product.AddCustomerAsync("Anker ApS", cvr: null);

        var page = host.Open<CustomersPage>("/customers?sort=Name-");
        page.WaitForAssertion(() => Assert.StartsWith("Nordlys", Rows(page)[0].TextContent.Trim(), StringComparison.Ordinal), PageHost.Patience);
        host.Navigation.NavigateTo("/customers?q=anker");
        page.WaitForAssertion(() => Assert.Single(Rows(page)), PageHost.Patience);
        host.Navigation.NavigateTo("/customers?q=findes-ikke");
        page.WaitForElement("[data-testid=no-match]", PageHost.Patience);
    }

    [Fact]
    public async Task Archived_IsInItsOwnListAlone_AndComesBack()
    {
        var customer = await host.Product.AddCustomerAsync("Nordlys ApS");
        var editor = host.Open<CustomerEditorPage>($"/customers/{customer.Id}", parameters => parameters.Add(page => page.Id, customer.Id));
        editor.WaitForElement("[data-testid=archive]", PageHost.Patience).Click();
        editor.WaitForAssertion(() => Assert.EndsWith("Gendan fra arkivet", editor.Find("[data-testid=archive]").TextContent.Trim(), StringComparison.Ordinal), PageHost.Patience);
        Assert.NotNull(editor.Find("[data-testid=is-archived]"));

        // Who has put all of them aside is not told that there are none.
        var page = host.Open<CustomersPage>("/customers");
        page.WaitForElement(".pp-kind", PageHost.Patience);
        Assert.Empty(Rows(page));
        host.Navigation.NavigateTo("/customers?archived=true");
        page.WaitForAssertion(() => Assert.Equal("Nordlys ApS", Assert.Single(Rows(page)).QuerySelector("[data-testid=open-customer]")!.TextContent), PageHost.Patience);

        editor.Find("[data-testid=archive]").Click();
        editor.WaitForAssertion(() => Assert.EndsWith("Arkivér", editor.Find("[data-testid=archive]").TextContent.Trim(), StringComparison.Ordinal), PageHost.Patience);
        host.Navigation.NavigateTo("/customers");
        page.WaitForAssertion(() => Assert.Single(Rows(page)), PageHost.Patience);
    }

    [Fact]
    public async Task Tabs_ShowOrganisationsAndContacts_AndKeepTheRest()
    {
        await host.Product.AddCustomerAsync("Nordlys Design ApS");
        await host.Product.Get<CustomerEditor>().SaveAsync(host.Owner, new() { Name = "Nora Nord", Kind = CustomerKind.Person }, default);

        var page = host.Open<CustomersPage>("/customers?q=nor");
        page.WaitForAssertion(() => Assert.Equal(2, Rows(page).Count), PageHost.Patience);
        Assert.Equal(["Alle", "Organisationer", "Kontakter", "Arkiverede"], page.FindAll(".pp-kind").Select(tab => tab.TextContent));
        Assert.Equal("/customers?kind=person&q=nor", page.Find("[data-testid=kind-Person]").GetAttribute("href"));

        host.Navigation.NavigateTo("/customers?kind=person&q=nor");
        page.WaitForAssertion(() => Assert.Equal("Nora Nord", Assert.Single(Rows(page)).QuerySelector("[data-testid=open-customer]")!.TextContent), PageHost.Patience);
        Assert.Equal("page", page.Find("[data-testid=kind-Person]").GetAttribute("aria-current"));
        host.Navigation.NavigateTo("/customers?kind=company");
        page.WaitForAssertion(() => Assert.Equal("Nordlys Design ApS", Assert.Single(Rows(page)).QuerySelector("[data-testid=open-customer]")!.TextContent), PageHost.Patience);
        host.Navigation.NavigateTo("/customers?kind=nonsense");
        page.WaitForAssertion(() => Assert.Equal(2, Rows(page).Count), PageHost.Patience);
    }

    [Fact]
    public void Address_OfTheWholeListSaysNothing()
    {
        Assert.Equal("/customers", CustomerListView.All.Href);
        Assert.Equal(CustomerListView.All, CustomerListView.From(" ", "Nonsense-", -3));
        var view = new CustomerListView("æ&b", CustomerSort.Invoices, true, 2);
        Assert.Equal("/customers?q=%C3%A6%26b&sort=Invoices-&page=2", view.Href);
        Assert.Equal(view, CustomerListView.From("æ&b", "Invoices-", 2));
        Assert.True(CustomerListView.From(null, null, int.MaxValue).Query.Skip >= 0);
    }

    [Fact]
    public async Task NewCustomer_WithProblems_SaysThemAndKeepsWhatWasTyped()
    {
        var page = host.Open<CustomerEditorPage>("/customers/new");
        page.WaitForElement("[data-testid=customer-editor]", PageHost.Patience);
        page.Find("[data-testid=registration-no]").Input("10150818");
        Assert.Equal("WrongCheckDigit", page.Find("[data-testid=cvr-check]").GetAttribute("data-check"));
        page.Find("[data-testid=save]").Click();

        page.WaitForAssertion(() => Assert.Equal(
            ["Skriv kundens navn.", "»10150818« er ikke et gyldigt CVR-nummer. Tjek tallet: det har otte cifre, og kontrolcifret skal passe."],
            page.FindAll("[data-testid=field-error]").Select(error => error.TextContent)), PageHost.Patience);
        page.Find("[data-testid=registration-no]").Input("10150817");
        page.Find("[data-testid=name]").Change("Kajak ApS");
        page.Find("[data-testid=save]").Click();

        page.WaitForAssertion(() => Assert.Contains(host.Toasts, toast => toast.Title == "Kajak ApS er gemt"), PageHost.Patience);
        var saved = Assert.Single((await host.Product.Get<CustomerList>().PageAsync(host.Product.Workspace, new(), default)).Rows);
        Assert.EndsWith($"/customers/{saved.Id}", host.Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SameNumber_IsAWarningWithALinkAndNoBlock()
    {
        var known = await host.Product.AddCustomerAsync("Nordlys Design ApS", "10150817");
        var page = host.Open<CustomerEditorPage>("/customers/new");
        page.WaitForElement("[data-testid=customer-editor]", PageHost.Patience);
        page.Find("[data-testid=name]").Change("Nordlys igen");
        page.Find("[data-testid=registration-no]").Input("DK10150817");

        await host.EventuallyAsync(() => Assert.Equal($"/customers/{known.Id}", page.Find("[data-testid=twin] a").GetAttribute("href")));
        page.Find("[data-testid=save]").Click();
        page.WaitForAssertion(() => Assert.Contains(host.Toasts, toast => toast.Title == "Nordlys igen er gemt"), PageHost.Patience);
    }

    [Fact]
    public async Task Save_AfterSomebodyElseSaved_OverwritesNothing()
    {
        var customer = await host.Product.AddCustomerAsync();
        var page = Open(customer.Id);
        var other = CustomerForm.From((await host.Product.Get<CustomerList>().FindAsync(host.Product.Workspace, customer.Id, default))!);
        (other.RegistrationNo, other.City) = ("10150817", "Marstal");
        Assert.IsType<SaveResult.Saved>(await host.Product.Get<CustomerEditor>().SaveAsync(host.Owner, other, default));

        page.Find("[data-testid=city]").Change("Svendborg");
        page.Find("[data-testid=save]").Click();
        page.WaitForElement("[data-testid=reload]", PageHost.Patience);
        Assert.Equal("Svendborg", page.Find("[data-testid=city]").GetAttribute("value"));

        page.Find("[data-testid=reload]").Click();
        page.WaitForAssertion(() => Assert.Equal("Marstal", page.Find("[data-testid=city]").GetAttribute("value")), PageHost.Patience);
    }

    [Fact]
    public async Task CustomerWithInvoices_SaysWhyItCannotBeDeleted()
    {
        var invoice = await host.Product.AddInvoiceAsync();
        var page = Open(invoice.CustomerId);
        Assert.Empty(page.FindAll("[data-testid=delete]"));
        Assert.Contains("kan ikke slettes", page.Find("[data-testid=why-not-delete]").TextContent, StringComparison.Ordinal);
        Assert.Equal($"/invoices/{invoice.Id}", page.Find("[data-testid=customer-invoice] a").GetAttribute("href"));
    }

    [Fact]
    public void CustomerOfNobody_IsMissing()
    {
        var page = host.Open<CustomerEditorPage>("/customers/x", parameters => parameters.Add(p => p.Id, Guid.CreateVersion7()));
        page.WaitForElement("[data-testid=customer-missing]", PageHost.Patience);
    }

    private IRenderedComponent<CustomerEditorPage> Open(Guid id)
    {
        var page = host.Open<CustomerEditorPage>($"/customers/{id}", parameters => parameters.Add(p => p.Id, id));
        page.WaitForElement("[data-testid=customer-editor]", PageHost.Patience);
        return page;
    }

    private static IReadOnlyList<AngleSharp.Dom.IElement> Rows(IRenderedComponent<CustomersPage> page) => page.FindAll("[data-testid=customer-row]");
}

using System.Globalization;
using AngleSharp.Dom;
using Bunit;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Sync.Sources.Balances;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Tests.Systems.Pennylane;
using PennaPay.Billy.Tests.Systems.Pennylane.Balances;
using PennaPay.Billy.Web.Components.Customers;
using PennaPay.Billy.Web.Components.Customers.Sources;
using PennaPay.Billy.Web.Sandbox.Pennylane;

namespace PennaPay.Billy.Tests.Customers;

/// <summary>The pages of customers that came from another system. It is 20 November 2026.</summary>
public sealed class SourceCustomerPagesTests : IAsyncLifetime
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    private PageHost host = null!;
    private SourceHost source = null!;

    public SourceCustomerPagesTests() => PageHost.Speak("da-DK");

    private PennylaneCompany Company => source.Company;

    public async Task InitializeAsync()
    {
        host = await PageHost.StartAsync(connected: false, SourceHost.Unpaced);
        source = await SourceHost.BesideAsync(host.Product);
    }

    public async Task DisposeAsync()
    {
        await source.DisposeAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task WithoutASource_TheListIsAsItWas()
    {
        await host.Product.AddCustomerAsync("Nordlys Design ApS");
        var page = host.Open<CustomersPage>("/customers");
        page.WaitForAssertion(() => Assert.Single(Rows(page)), PageHost.Patience);
        Assert.Empty(page.FindAll("[data-testid=source], [data-testid=aged], [data-testid=source-mark]"));
    }

    [Fact]
    public async Task List_MarksThoseOfASource_AndChoosingItShowsWhatTheyOwe()
    {
        await host.Product.AddCustomerAsync("Nordlys Design ApS");
        var garage = Company.AddCustomer(new SandboxCustomer { Name = "Garage Martin SARL", Reference = "C-7" });
        SourceBills.Add(Company, garage, 1000, Today.AddDays(-3));
        SourceBills.Add(Company, garage, 100, Today, "CHF");
        await source.ConnectAsync();
        await source.ActivateAsync();

        var page = host.Open<CustomersPage>("/customers");
        page.WaitForAssertion(() => Assert.Equal(
            [("Garage Martin SARL", "pennylane"), ("Nordlys Design ApS", null)],
            Rows(page).Select(row => (row.QuerySelector("[data-testid=open-customer]")!.TextContent, row.QuerySelector("[data-testid=source-mark]")?.GetAttribute("data-system")))), PageHost.Patience);
        Assert.Equal(["Alle kilder", "Pennylane (Essai SARL)"], page.FindAll("[data-testid=source] option").Select(option => option.TextContent));

        page.Find("[data-testid=source]").Change(source.Connection.ToString());
        page.WaitForAssertion(() => Assert.Equal("Kunder fra Pennylane (Essai SARL)", page.Find("[data-testid=page-title]").TextContent), PageHost.Patience);
        Assert.EndsWith($"/customers?source={source.Connection}", host.Navigation.Uri, StringComparison.Ordinal);
        var row = Assert.Single(Rows(page));
        Assert.Equal("1.200,00\u00A0EUR 120,00\u00A0CHF", Text(row, "open-balance"));
        Assert.Equal("1.200,00\u00A0EUR 1 forfalden faktura", Text(row, "overdue"));
        Assert.Equal("21.10.2026", Text(row, "activity"));
        Assert.Equal("Saldi pr. 20.11.2026 10:00", page.Find(".pp-page-heading p").TextContent);
        Assert.Equal($"/customers/aged?source={source.Connection}", page.Find("[data-testid=aged]").GetAttribute("href"));
    }

    [Fact]
    public async Task SourceList_SortsByItsAddress_AndMarksWhoIsLeftOut()
    {
        var (garage, bakery) = (Company.AddCustomer("Garage Martin SARL"), Company.AddCustomer("Boulangerie SARL"));
        SourceBills.Add(Company, garage, 1000, Today);
        await source.ConnectAsync();
        await source.ActivateAsync();
        await LeaveOutAsync(garage);

        var page = host.Open<CustomersPage>($"/customers?source={source.Connection}&sort=Open-");
        page.WaitForAssertion(() => Assert.Equal(
            [("Garage Martin SARL", "left-out"), ("Boulangerie SARL", null)],
            Rows(page).Select(row => (row.QuerySelector("[data-testid=open-customer]")!.TextContent, row.QuerySelector("[data-testid=inactive]")?.GetAttribute("data-why")))), PageHost.Patience);
        Assert.Equal("descending", page.Find("[data-testid=sort-Open]").Closest("th")!.GetAttribute("aria-sort"));
        host.Navigation.NavigateTo($"/customers?source={source.Connection}&q=findes-ikke");
        page.WaitForElement("[data-testid=no-match]", PageHost.Patience);
        Assert.NotEqual(0, bakery);
    }

    [Fact]
    public async Task SourceWithoutCustomers_SaysSo_AndAnUnknownOneShowsAll()
    {
        await host.Product.AddCustomerAsync("Nordlys Design ApS");
        await source.ConnectAsync();

        var page = host.Open<CustomersPage>($"/customers?source={source.Connection}");
        page.WaitForElement("[data-testid=none-of-source]", PageHost.Patience);
        Assert.Equal("Ikke alt herfra er læst endnu.", page.Find(".pp-page-heading p").TextContent);
        host.Navigation.NavigateTo($"/customers?source={Guid.NewGuid()}");
        page.WaitForAssertion(() => Assert.Single(Rows(page)), PageHost.Patience);
    }

    [Fact]
    public void Address_OfASourceSaysItsOrder()
    {
        var connection = Guid.Parse("0199a000-0000-7000-8000-000000000001");
        var view = new CustomerListView("æ", Source: connection, BalanceSort: BalanceSort.Overdue, Descending: true, Page: 2);
        Assert.Equal($"/customers?source={connection}&q=%C3%A6&sort=Overdue-&page=2", view.Href);
        Assert.Equal(view, CustomerListView.From("æ", "Overdue-", 2, source: connection.ToString()));
        Assert.Equal(new CustomerListView(Source: connection), CustomerListView.From(null, "Country-", null, source: connection.ToString()));
        Assert.Equal(CustomerListView.All, CustomerListView.From(null, "Overdue-", null, source: "nonsense"));
    }

    [Fact]
    public async Task CustomersPage_HasBalanceAndOneTimeline()
    {
        var garage = Company.AddCustomer("Garage Martin SARL");
        for (var i = 0; i < SourcedCustomerCard.Step + 5; i++)
            SourceBills.Add(Company, garage, 10, Today.AddDays(-i), date: Today.AddDays(-40 - i));
        await source.ConnectAsync();
        await source.ActivateAsync();
        await LeaveOutAsync(garage);

        var page = host.Open<CustomerEditorPage>("/customers", ps => ps.Add(p => p.Id, source.CustomerAsync(garage).Result!.Id));
        page.WaitForAssertion(() => Assert.Equal(SourcedCustomerCard.Step, Entries(page).Count), PageHost.Patience);
        Assert.Equal("660,00\u00A0EUR", page.Find("[data-testid=sourced-customer] [data-testid=open-balance]").TextContent.Trim());
        Assert.Equal("648,00\u00A0EUR", page.Find("[data-testid=sourced-customer] [data-testid=overdue] .amount").TextContent.Trim());
        Assert.Equal(["LeftOut", "Invoice"], Entries(page).Take(2).Select(entry => entry.GetAttribute("data-kind")));
        Assert.Equal("Ikke betalt", Entries(page)[1].QuerySelector("[data-testid=entry-standing]")!.TextContent.Trim());
        Assert.Equal("Forfalden", Entries(page)[2].QuerySelector("[data-testid=entry-standing]")!.TextContent.Trim());
        page.Find("[data-testid=timeline-more]").Click();
        page.WaitForAssertion(() => Assert.Equal(SourcedCustomerCard.Step + 6, Entries(page).Count), PageHost.Patience);
        Assert.Empty(page.FindAll("[data-testid=timeline-more]"));
    }

    [Fact]
    public async Task CustomerOfNoSource_HasNoSuchCard()
    {
        var customer = await host.Product.AddCustomerAsync("Nordlys Design ApS");
        var page = host.Open<CustomerEditorPage>("/customers", ps => ps.Add(p => p.Id, customer.Id));
        page.WaitForElement("[data-testid=customer-editor]", PageHost.Patience);
        Assert.Empty(page.FindAll("[data-testid=sourced-customer]"));
    }

    [Fact]
    public async Task Aged_ShowsACurrencyAtATime_WithTheTotal()
    {
        var (garage, bank) = (Company.AddCustomer("Garage Martin SARL"), Company.AddCustomer("Banque SA"));
        SourceBills.Add(Company, garage, 100, Today.AddDays(-10));
        SourceBills.Add(Company, bank, 10, Today);
        SourceBills.Add(Company, bank, 20, Today.AddDays(-100), "CHF");
        await source.ConnectAsync();
        await source.ActivateAsync();

        var page = host.Open<AgedPage>("/customers/aged");
        page.WaitForAssertion(() => Assert.Equal(
            ["Garage Martin SARL|0,00|120,00|0,00|0,00|0,00|120,00", "Banque SA|12,00|0,00|0,00|0,00|0,00|12,00"], Aged(page)), PageHost.Patience);
        Assert.Equal("I alt EUR (2)|12,00|120,00|0,00|0,00|0,00|132,00", Line(page.Find("[data-testid=aged-total]")));
        Assert.Equal(["EUR 2", "CHF 1"], page.FindAll("[data-testid=currency]").Select(tab => tab.TextContent));
        Assert.Equal($"/customers/aged/export.csv?source={source.Connection}", page.Find("[data-testid=export]").GetAttribute("href"));

        host.Navigation.NavigateTo($"/customers/aged?source={source.Connection}&currency=CHF");
        page.WaitForAssertion(() => Assert.Equal(["Banque SA|0,00|0,00|0,00|0,00|24,00|24,00"], Aged(page)), PageHost.Patience);
    }

    [Fact]
    public async Task Aged_WithoutASource_AndWithoutDebt_SaySo()
    {
        var page = host.Open<AgedPage>("/customers/aged");
        page.WaitForElement("[data-testid=no-source]", PageHost.Patience);
        await source.ConnectAsync();
        await source.ActivateAsync();
        host.Navigation.NavigateTo($"/customers/aged?source={source.Connection}");
        page.WaitForElement("[data-testid=none-owed]", PageHost.Patience);
        Assert.Empty(page.FindAll("[data-testid=export]"));
    }

    private Task<bool> LeaveOutAsync(long customer) => host.Product.Get<SourceSwitch>()
        .ExcludeAsync(host.Product.Owner, source.Connection, new Dictionary<string, string?> { [customer.ToString(CultureInfo.InvariantCulture)] = null }, archive: false, default);

    private static IReadOnlyList<IElement> Rows(IRenderedComponent<CustomersPage> page) => [.. page.FindAll("[data-testid=customer-row]")];

    private static IReadOnlyList<IElement> Entries(IRenderedComponent<CustomerEditorPage> page) => [.. page.FindAll("[data-testid=timeline-entry]")];

    private static IEnumerable<string> Aged(IRenderedComponent<AgedPage> page) => page.FindAll("[data-testid=aged-row]").Select(Line);

    private static string Line(IElement row) => string.Join('|', row.Children.Select(cell => cell.TextContent.Trim()));

    private static string Text(IElement row, string part) =>
        row.QuerySelectorAll($"[data-testid={part}] .amount") is { Length: > 0 } amounts
            ? string.Join(' ', amounts.Select(amount => amount.TextContent.Trim()))
            : row.QuerySelector($"[data-testid={part}]")!.TextContent.Trim();
}

using System.Globalization;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Sync.Sources.Balances;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Web.Sandbox.Pennylane;

namespace PennaPay.Billy.Tests.Systems.Pennylane.Balances;

/// <summary>What customers owe by what their source says. It is 20 November 2026.</summary>
public sealed class BalanceTests : CompanyTests
{
    private readonly CommandCount queries = new();

    private protected override Task<SourceHost> StartAsync() =>
        SourceHost.StartAsync(add: services => services.ConfigureDbContext<WorkspaceDbContext>(options => options.AddInterceptors(queries)));

    [Fact]
    public async Task Balance_IsWhatIsLeftOfOpenInvoices_AndOverdueFromTheDayAfterTheLast()
    {
        var garage = Company.AddCustomer("Garage Martin SARL");
        Company.Pay(Bill(garage, 100, due: Today), 20);
        Bill(garage, 200, due: Today.AddDays(-1));
        Bill(garage, 50, due: Today.AddDays(-40));
        Company.Pay(Bill(garage, 999, due: Today.AddDays(-50)));
        await Host.ActivateAsync();

        Assert.Equal("EUR 400.00, 300.00 on 2 overdue", Say(await BalanceAsync(garage)));
        Host.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("EUR 400.00, 400.00 on 3 overdue", Say(await BalanceAsync(garage)));
    }

    [Fact]
    public async Task WhatIsArchivedCreditedGoneOrACreditNote_IsNotOwed()
    {
        var garage = Company.AddCustomer("Garage Martin SARL");
        Company.Archive(Bill(garage, 100, Today));
        Company.Credit(Bill(garage, 200, Today));
        Company.Credit(Bill(garage, 300, Today), 120);
        await Host.ActivateAsync();

        Assert.Equal("EUR 240.00, 0.00 on 0 overdue", Say(await BalanceAsync(garage)));
    }

    [Fact]
    public async Task Currencies_AreNeverAdded_AndTheCompanysOwnComesFirst()
    {
        var garage = Company.AddCustomer("Garage Martin SARL");
        Bill(garage, 100, Today, "CHF");
        Bill(garage, 10, Today.AddDays(-3), "CHF");
        Bill(garage, 5, Today);
        await Host.ActivateAsync();

        Assert.Equal("EUR 6.00, 0.00 on 0 overdue; CHF 132.00, 12.00 on 1 overdue", Say(await BalanceAsync(garage)));
    }

    [Fact]
    public async Task LeftOutAndGone_KeepTheirBalance_AndAreMarked()
    {
        var (left, gone) = (Company.AddCustomer("Garage Martin SARL"), Company.AddCustomer("Parti SARL"));
        Bill(left, 100, Today);
        await Host.ActivateAsync();
        await Host.Product.Get<SourceSwitch>().ExcludeAsync(Host.Product.Owner, Host.Connection, new Dictionary<string, string?> { [SourceHost.Text(left)] = null }, archive: false, default);
        Company.DeleteCustomer(gone);
        await Host.RunAsync(TimeSpan.FromMinutes(10));

        var page = await PageAsync(BalanceSort.Name);
        Assert.Equal(
            [("EUR 120.00, 0.00 on 0 overdue", true, false), ("", false, true)],
            page.Select(row => (Say(row), row.Customer.LeftOutAt is not null, row.Customer.GoneAt is not null)));
    }

    [Fact]
    public async Task LastActivity_IsTheLatestInvoiceStandingOrPayment()
    {
        Host.Sandbox.Behaviour.MatchesAreLogged = true;
        var (issued, paid, none) = (Company.AddCustomer("A SARL"), Company.AddCustomer("B SARL"), Company.AddCustomer("C SARL"));
        Bill(issued, 100, Today, date: Today.AddDays(-30));
        var invoice = Bill(paid, 100, Today, date: Today.AddDays(-60));
        await Host.ActivateAsync();
        // What was read first says nothing of when it happened.
        Assert.Equal((Today.AddDays(-30), Today.AddDays(-60), null), ((await BalanceAsync(issued)).LastActivity, (await BalanceAsync(paid)).LastActivity, (await BalanceAsync(none)).LastActivity));

        Host.Clock.Advance(TimeSpan.FromDays(2));
        Company.Pay(invoice, 10);
        await Host.RunAsync(TimeSpan.FromMinutes(10));
        Assert.Equal((Today.AddDays(-30), Today.AddDays(2)), ((await BalanceAsync(issued)).LastActivity, (await BalanceAsync(paid)).LastActivity));
    }

    [Fact]
    public async Task Page_GoesByWhatIsAsked_BothWays()
    {
        var names = new Dictionary<string, long>();
        foreach (var (name, number) in new[] { ("Anne", "10"), ("Bo", "9"), ("Cia", ""), ("Dan", "2") })
            names[name] = Company.AddCustomer(new SandboxCustomer { Name = $"{name} SARL", Reference = number });
        Bill(names["Anne"], 10, Today, date: Today.AddDays(-9));
        Bill(names["Bo"], 300, Today, date: Today.AddDays(-1));
        Bill(names["Cia"], 20, Today.AddDays(-2), date: Today.AddDays(-5));
        // Another currency is not held against this one, but comes before nothing.
        Bill(names["Dan"], 5000, Today.AddDays(-2), "CHF", Today.AddDays(-20));
        Company.AddCustomer("Evy SARL");
        await Host.Product.AddCustomerAsync("Fra Danmark ApS");
        await Host.ActivateAsync();

        Assert.Equal("Anne Bo Cia Dan Evy", await OrderAsync(BalanceSort.Name));
        Assert.Equal("Evy Dan Cia Bo Anne", await OrderAsync(BalanceSort.Name, descending: true));
        Assert.StartsWith("Dan Bo Anne ", await OrderAsync(BalanceSort.CustomerNo), StringComparison.Ordinal);
        Assert.Equal("Bo Cia Anne Dan Evy", await OrderAsync(BalanceSort.Open, descending: true));
        Assert.Equal("Evy Dan Anne Cia Bo", await OrderAsync(BalanceSort.Open));
        Assert.Equal("Cia Dan Anne Bo Evy", await OrderAsync(BalanceSort.Overdue, descending: true));
        Assert.Equal("Bo Cia Anne Dan Evy", await OrderAsync(BalanceSort.Activity, descending: true));
        Assert.Equal("Evy Dan Anne Cia Bo", await OrderAsync(BalanceSort.Activity));
    }

    [Fact]
    public async Task Page_SearchesAndSkips_AmongTheSourcesAlone()
    {
        Company.AddCustomer("Garage Martin SARL");
        Company.AddCustomer("Garage Petit SARL");
        Company.AddCustomer(new SandboxCustomer { IsCompany = false, FirstName = "Gaston", LastName = "Garage" });
        Company.AddCustomer("Autre SARL");
        await Host.Product.AddCustomerAsync("Garage Jensen ApS");
        await Host.ActivateAsync();

        var balances = Host.Product.Get<SourceBalances>();
        var page = await balances.PageAsync(Host.Product.Workspace, new(Host.Connection, "garage", Skip: 1, Take: 1), default);
        Assert.Equal((3, "Garage Petit SARL"), (page.Total, await NameAsync(Assert.Single(page.Rows))));
        page = await balances.PageAsync(Host.Product.Workspace, new(Host.Connection, "garage", Kind: CustomerKind.Person), default);
        Assert.Equal("Gaston Garage", await NameAsync(Assert.Single(page.Rows)));
        Assert.Empty((await balances.PageAsync(Host.Product.Workspace, new(Guid.NewGuid()), default)).Rows);
        Assert.Empty((await balances.PageAsync(WorkspaceId.New(), new(Host.Connection), default)).Rows);
    }

    [Fact]
    public async Task Page_TakesAsManyQueries_HoweverManyCustomers()
    {
        Company.AddMany(60, 200);
        await Host.ActivateAsync();

        foreach (var sort in Enum.GetValues<BalanceSort>())
        {
            var before = queries.Value;
            Assert.Equal(50, (await PageAsync(sort)).Count);
            Assert.InRange(queries.Value - before, 1, 7);
        }
    }

    [Fact]
    public async Task Sources_SayAsOfWhen_AndWhetherTheyAreConnected()
    {
        var list = Host.Product.Get<SourceList>();
        Assert.Equal(("pennylane", "Essai SARL", true, null), About(Assert.Single(await list.AllAsync(Host.Product.Workspace, default))));

        await Host.ActivateAsync();
        Assert.Equal(("pennylane", "Essai SARL", true, Host.Clock.GetUtcNow()), About(Assert.Single(await list.AllAsync(Host.Product.Workspace, default))));
        Assert.Empty(await list.AllAsync(WorkspaceId.New(), default));

        static (string, string?, bool, DateTimeOffset?) About(CustomerSource source) => (source.System, source.AccountName, source.IsConnected, source.AsOf);
    }

    [Fact]
    public async Task WhatCameBeforeBalancesWereKept_IsKnownAfterTheUpgrade()
    {
        var garage = Company.AddCustomer("Garage Martin SARL");
        Bill(garage, 100, Today, "CHF", Today.AddDays(-30));
        Company.Pay(Bill(garage, 50, Today, date: Today.AddDays(-20)), 12);
        await Host.ActivateAsync();
        var before = await BalanceAsync(garage);
        await using (var db = Host.Product.Database.Read(Host.Product.Workspace))
        {
            await db.GetService<IMigrator>().MigrateAsync("20261130091414_Sources");
            await db.GetService<IMigrator>().MigrateAsync();
        }

        Assert.Equal((Say(before), Today), (Say(await BalanceAsync(garage)), (await BalanceAsync(garage)).LastActivity));
    }

    private long Bill(long customer, decimal beforeTax, DateOnly due, string currency = "EUR", DateOnly? date = null) =>
        SourceBills.Add(Company, customer, beforeTax, due, currency, date);

    private async Task<CustomerBalance> BalanceAsync(long customer) =>
        (await Host.Product.Get<SourceBalances>().FindAsync(Host.Product.Workspace, (await Host.CustomerAsync(customer))!.Id, default))!;

    private async Task<IReadOnlyList<CustomerBalance>> PageAsync(BalanceSort sort, bool descending = false) =>
        (await Host.Product.Get<SourceBalances>().PageAsync(Host.Product.Workspace, new(Host.Connection, Sort: sort, Descending: descending), default)).Rows;

    private async Task<string> OrderAsync(BalanceSort sort, bool descending = false)
    {
        List<string> names = [];
        foreach (var row in await PageAsync(sort, descending))
            names.Add((await NameAsync(row)).Split(' ')[0]);
        return string.Join(' ', names);
    }

    private async Task<string> NameAsync(CustomerBalance balance) => (await Host.AllAsync<Customer>()).Single(customer => customer.Id == balance.Customer.Customer).Name;

    private static string Say(CustomerBalance balance) => string.Join("; ", balance.Owed.Select(owed =>
        string.Create(CultureInfo.InvariantCulture, $"{owed.Currency} {owed.Open:0.00}, {owed.Overdue:0.00} on {owed.OverdueCount} overdue")));
}

using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Sync.Sources.Balances;
using PennaPay.Billy.Core.Sync.Sources.Timelines;
using PennaPay.Billy.Web.Sandbox.Pennylane;

namespace PennaPay.Billy.Tests.Systems.Pennylane.Balances;

/// <summary>What happened with a customer that came from a source. It is 20 November 2026.</summary>
public sealed class TimelineTests : IAsyncLifetime
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    private SourceHost host = null!;

    private PennylaneCompany Company => host.Company;

    public async Task InitializeAsync()
    {
        host = await SourceHost.StartAsync();
        await host.ConnectAsync();
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Timeline_HasInvoicesCreditNotesAndMovements_NewestFirst()
    {
        var (garage, other) = (Company.AddCustomer("Garage Martin SARL"), Company.AddCustomer("Autre SARL"));
        SourceBills.Add(Company, garage, 100, Today.AddDays(-5), date: Today.AddDays(-35));
        var credited = SourceBills.Add(Company, garage, 50, Today, date: Today.AddDays(-20));
        SourceBills.Add(Company, other, 999, Today);
        await host.ActivateAsync();
        Company.Credit(credited);
        Company.Pay(Company.AddInvoice(garage, 10));
        await host.RunAsync(TimeSpan.FromMinutes(10));
        await host.RunAsync(TimeSpan.FromMinutes(10));

        var timeline = await ReadAsync(garage, 50);
        Assert.Equal(
            [
                (TimelineKind.Payment, Today, 12m, false), (TimelineKind.CreditNote, Today, -60m, false), (TimelineKind.Invoice, Today, 12m, false),
                (TimelineKind.Invoice, Today.AddDays(-20), 60m, false), (TimelineKind.Invoice, Today.AddDays(-35), 120m, true),
            ],
            timeline.Entries.Select(entry => (entry.Kind, entry.Day, entry.Amount!.Value, entry.IsOverdue)));
        Assert.All(timeline.Entries, entry => Assert.NotNull(entry.Invoice));
        Assert.False(timeline.HasMore);
        Assert.Equal([timeline.Entries[0], timeline.Entries[1]], (await ReadAsync(garage, 2)).Entries.Select((entry, at) => entry with { Standing = timeline.Entries[at].Standing }));
        Assert.True((await ReadAsync(garage, 2)).HasMore);
    }

    [Fact]
    public async Task Timeline_SaysWhenItWasLeftOut_TakenInAgain_AndGone()
    {
        var garage = Company.AddCustomer("Garage Martin SARL");
        await host.ActivateAsync();
        var accounts = host.Product.Get<SourceSwitch>();
        await accounts.ExcludeAsync(host.Product.Owner, host.Connection, new Dictionary<string, string?> { [SourceHost.Text(garage)] = null }, archive: false, default);
        Assert.Equal([(TimelineKind.LeftOut, Today)], await HappenedAsync());

        await host.RunAsync(TimeSpan.FromDays(1));
        await accounts.IncludeAsync(host.Product.Owner, host.Connection, [SourceHost.Text(garage)], default);
        await host.RunAsync();
        Company.DeleteCustomer(garage);
        await host.RunAsync(TimeSpan.FromDays(1));
        Assert.Equal([(TimelineKind.Gone, Today.AddDays(2)), (TimelineKind.TakenInAgain, Today.AddDays(1))], await HappenedAsync());

        async Task<IEnumerable<(TimelineKind, DateOnly)>> HappenedAsync() => (await ReadAsync(garage, 50)).Entries.Select(entry => (entry.Kind, entry.Day));
    }

    [Fact]
    public async Task ASandboxOfOurs_HasNoPages()
    {
        var garage = Company.AddCustomer("Garage Martin SARL");
        var invoice = SourceBills.Add(Company, garage, 100, Today);
        await host.ActivateAsync();

        var pages = host.Product.Get<SourcePages>();
        Assert.Null(await pages.OfCustomerAsync(host.Product.Workspace, await CustomerAsync(garage), default));
        Assert.Null(await pages.OfInvoiceAsync(host.Product.Workspace, (await host.InvoiceAsync(invoice))!.Value.Invoice.Id, default));
    }

    private async Task<Timeline> ReadAsync(long customer, int take) =>
        await host.Product.Get<CustomerTimeline>().ReadAsync(host.Product.Workspace, await CustomerAsync(customer), take, default);

    private async Task<SourcedCustomer> CustomerAsync(long customer) =>
        (await host.Product.Get<SourcedCustomers>().FindAsync(host.Product.Workspace, (await host.CustomerAsync(customer))!.Id, default))!;
}

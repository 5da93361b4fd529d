using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Sync.Sources.Balances;
using PennaPay.Billy.Core.Sync.Sources.Timelines;

namespace PennaPay.Billy.Tests.Systems.Pennylane.Balances;

/// <summary>What happened with a customer that came from a source. It is 20 November 2026.</summary>
public sealed class TimelineTests : CompanyTests
{
    [Fact]
    public async Task Timeline_HasInvoicesCreditNotesAndMovements_NewestFirst()
    {
        var (garage, other) = (Company.AddCustomer("Garage Martin SARL"), Company.AddCustomer("Autre SARL"));
        SourceBills.Add(Company, garage, 100, Today.AddDays(-5), date: Today.AddDays(-35));
        var credited = SourceBills.Add(Company, garage, 50, Today, date: Today.AddDays(-20));
        SourceBills.Add(Company, other, 999, Today);
        await Host.ActivateAsync();
        Company.Credit(credited);
        Company.Pay(Company.AddInvoice(garage, 10));
        await Host.RunAsync(TimeSpan.FromMinutes(10));
        await Host.RunAsync(TimeSpan.FromMinutes(10));

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
        await Host.ActivateAsync();
        var accounts = Host.Product.Get<SourceSwitch>();
        await accounts.ExcludeAsync(Host.Product.Owner, Host.Connection, new Dictionary<string, string?> { [SourceHost.Text(garage)] = null }, archive: false, default);
        Assert.Equal([(TimelineKind.LeftOut, Today)], await HappenedAsync());

        await Host.RunAsync(TimeSpan.FromDays(1));
        await accounts.IncludeAsync(Host.Product.Owner, Host.Connection, [SourceHost.Text(garage)], default);
        await Host.RunAsync();
        Company.DeleteCustomer(garage);
        await Host.RunAsync(TimeSpan.FromDays(1));
        Assert.Equal([(TimelineKind.Gone, Today.AddDays(2)), (TimelineKind.TakenInAgain, Today.AddDays(1))], await HappenedAsync());

        async Task<IEnumerable<(TimelineKind, DateOnly)>> HappenedAsync() => (await ReadAsync(garage, 50)).Entries.Select(entry => (entry.Kind, entry.Day));
    }

    [Fact]
    public async Task ASandboxOfOurs_HasNoPages()
    {
        var garage = Company.AddCustomer("Garage Martin SARL");
        var invoice = SourceBills.Add(Company, garage, 100, Today);
        await Host.ActivateAsync();

        var pages = Host.Product.Get<SourcePages>();
        Assert.Null(await pages.OfCustomerAsync(Host.Product.Workspace, await CustomerAsync(garage), default));
        Assert.Null(await pages.OfInvoiceAsync(Host.Product.Workspace, (await Host.InvoiceAsync(invoice))!.Value.Invoice.Id, default));
    }

    private async Task<Timeline> ReadAsync(long customer, int take) =>
        await Host.Product.Get<CustomerTimeline>().ReadAsync(Host.Product.Workspace, await CustomerAsync(customer), take, default);

    private async Task<SourcedCustomer> CustomerAsync(long customer) =>
        (await Host.Product.Get<SourcedCustomers>().FindAsync(Host.Product.Workspace, (await Host.CustomerAsync(customer))!.Id, default))!;
}

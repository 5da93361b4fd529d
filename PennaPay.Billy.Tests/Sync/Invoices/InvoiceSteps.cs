using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Settings;

namespace PennaPay.Billy.Tests.Sync.Invoices;

/// <summary>What tests of runs with invoices begin with, and end with.</summary>
internal static class InvoiceSteps
{
    public static readonly ModuleChoices On = new() { IsOn = true };

    public static async Task<SyncHost> StartAsync(ModuleChoices? choices = null, SyncModule goTo = SyncModule.Organizations)
    {
        var host = await SyncHost.StartAsync(On);
        await host.ChooseInvoicesAsync(choices ?? On, goTo);
        return host;
    }

    /// <summary>A contact and its customer, after the first run.</summary>
    public static async Task<(string Contact, Guid Customer)> LinkedAsync(SyncHost host)
    {
        var contact = host.Account.Add("Nordlys ApS");
        Assert.Null((await host.BeginAsync()).Failure);
        return (contact, Assert.Single(await host.AllAsync<Customer>()).Id);
    }

    public static async Task<string> IssuedAsync(SyncHost host)
    {
        var id = host.Invoices.Issue(host.Account.Add("Nordlys ApS"), "1001", 1000);
        Assert.Null((await host.BeginAsync()).Failure);
        return id;
    }

    public static async Task NothingToDoAsync(SyncHost host)
    {
        var run = await host.RunAsync();
        Assert.Null(run.Failure);
        Assert.Empty(await host.ItemsAsync(run));
    }
}

using Bunit;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Settings;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Billy.Postings.Choices;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Settings.Sync;

namespace PennaPay.Billy.Tests.Sync;

/// <summary>What a run was not given, filled in on its page or led to.</summary>
public sealed class SyncMissingTests : IAsyncLifetime
{
    private PageHost host = null!;

    public SyncMissingTests() => PageHost.Speak("da-DK");

    public async Task InitializeAsync() => host = await StartAsync(Role.Owner);

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Account_IsChosenInPlace_AndLeadsToAPlanShownAnew()
    {
        var invoice = await host.Product.AddInvoiceAsync(invoice => invoice.Lines[0].AccountCode = "KONSULENT");
        var page = Open(await AddAsync(run => run.IsDry = true, Left(invoice.Id, FailureCodes.AccountUnknown), StoredRuns.Item("Havn A/S", SyncOutcome.Created)));
        page.WaitForElement("[data-code=KONSULENT] [data-testid=blocks]", PageHost.Patience);
        Assert.Empty(page.FindAll("[data-testid=vat], [data-testid=default-account], [data-testid=missing-filled]"));
        Assert.NotEmpty(page.FindAll("[data-testid=carry-out]"));

        page.Choose("[data-code=KONSULENT] [data-testid=account]", "1130 Salg til øvrig udland - ydelser");
        page.WaitForElement("[data-testid=save-mapping]", PageHost.Patience).Click();

        page.WaitForElement("[data-testid=missing-filled]", PageHost.Patience);
        Assert.Contains("Konto og moms er på plads", page.Find("[data-testid=missing-filled]").TextContent, StringComparison.Ordinal);
        // What was shown no longer is what would happen.
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=carry-out]")), PageHost.Patience);
        var choices = await host.Product.Get<PostingMap>().ReadAsync(host.Product.Workspace, host.Product.Queue.Connection, default);
        Assert.Equal(host.Product.AccountId("1130"), choices.Of("KONSULENT").AccountId);

        page.Find("[data-testid=show-anew]").Click();
        page.WaitForAssertion(() => Assert.EndsWith(LastRun().ToString(), host.Navigation.Uri, StringComparison.Ordinal), PageHost.Patience);
    }

    [Fact]
    public async Task Vat_IsChosenInPlace()
    {
        var invoice = await host.Product.AddInvoiceAsync(invoice => invoice.Lines[0].VatRate = 12);
        var page = Open(await AddAsync(null, Left(invoice.Id, FailureCodes.VatUnmapped)));

        page.WaitForElement("[data-testid=missing-mappings] [data-treatment=Standard] [data-testid=ruleset]", PageHost.Patience);
        Assert.Single(page.FindAll("[data-testid=vat-row]"));
        Assert.Empty(page.FindAll("[data-testid=accounts]"));
    }

    [Fact]
    public async Task WhatIsNoLongerMissing_IsSaid()
    {
        var page = Open(await AddAsync(null, Left(Guid.CreateVersion7(), FailureCodes.AccountUnknown)));

        Assert.Contains("Næste synkronisering tager fakturaerne med.", page.WaitForElement("[data-testid=missing-filled]", PageHost.Patience).TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=show-anew]"));
    }

    [Fact]
    public async Task WhoMayNotChoose_SeesWhatIsMissing_AndWhoCan()
    {
        await host.DisposeAsync();
        host = await StartAsync(Role.Viewer);
        var invoice = await host.Product.AddInvoiceAsync(invoice => invoice.Lines[0].AccountCode = "KONSULENT");
        var page = Open(await AddAsync(run => run.IsDry = true, Left(invoice.Id, FailureCodes.AccountUnknown)));

        Assert.Equal("Konto til KONSULENT", page.WaitForElement("[data-testid=missing-name]", PageHost.Patience).TextContent);
        Assert.Contains("En ejer", page.Find("[data-testid=missing-who]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=account], [data-testid=save-mapping]"));
    }

    [Fact]
    public async Task CustomersToComplete_AreLinked_FiveAtTheMost()
    {
        List<(SyncItem, SyncChange[])> left = [];
        foreach (var name in new[] { "F", "A", "E", "C", "B", "D", "G" })
        {
            var customer = await host.Product.AddCustomerAsync(name, cvr: null, country: "XX");
            left.Add(Left((await host.Product.AddInvoiceAsync(customer: customer, number: name)).Id, FailureCodes.CustomerIncomplete));
            // Two invoices of one customer are one to complete.
            left.Add(Left((await host.Product.AddInvoiceAsync(customer: customer, number: $"{name}2")).Id, FailureCodes.CustomerIncomplete));
        }

        var page = Open(await AddAsync(null, [.. left]));

        Assert.Equal(["A", "B", "C", "D", "E"], page.FindAll("[data-testid=mending-place] a").Select(link => link.TextContent));
        Assert.All(page.FindAll("[data-testid=mending-place] a"), link => Assert.StartsWith("/customers/", link.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Equal("og 2 til", page.Find("[data-testid=more-places]").TextContent);
        Assert.Empty(page.FindAll("[data-testid=missing-mappings]"));
    }

    [Fact]
    public async Task RecordsToComplete_AreLinkedHere_OrThere()
    {
        var ours = Guid.CreateVersion7();
        var page = Open(await AddAsync(null,
            StoredRuns.Item("Mose ApS", SyncOutcome.Skipped, change: item => (item.FailureCode, item.FailureDetail, item.LocalId) = (FailureCodes.RecordIncomplete, "country", ours)),
            StoredRuns.Item("Skov ApS", SyncOutcome.Skipped, SyncSide.Here, change: item => (item.FailureCode, item.FailureDetail, item.LocalId, item.RemoteId) = (FailureCodes.RecordIncomplete, "name", null, "cTHEIRS"))));

        var links = page.FindAll("[data-testid=mending-place] a");
        Assert.Equal($"/customers/{ours}", links[0].GetAttribute("href"));
        Assert.EndsWith("/contacts/cTHEIRS", links[1].GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains("i Billy", links[1].TextContent, StringComparison.Ordinal);
    }

    private static async Task<PageHost> StartAsync(Role role)
    {
        var host = await PageHost.StartAsync(role: role);
        var on = new ModuleChoices { IsOn = true };
        await host.Product.Get<SyncSettingsEditor>().SaveAsync(
            host.Product.Owner, BillySystem.SystemId, new SyncChoices().With(SyncModule.Organizations, on).With(SyncModule.Invoices, on), 0, default);
        return host;
    }

    private static (SyncItem Item, SyncChange[] Changes) Left(Guid invoice, string code) =>
        StoredRuns.Item("1042 · Nordlys Design ApS", SyncOutcome.Skipped, SyncSide.There, SyncModule.Invoices, item => (item.LocalId, item.FailureCode) = (invoice, code));

    private Task<SyncRun> AddAsync(Action<SyncRun>? change, params (SyncItem Item, SyncChange[] Changes)[] items) =>
        StoredRuns.AddAsync(host.Product.Database, host.Product.Workspace, host.Product.Queue.Connection, change, items);

    private IRenderedComponent<SyncRunPage> Open(SyncRun run)
    {
        var page = host.Open<SyncRunPage>(SyncRunAddress.Of(run.Id), parameters => parameters.Add(shown => shown.Run, run.Id));
        page.WaitForElement("[data-testid=failures]", PageHost.Patience);
        return page;
    }

    private Guid LastRun()
    {
        using var db = host.Product.Database.Read(host.Product.Workspace);
        return db.Set<SyncRun>().OrderByDescending(run => run.QueuedAt).ThenByDescending(run => run.Id).Select(run => run.Id).First();
    }
}

using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Looks;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Running;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Settings;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Push;

namespace PennaPay.Billy.Tests.Sync.Invoices;

/// <summary>Invoices kept alike with an account of Billy's over HTTP, while a person books, pays and credits there.</summary>
public sealed class InvoiceSyncTests
{
    [Fact]
    public async Task BothWays_EachIsThereOnce_AndStandsHereAsItStandsThere()
    {
        await using var host = await StartAsync();
        var contact = AddContact(host, "Bager Hansen ApS");
        var theirs = Issue(host, contact, 1000);
        var ours = await host.AddInvoiceAsync(number: "500");
        await FirstRunAsync(host);
        Assert.Equal(["500 Nordlys Design ApS", "1 Bager Hansen ApS"], await InvoicesAsync(host, invoice => $"{invoice.Number} {invoice.CustomerName}"), Unordered);
        await host.DrainAsync();

        // Ours is booked and paid by a person, theirs is credited: neither comes in again.
        var draft = (await host.InvoiceAsync(ours.Id)).RemoteId!;
        host.Billy.Approve(host.Token, draft);
        host.Billy.Pay(host.Token, draft);
        host.Billy.Credit(host.Token, theirs);
        await RunAsync(host);
        Assert.Equal(
            ["500 Paid 2", "1 Credited 1", "3 Booked 3"],
            await InvoicesAsync(host, invoice => $"{invoice.Number} {invoice.CopyState} {invoice.RemoteNumber}"), Unordered);
        await using (var db = host.Database.Read(host.Workspace))
        {
            Assert.Equal((ours.Id, ours.Gross), await db.Set<Payment>().SingleAsync() is var payment ? (payment.InvoiceId, payment.Amount) : default);
            Assert.Equal(1, await db.Set<LedgerEntry>().CountAsync());
        }

        var last = await RunAsync(host);
        Assert.Empty(last);
        Assert.Equal(3, host.Billy.Invoices(host.Token).Count);
    }

    [Fact]
    public async Task Looks_KeepWhatCameInFresh_BetweenRuns()
    {
        await using var host = await StartAsync();
        var theirs = Issue(host, AddContact(host, "Bager Hansen ApS"), 1000);
        await FirstRunAsync(host);
        host.Billy.Pay(host.Token, theirs);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        var id = Assert.Single(await InvoicesAsync(host, invoice => invoice.Id));
        Assert.Equal(host.Clock.GetUtcNow(), await host.Get<DocumentLooks>().LookAtAsync(host.Workspace, id, default));
        Assert.Equal([CopyState.Paid], await InvoicesAsync(host, invoice => invoice.CopyState));
    }

    [Fact]
    public async Task WhatCameIn_IsNeverPushed()
    {
        await using var host = await StartAsync();
        Issue(host, AddContact(host, "Bager Hansen ApS"), 1000);
        await FirstRunAsync(host);
        var requests = host.Billy.Invoices(host.Token).Count;
        var id = Assert.Single(await InvoicesAsync(host, invoice => invoice.Id));
        Assert.IsNotType<Core.Push.Queue.QueueResult.Queued>(await host.Pusher.PushAsync(host.Owner, id, PushCause.Manual, default));
        Assert.Equal(0, (await host.Pusher.PushManyAsync(host.Owner, [id], PushCause.Bulk, default)).Queued);
        Assert.Equal(0, (await host.Pusher.PushSentAsync(host.Owner, null, PushCause.Bulk, default)).Queued);
        await host.DrainAsync();
        Assert.Equal(requests, host.Billy.Invoices(host.Token).Count);
    }

    private static readonly IEqualityComparer<IEnumerable<string>> Unordered =
        EqualityComparer<IEnumerable<string>>.Create((one, other) => one!.Order(StringComparer.Ordinal).SequenceEqual(other!.Order(StringComparer.Ordinal)), _ => 0);

    internal static async Task<PushHost> StartAsync()
    {
        var host = await PushHost.StartAsync();
        var on = new ModuleChoices { IsOn = true };
        var choices = new SyncChoices().With(SyncModule.Organizations, on).With(SyncModule.Invoices, on);
        Assert.NotNull(await host.Get<SyncSettingsEditor>().SaveAsync(host.Owner, BillySystem.SystemId, choices, 0, default));
        return host;
    }

    internal static string AddContact(PushHost host, string name) =>
        host.Billy.AddRecord(host.Token, "contacts", new { type = "company", name, countryId = "DK" });

    internal static string Issue(PushHost host, string contact, decimal net)
    {
        var product = host.Billy.AddRecord(host.Token, "products", new { name = "Konsulenttime" });
        return host.Billy.Issue(host.Token, contact, [new { productId = product, quantity = 1, unitPrice = net, description = "Uge 43" }]);
    }

    internal static async Task<Guid> StartRunAsync(PushHost host, bool dry, Guid? agreed)
    {
        var result = await host.Get<SyncRuns>().StartAsync(host.Owner, host.Queue.Connection, dry, agreed, default);
        Assert.Null((result as StartResult.Refused)?.Failure);
        return ((StartResult.Started)result).Run;
    }

    internal static async Task<List<SyncItem>> RunAsync(PushHost host)
    {
        var run = await StartRunAsync(host, dry: false, null);
        await host.Get<SyncProcessor>().RunAsync(host.Workspace, run, default);
        await using var db = host.Database.Read(host.Workspace);
        Assert.Null((await db.Set<SyncRun>().SingleAsync(known => known.Id == run)).Failure);
        return await db.Set<SyncItem>().Where(item => item.RunId == run).ToListAsync();
    }

    internal static async Task<List<T>> InvoicesAsync<T>(PushHost host, Func<Invoice, T> select)
    {
        await using var db = host.Database.Read(host.Workspace);
        return [.. (await db.Set<Invoice>().ToListAsync()).Select(select)];
    }

    private static async Task FirstRunAsync(PushHost host)
    {
        var dry = await StartRunAsync(host, dry: true, null);
        await host.Get<SyncProcessor>().RunAsync(host.Workspace, dry, default);
        await host.Get<SyncProcessor>().RunAsync(host.Workspace, await StartRunAsync(host, dry: false, dry), default);
    }
}

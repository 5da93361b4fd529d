using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Runs;
using static PennaPay.Billy.Tests.Sync.Invoices.InvoiceSteps;

namespace PennaPay.Billy.Tests.Sync.Invoices;

/// <summary>Taking back what runs did with invoices, and how long it is told.</summary>
public sealed class InvoiceUndoTests
{
    [Fact]
    public async Task Undo_TakesOutOfTheQueueWhatHasNotLeft()
    {
        await using var host = await StartAsync();
        await LinkedAsync(host);
        await host.Product.AddInvoiceAsync(number: "500");
        var run = await host.RunAsync();
        var undo = await host.DoAsync(await host.Product.Get<SyncRuns>().UndoAsync(host.Product.Owner, host.Connection, run.Id, null, null, default));
        Assert.Equal(SyncOutcome.Deleted, Assert.Single(await host.ItemsAsync(undo), item => item.Module == SyncModule.Invoices).Outcome);
        Assert.Equal(PushState.Cancelled, Assert.Single(await host.AllAsync<LedgerEntry>()).State);
        await host.Product.DrainAsync();
        Assert.Empty(host.Product.Billy.Invoices(host.Product.Token));
    }

    [Fact]
    public async Task Undo_OfTheFirstRun_TakesAwayWhatCameIn()
    {
        await using var host = await StartAsync();
        var contact = host.Account.Add("Nordlys ApS");
        var id = host.Invoices.Issue(contact, "1001", 1000);
        host.Invoices.Issue(contact, "1002", 1000, InvoiceKind.CreditNote, credits: id);
        host.Invoices.Pay(id, 250);
        var run = await host.BeginAsync();
        var undo = await host.DoAsync(await host.Product.Get<SyncRuns>().UndoAsync(host.Product.Owner, host.Connection, run.Id, null, null, default));
        Assert.Null(undo.Failure);
        Assert.DoesNotContain(await host.ItemsAsync(undo), item => item.Outcome == SyncOutcome.Skipped);
        Assert.Empty(await host.AllAsync<Invoice>());
        Assert.Empty(await host.AllAsync<Payment>());
        Assert.Empty(await host.AllAsync<InvoiceCopy>());
        Assert.Empty(await host.AllAsync<Customer>());
    }

    [Fact]
    public async Task Undo_NamesWhatIsNotOurs_AndWhatItTookAwayDoesNotComeBackByItself()
    {
        await using var host = await StartAsync();
        var (contact, _) = await LinkedAsync(host);
        var queued = await host.Product.AddInvoiceAsync(number: "1");
        var paid = host.Invoices.Issue(contact, "1001", 1000);
        await host.RunAsync();
        host.Invoices.Pay(paid, 250);
        host.Invoices.Issue(contact, "1002", 1000);
        var run = await host.RunAsync();
        var undo = await host.DoAsync(await host.Product.Get<SyncRuns>().UndoAsync(host.Product.Owner, host.Connection, run.Id, null, null, default));
        Assert.Equal(
            [(SyncOutcome.Skipped, FailureCodes.SyncNotOurs, "1001 · Nordlys ApS"), (SyncOutcome.Deleted, null, "1002 · Nordlys ApS")],
            (await host.ItemsAsync(undo)).OrderBy(item => item.Title).Select(item => (item.Outcome, item.FailureCode, item.Title)));
        await host.RunAsync();
        Assert.Equal(["1", "1001"], (await host.AllAsync<Invoice>()).Select(invoice => invoice.Number).Order(StringComparer.Ordinal));
        Assert.Equal(CopyState.Waiting, (await host.AllAsync<Invoice>()).Single(invoice => invoice.Id == queued.Id).CopyState);
    }

    [Fact]
    public async Task WhatWasDoneWithInvoices_IsKeptForFiveYears()
    {
        await using var host = await StartAsync();
        var id = await IssuedAsync(host);
        host.Invoices.Issue("nobody", "9", 1);
        // What is only left is told by a run, and no part of a voucher's history.
        await host.RunAsync();
        host.Product.Clock.Advance(TimeSpan.FromDays(366));
        Assert.Equal(2, await host.Product.Get<OldRuns>().SweepAsync(default));
        Assert.Equal((SyncModule.Invoices, id), Assert.Single(await host.AllAsync<SyncItem>(), item => item.Outcome == SyncOutcome.Created) is var item ? (item.Module, item.RemoteId) : default);
        host.Product.Clock.Advance(TimeSpan.FromDays(4 * 366));
        Assert.Equal(1, await host.Product.Get<OldRuns>().SweepAsync(default));
        Assert.Empty(await host.AllAsync<SyncRun>());
        Assert.Empty(await host.AllAsync<SyncItem>());
    }
}

#if CRASH_POINTS
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync.Running;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Push.Crash;

namespace PennaPay.Billy.Tests.Sync.Invoices;

/// <summary>
/// A program is killed in the middle of a run that brings invoices here and queues ours, or of one that takes that back. The next
/// one goes on: each is here once and there once, or gone.
/// </summary>
public sealed class InvoiceCrashTests
{
    private static readonly string[] Points = ["sync.invoices-before-commit", "sync.invoices-after-commit"];

    public static TheoryData<string, bool> Deaths
    {
        get
        {
            var deaths = new TheoryData<string, bool>();
            foreach (var point in Points)
            {
                // What comes in, its credit note, and what is queued are a transaction each.
                foreach (var time in new[] { 1, 2, 3 })
                    deaths.Add($"{point}#{time}", false);
            }

            foreach (var point in new[] { "sync.before-undo#1", "sync.after-undo#1", "sync.after-undo#3", "sync.after-undo#4" })
                deaths.Add(point, true);
            return deaths;
        }
    }

    [Theory]
    [MemberData(nameof(Deaths))]
    [Trait("Category", "Crash")]
    public async Task Run_KilledThere_GoesOn_AndBringsNothingTwice(string point, bool isUndo)
    {
        await using var host = await InvoiceSyncTests.StartAsync();
        var contact = InvoiceSyncTests.AddContact(host, "Bager Hansen ApS");
        var theirs = InvoiceSyncTests.Issue(host, contact, 1000);
        InvoiceSyncTests.Issue(host, contact, 2000);
        host.Billy.Pay(host.Token, theirs, 250);
        host.Billy.Credit(host.Token, theirs);
        await host.AddInvoiceAsync(number: "500");
        var dry = await InvoiceSyncTests.StartRunAsync(host, dry: true, null);
        await host.Get<SyncProcessor>().RunAsync(host.Workspace, dry, default);
        var run = await InvoiceSyncTests.StartRunAsync(host, dry: false, dry);
        if (isUndo)
        {
            await host.Get<SyncProcessor>().RunAsync(host.Workspace, run, default);
            run = Assert.IsType<StartResult.Started>(await host.Get<SyncRuns>().UndoAsync(host.Owner, host.Queue.Connection, run, null, null, default)).Run;
        }

        await CrashMatrixTests.RunChildAsync(host, Guid.Empty, point, $"{CrashingChild.Sync}:{run}");
        await host.RestartAsync();
        await host.Get<SyncProcessor>().RunAsync(host.Workspace, run, default);
        await using (var db = host.Database.Read(host.Workspace))
            Assert.Null((await db.Set<SyncRun>().SingleAsync(known => known.Id == run)).Failure);
        if (isUndo)
        {
            Assert.Equal(["500"], await InvoiceSyncTests.InvoicesAsync(host, invoice => invoice.Number));
            await using var db = host.Database.Read(host.Workspace);
            Assert.DoesNotContain("Bager Hansen ApS", await db.Set<Customer>().Select(customer => customer.Name).ToListAsync());
            return;
        }

        Assert.Empty(await InvoiceSyncTests.RunAsync(host));
        Assert.Equal(["1", "2", "3", "500"], (await InvoiceSyncTests.InvoicesAsync(host, invoice => invoice.Number)).Order(StringComparer.Ordinal));
        await using (var db = host.Database.Read(host.Workspace))
        {
            Assert.Equal(4, await db.Set<InvoiceCopy>().CountAsync());
            Assert.Equal(1, await db.Set<LedgerEntry>().CountAsync());
            Assert.NotNull((await db.Set<Invoice>().SingleAsync(invoice => invoice.Kind == InvoiceKind.CreditNote)).CreditedInvoiceId);
        }

        // The program that died had a clock of its own.
        host.Clock.Advance(TimeSpan.FromHours(1));
        await host.DrainAsync();
        Assert.Equal(4, host.Billy.Invoices(host.Token).Count);
    }
}
#endif

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync.Running;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Sync.Invoices;

/// <summary>
/// Random lives over HTTP: a person books, pays, credits, voids and issues in Billy, another writes, sends and takes back here, drafts
/// go through the queue, and requests fail. In the end no invoice of ours has two documents, no document is here twice, and each
/// stands here as it stands there.
/// </summary>
public sealed class InvoiceSyncHistoryTests
{
    private static readonly SandboxFaultKind[] Faults = [SandboxFaultKind.Refuse, SandboxFaultKind.CommitThenDrop, SandboxFaultKind.CommitThenServerError, SandboxFaultKind.ServerError];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Slow.Count(2, 40))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task NoInvoiceIsTwice_AndEachStandsAsTheAccountSays(int seed)
    {
        var random = new Random(seed);
        await using var host = await InvoiceSyncTests.StartAsync();
        var contact = InvoiceSyncTests.AddContact(host, "Bager Hansen ApS");
        var product = host.Billy.AddRecord(host.Token, "products", new { name = "Konsulenttime" });
        var customer = await host.AddCustomerAsync();
        var dry = await InvoiceSyncTests.StartRunAsync(host, dry: true, null);
        await host.Get<SyncProcessor>().RunAsync(host.Workspace, dry, default);
        await host.Get<SyncProcessor>().RunAsync(host.Workspace, await InvoiceSyncTests.StartRunAsync(host, dry: false, dry), default);
        List<Guid> takenBack = [];
        for (var step = 0; step < 30; step++)
        {
            await LiveAsync(host, random, contact, product, customer, takenBack);
            if (random.Next(4) == 0)
                host.Plan(Faults[random.Next(Faults.Length)]);
            switch (random.Next(3))
            {
                case 0:
                    await RunAsync(host);
                    break;
                case 1:
                    await host.RunToQuiescenceAsync();
                    break;
            }

            host.Clock.Advance(TimeSpan.FromMinutes(random.Next(1, 30)));
        }

        host.Billy.ClearFaults();
        await host.RunToQuiescenceAsync();
        await RunAsync(host);
        await host.RunToQuiescenceAsync();
        await RunAsync(host);
        Assert.DoesNotContain(await InvoiceSyncTests.RunAsync(host), item => item.Outcome is SyncOutcome.Created or SyncOutcome.Updated or SyncOutcome.Linked or SyncOutcome.Queued);

        var there = host.Billy.Invoices(host.Token);
        // Our number is its reference: a second draft would have it too.
        Assert.DoesNotContain(there.Select(document => document.GetProperty("orderNo").GetString()).OfType<string>().CountBy(number => number), number => number.Value > 1);
        var here = await InvoiceSyncTests.InvoicesAsync(host, invoice => invoice);
        Assert.DoesNotContain(here.Select(invoice => invoice.RemoteId).OfType<string>().CountBy(id => id), id => id.Value > 1);
        foreach (var document in there.Where(document => document.GetProperty("state").GetString() != "draft"))
        {
            var id = document.GetProperty("id").GetString();
            var invoice = Assert.Single(here, invoice => invoice.RemoteId == id);
            Assert.Equal(document.GetProperty("invoiceNo").GetString(), invoice.RemoteNumber);
            Assert.Equal(StateOf(document, there), invoice.CopyState);
        }

        await using var db = host.Database.Read(host.Workspace);
        Assert.All(
            await db.Set<LedgerEntry>().Where(entry => takenBack.Contains(entry.InvoiceId)).ToListAsync(),
            entry => Assert.Equal(PushState.Cancelled, entry.State));
    }

    private static async Task LiveAsync(PushHost host, Random random, string contact, string product, Customer customer, List<Guid> takenBack)
    {
        var booked = host.Billy.Invoices(host.Token).Where(document => document.GetProperty("state").GetString() == "approved" && !IsTouched(document, host)).ToList();
        var drafts = host.Billy.Invoices(host.Token).Where(document => document.GetProperty("state").GetString() == "draft").ToList();
        switch (random.Next(8))
        {
            case 0:
                host.Billy.Issue(host.Token, contact, [new { productId = product, quantity = 1, unitPrice = random.Next(1, 9) * 100, description = "Uge 43" }]);
                break;
            case 1 when booked.Count > 0:
                host.Billy.Pay(host.Token, IdOf(booked[random.Next(booked.Count)]), random.Next(2) == 0 ? null : 10);
                break;
            case 2 when booked.Count > 0:
                host.Billy.Credit(host.Token, IdOf(booked[random.Next(booked.Count)]));
                break;
            case 3 when booked.Count > 0 && random.Next(2) == 0:
                host.Billy.Void(host.Token, IdOf(booked[random.Next(booked.Count)]));
                break;
            case 4 or 5 when drafts.Count > 0:
                host.Billy.Approve(host.Token, IdOf(drafts[random.Next(drafts.Count)]));
                break;
            case 6:
                var waiting = (await InvoiceSyncTests.InvoicesAsync(host, invoice => invoice)).Find(invoice => invoice.CopyState == CopyState.Waiting);
                if (waiting is not null && await host.Get<PushDecisions>().CancelAsync(host.Owner, waiting.Id, default) is DecisionResult.Done)
                    takenBack.Add(waiting.Id);
                break;
            default:
                await host.AddInvoiceAsync(null, customer, $"P{(await InvoiceSyncTests.InvoicesAsync(host, invoice => invoice.Id)).Count}");
                break;
        }
    }

    // Paid, or taken back in part: people leave such ones alone.
    private static bool IsTouched(JsonElement document, PushHost host) =>
        document.GetProperty("type").GetString() == "creditNote" || document.GetProperty("balance").GetDecimal() != document.GetProperty("grossAmount").GetDecimal()
        || host.Billy.Invoices(host.Token).Any(note => note.GetProperty("creditedInvoiceId").GetString() == IdOf(document));

    private static CopyState StateOf(JsonElement document, IReadOnlyList<JsonElement> all)
    {
        var (gross, balance) = (document.GetProperty("grossAmount").GetDecimal(), document.GetProperty("balance").GetDecimal());
        var credited = all.Where(note => note.GetProperty("creditedInvoiceId").GetString() == IdOf(document) && note.GetProperty("state").GetString() == "approved")
            .Sum(note => note.GetProperty("grossAmount").GetDecimal());
        var isNote = document.GetProperty("type").GetString() == "creditNote";
        return document.GetProperty("state").GetString() == "voided" ? CopyState.Voided
            : !isNote && credited >= gross ? CopyState.Credited
            : document.GetProperty("isPaid").GetBoolean() || !isNote && balance == 0 ? CopyState.Paid
            : !isNote && balance < gross ? CopyState.PartlyPaid
            : CopyState.Booked;
    }

    private static string IdOf(JsonElement document) => document.GetProperty("id").GetString()!;

    // A run that fails to read is no worse than none.
    private static async Task RunAsync(PushHost host) =>
        await host.Get<SyncProcessor>().RunAsync(host.Workspace, await InvoiceSyncTests.StartRunAsync(host, dry: false, null), default);
}

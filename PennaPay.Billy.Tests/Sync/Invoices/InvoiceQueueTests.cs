using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Systems.Billy.Postings.Choices;
using static PennaPay.Billy.Tests.Sync.Invoices.InvoiceSteps;

namespace PennaPay.Billy.Tests.Sync.Invoices;

/// <summary>Which invoices of ours a run puts into the queue.</summary>
public sealed class InvoiceQueueTests
{
    [Fact]
    public async Task OursThatAreSent_AreQueuedOnce_OthersAreNot()
    {
        await using var host = await StartAsync();
        await LinkedAsync(host);
        var sent = await host.Product.AddInvoiceAsync(number: "1");
        await host.Product.AddInvoiceAsync(invoice => invoice.Status = InvoiceStatus.Draft, number: "2");
        await host.Product.AddInvoiceAsync(invoice => invoice.IsArchived = true, number: "3");
        await host.Product.AddInvoiceAsync(invoice => invoice.Origin = new("Elsewhere"), number: "4");
        var run = await host.RunAsync();
        Assert.Equal((SyncOutcome.Queued, SyncSide.There, sent.Id), Assert.Single(await host.ItemsAsync(run), item => item.Module == SyncModule.Invoices) is var item ? (item.Outcome, item.Side, item.LocalId) : default);
        var push = Assert.Single(await host.AllAsync<LedgerEntry>());
        Assert.Equal((PushState.Pending, PushCause.Synchronized, sent.Id), (push.State, push.Cause, push.InvoiceId));
        await NothingToDoAsync(host);

        await host.Product.DrainAsync();
        Assert.Equal(PushState.Succeeded, Assert.Single(await host.AllAsync<LedgerEntry>()).State);
        Assert.DoesNotContain(await host.ItemsAsync(await host.RunAsync()), item => item.Module == SyncModule.Invoices);
    }

    [Fact]
    public async Task OursThatWouldBeRefused_AreShownWithWhatIsMissing_AndGoOnceItIsThere()
    {
        await using var host = await StartAsync();
        await LinkedAsync(host);
        var ours = await host.Product.AddInvoiceAsync(invoice => invoice.Lines[0].AccountCode = "9999", number: "1");
        foreach (var run in new[] { await host.DryAsync(), await host.RunAsync() })
        {
            var item = Assert.Single(await host.ItemsAsync(run), item => item.Module == SyncModule.Invoices);
            Assert.Equal((SyncOutcome.Skipped, SyncSide.There, ours.Id, FailureCodes.AccountUnknown), (item.Outcome, item.Side, item.LocalId, item.FailureCode));
        }

        Assert.Empty(await host.AllAsync<LedgerEntry>());
        await host.Product.ChooseAsync(PostingSubject.Account, "9999", new(host.Product.AccountId("1110"), null));
        Assert.Contains(await host.ItemsAsync(await host.RunAsync()), item => item.Outcome == SyncOutcome.Queued);
    }

    [Fact]
    public async Task TakenBack_IsNotQueuedAgainByItself()
    {
        await using var host = await StartAsync();
        await LinkedAsync(host);
        var ours = await host.Product.AddInvoiceAsync(number: "500");
        await host.RunAsync();
        await host.Product.Get<PushDecisions>().CancelAsync(host.Product.Owner, ours.Id, default);
        await NothingToDoAsync(host);
        Assert.Equal(PushState.Cancelled, Assert.Single(await host.AllAsync<LedgerEntry>()).State);
    }

    [Fact]
    public async Task Samples_AreNotSentByItself_ToARealAccount()
    {
        await using var host = await StartAsync();
        await LinkedAsync(host);
        await host.Product.AddInvoiceAsync(invoice => (invoice.Origin, invoice.OriginId) = (InvoiceOrigin.Sample, "s1"), number: "1");
        await host.Product.Database.WriteAsync(
            host.Product.Workspace, (db, ct) => db.Set<Core.Connections.Connection>().ExecuteUpdateAsync(update => update.SetProperty(row => row.UsesSandbox, false), ct), default);
        Assert.DoesNotContain(await host.ItemsAsync(await host.RunAsync()), item => item.Module == SyncModule.Invoices);
    }
}

using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Core.Systems.Billy.Settings;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Push;

public sealed class BulkTests : IAsyncLifetime
{

    private PushHost host = null!;

    public async Task InitializeAsync() => host = await PushHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task QueueMany_LeavesTheRowsThatQueueingOneByOneLeaves()
    {
        var customer = await host.AddCustomerAsync();
        var single = await host.AddInvoiceAsync(customer: customer, number: "1");
        var bulk = await host.AddInvoiceAsync(customer: customer, number: "1");
        await host.Pusher.PushAsync(host.Owner, single.Id, PushCause.Bulk, default);

        var result = await host.Pusher.PushManyAsync(host.Owner, [bulk.Id], PushCause.Bulk, default);

        Assert.Equal((1, 0, 0, 0), (result.Queued, result.AlreadyPresent, result.AlreadyWaiting, result.Refused));
        var entries = await host.EntriesAsync();
        AssertAlike(entries.Single(e => e.InvoiceId == single.Id), entries.Single(e => e.InvoiceId == bulk.Id), "Id", "InvoiceId", "ContentHash", "BatchId");
        var history = await host.HistoryAsync();
        AssertAlike(history[0], history[1], "Id", "PushId", "InvoiceId");
        Assert.Equal(CopyState.Waiting, (await host.InvoiceAsync(bulk.Id)).CopyState);
        await host.DrainAsync();
        Assert.Equal(2, host.Billy.Invoices(host.Token).Count);
    }

    [Fact]
    public async Task QueueMatching_TakesTheWholeResultAndJudgesEachInvoice()
    {
        var customer = await host.AddCustomerAsync();
        var (inBilly, waiting) = (await AddAsync("A-1"), await AddAsync("A-2"));
        await host.PushAsync(inBilly);
        await host.QueueAsync(waiting);
        var edited = await AddAsync("A-3");
        await host.PushAsync(edited);
        await host.EditAsync(edited.Id, i => i.Lines[0].UnitPrice = 600);
        var fresh = await AddAsync("A-4");
        await AddAsync("B-1");
        await host.QueueAsync(waiting);

        var result = await host.Pusher.PushMatchingAsync(host.Owner, new InvoiceQuery(Search: "A-", Take: 1), PushCause.Bulk, default);
        await host.DrainAsync();

        Assert.Equal((2, 2, 0, 0), (result.Queued, result.AlreadyPresent, result.AlreadyWaiting, result.Refused));
        var batch = (await host.EntriesAsync()).Where(e => e.BatchId == result.BatchId).ToList();
        Assert.Equal(new[] { edited.Id, fresh.Id }.Order(), batch.Select(e => e.InvoiceId).Order());
        Assert.All(batch, e => Assert.Equal(PushState.Succeeded, e.State));
        Assert.Equal(["1000", "1000", "1000", "1200"], host.Billy.Invoices(host.Token).Select(i => $"{i.GetProperty("amount").GetDecimal():0}").Order());

        Task<Invoice> AddAsync(string number) => host.AddInvoiceAsync(customer: customer, number: number);
    }

    [Fact]
    public async Task QueueMany_TellsOpenPagesOnce()
    {
        var customer = await host.AddCustomerAsync();
        List<Guid> ids = [];
        for (var i = 0; i < 20; i++)
            ids.Add((await host.AddInvoiceAsync(customer: customer, number: $"{i}")).Id);
        var pushes = 0;
        var told = new TaskCompletionSource<BatchEvent>();
        using var each = host.Get<PushFeed>().Subscribe(host.Workspace, _ => Task.FromResult(++pushes));
        using var whole = host.Get<BatchFeed>().Subscribe(host.Workspace, happened =>
        {
            told.SetResult(happened);
            return Task.CompletedTask;
        });

        var result = await host.Pusher.PushManyAsync(host.Owner, ids, PushCause.Bulk, default);

        Assert.Equal(new BatchEvent(host.Workspace, result.BatchId, host.Clock.GetUtcNow()), await told.Task);
        Assert.Equal(0, pushes);
        // First come, first served.
        await host.DrainAsync();
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), host.Billy.Invoices(host.Token).Select(i => i.GetProperty("orderNo").GetString()));
    }

    [Fact]
    public async Task QueueMany_OfAnotherWorkspacesInvoices_QueuesNothing()
    {
        var invoice = await host.AddInvoiceAsync();
        await using var other = await PushHost.StartAsync();

        var result = await other.Pusher.PushManyAsync(other.Owner, [invoice.Id, Guid.CreateVersion7()], PushCause.Bulk, default);

        Assert.Equal((0, 0), (result.Queued, result.Refused));
    }

    [Fact]
    public async Task Cancel_TakesBackWhatHasNotBeenSent()
    {
        var customer = await host.AddCustomerAsync();
        var edited = await host.AddInvoiceAsync(customer: customer, number: "1");
        var first = await host.PushAsync(edited);
        await host.EditAsync(edited.Id, i => i.Lines[0].UnitPrice = 600);
        var fresh = await host.AddInvoiceAsync(customer: customer, number: "2");
        var result = await host.Pusher.PushManyAsync(host.Owner, [edited.Id, fresh.Id], PushCause.Bulk, default);
        var waiting = await host.Get<PushBatches>().ProgressAsync(host.Workspace, result.BatchId, default);
        Assert.Equal((2, 2), (waiting!.Total, waiting.Waiting));

        Assert.Equal(2, await host.Get<PushBatches>().CancelAsync(host.Owner, result.BatchId, default));
        await host.DrainAsync();

        var progress = await host.Get<PushBatches>().ProgressAsync(host.Workspace, result.BatchId, default);
        Assert.Equal((2, true), (progress!.Cancelled, progress.HasEnded));
        Assert.Equal((CopyState.Changed, first.RemoteId), await StateAsync(edited));
        Assert.Equal((CopyState.NotPushed, null), await StateAsync(fresh));
        Assert.Single(host.Billy.Invoices(host.Token));
        Assert.Equal([PushState.Pending, PushState.Cancelled], (await host.HistoryAsync()).Where(h => h.InvoiceId == fresh.Id).Select(h => h.State));
        Assert.Equal(PushState.Succeeded, (await host.PushAsync(fresh)).State);
    }

    [Fact]
    public async Task QueueSent_TakesWhatWasSentSinceADayAndIsNotInBilly()
    {
        var customer = await host.AddCustomerAsync();
        await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "1"));
        await host.AddInvoiceAsync(i => i.Status = InvoiceStatus.Draft, customer, "2");
        await host.AddInvoiceAsync(i => i.IssueDate = new(2026, 10, 31), customer, "3");
        var refused = await host.AddInvoiceAsync(customer: customer, number: "4");
        host.Plan(SandboxFaultKind.Invalid);
        await host.PushAsync(refused);
        var fresh = await host.AddInvoiceAsync(i => i.IssueDate = new(2026, 11, 1), customer, "5");
        Assert.Equal(3, await host.Pusher.CountSentAsync(host.Workspace, null, default));
        Assert.Equal(2, await host.Pusher.CountSentAsync(host.Workspace, new(2026, 11, 1), default));

        var result = await host.Pusher.PushSentAsync(host.Owner, new(2026, 11, 1), PushCause.AutoPush, default);

        var batch = (await host.EntriesAsync()).Where(e => e.BatchId == result.BatchId).ToList();
        Assert.Equal(new[] { refused.Id, fresh.Id }.Order(), batch.Select(e => e.InvoiceId).Order());
        Assert.All(batch, e => Assert.Equal(PushCause.AutoPush, e.Cause));
    }

    [Fact]
    public async Task AutoPush_QueuesAnInvoiceThatBecomesSentWithTheChangeItself()
    {
        await SwitchOnAsync(from: new(2026, 11, 20));
        var current = await host.AddInvoiceAsync(i => i.Status = InvoiceStatus.Draft, number: "1");
        var older = await host.AddInvoiceAsync(i => (i.Status, i.IssueDate) = (InvoiceStatus.Draft, new(2026, 11, 19)), number: "2");

        await host.Get<InvoiceEditor>().MarkAsSentAsync(host.Owner, current.Id, default);
        await host.Get<InvoiceEditor>().MarkAsSentAsync(host.Owner, older.Id, default);

        var entry = Assert.Single(await host.EntriesAsync());
        Assert.Equal((current.Id, PushState.Pending, PushCause.AutoPush, "auto"), (entry.InvoiceId, entry.State, entry.Cause, entry.StartedBy));
        Assert.Equal((InvoiceStatus.Sent, CopyState.Waiting), await StatusAsync(current));
        Assert.Equal((InvoiceStatus.Sent, CopyState.NotPushed), await StatusAsync(older));
    }

    [Fact]
    public async Task AutoPush_WhenTheChangeIsNotKept_QueuesNothing()
    {
        await SwitchOnAsync(from: new(2026, 11, 20));
        var invoice = await host.AddInvoiceAsync(i => i.Status = InvoiceStatus.Draft);

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Database.WriteAsync(host.Workspace, async (db, ct) =>
        {
            var stored = await db.Set<Invoice>().SingleAsync(i => i.Id == invoice.Id, ct);
            stored.Status = InvoiceStatus.Sent;
            await host.Get<IInvoiceSentHandler>().InvoiceSentAsync(db, stored, ct);
            throw new InvalidOperationException("The change fails after all.");
        }, default));

        Assert.Empty(await host.EntriesAsync());
        Assert.Equal((InvoiceStatus.Draft, CopyState.NotPushed), await StatusAsync(invoice));
    }

    [Fact]
    public async Task AutoPush_SwitchedOff_StopsNewOnesOnly()
    {
        await SwitchOnAsync(from: new(2026, 11, 20));
        var (before, after) = (await AddDraftAsync("1"), await AddDraftAsync("2"));
        await host.Get<InvoiceEditor>().MarkAsSentAsync(host.Owner, before.Id, default);

        await host.Get<BillySettingsEditor>().SaveAsync(host.Owner, new BillySettings(null, AutoPush: false, new(2026, 11, 20)), default);
        await host.Get<InvoiceEditor>().MarkAsSentAsync(host.Owner, after.Id, default);
        await host.DrainAsync();

        Assert.Equal((InvoiceStatus.Sent, CopyState.Present), await StatusAsync(before));
        Assert.Equal((InvoiceStatus.Sent, CopyState.NotPushed), await StatusAsync(after));

        Task<Invoice> AddDraftAsync(string number) => host.AddInvoiceAsync(i => i.Status = InvoiceStatus.Draft, number: number);
    }

    private async Task SwitchOnAsync(DateOnly from) => Assert.IsType<SaveSettingsResult.Saved>(
        await host.Get<BillySettingsEditor>().SaveAsync(host.Owner, new BillySettings(null, AutoPush: true, from), default));

    private async Task<(CopyState, string?)> StateAsync(Invoice invoice)
    {
        var stored = await host.InvoiceAsync(invoice.Id);
        return (stored.CopyState, stored.RemoteId);
    }

    private async Task<(InvoiceStatus, CopyState)> StatusAsync(Invoice invoice)
    {
        var stored = await host.InvoiceAsync(invoice.Id);
        return (stored.Status, stored.CopyState);
    }

    private static void AssertAlike<T>(T expected, T actual, params string[] except) => Assert.All(
        typeof(T).GetProperties().Where(property => !except.Contains(property.Name)),
        property => Assert.Equal((property.Name, property.GetValue(expected)), (property.Name, property.GetValue(actual))));
}

using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Billy.Settings;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Push;

/// <summary>A new push knows all that happened to the invoice before.</summary>
public sealed class PastPushesTests : IAsyncLifetime
{
    private PushHost host = null!;

    public async Task InitializeAsync() => host = await PushHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task EditedBack_IsShownAsInBillyOnceItIsAskedFor()
    {
        var invoice = await host.AddInvoiceAsync();
        await host.PushAsync(invoice);
        await host.EditAsync(invoice.Id, i => i.Lines[0].UnitPrice = 600);
        await host.EditAsync(invoice.Id, i => i.Lines[0].UnitPrice = 500);

        Assert.IsType<QueueResult.AlreadyPresent>(await host.QueueAsync(invoice));

        Assert.Equal(CopyState.Present, (await host.InvoiceAsync(invoice.Id)).CopyState);
    }

    [Fact]
    public async Task EditedBackAfterARefusal_IsShownAsInBillyOnceItIsAskedFor()
    {
        var invoice = await host.AddInvoiceAsync();
        await host.PushAsync(invoice);
        await host.EditAsync(invoice.Id, i => i.Lines[0].VatRate = 17);
        Assert.Equal(PushState.Rejected, (await host.PushAsync(invoice)).State);
        await host.EditAsync(invoice.Id, i => i.Lines[0].VatRate = 25);

        var bulk = await host.Pusher.PushManyAsync(host.Owner, [invoice.Id], PushCause.Bulk, default);

        Assert.Equal((0, 1), (bulk.Queued, bulk.AlreadyPresent));
        Assert.Equal(CopyState.Present, (await host.InvoiceAsync(invoice.Id)).CopyState);
    }

    [Fact]
    public async Task DraftAdoptedForAPushThatWasNeverSent_IsThatInvoicesDraft()
    {
        var draftId = await HandmadeDraftAsync("1042");
        var invoice = await host.AddInvoiceAsync(customer: await host.AddCustomerAsync("Sydlys ApS", "87654321"), number: "1042");
        var push = await FailForADayAsync(invoice);
        Assert.Null(push.SentAt);
        Assert.IsType<DecisionResult.Done>(await host.Get<PushDecisions>().AdoptAsync(host.Owner, push.Id, draftId, default));

        Assert.IsType<QueueResult.AlreadyPresent>(await host.QueueAsync(invoice));
        host.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, await host.Get<Aftercare>().RunAsync(host.Queue, default));

        Assert.Equal(CopyState.Present, (await host.InvoiceAsync(push.InvoiceId)).CopyState);
        Assert.Single(host.Billy.Invoices(host.Token));
    }

    [Fact]
    public async Task PushThatWaitsForAPerson_IsNotPassedOver_WhenTheClockWasSetBack()
    {
        var invoice = await host.AddInvoiceAsync();
        host.Plan(SandboxFaultKind.Invalid);
        await host.PushAsync(invoice);
        await host.Database.WriteAsync(host.Workspace, (db, ct) => db.Set<LedgerEntry>().ExecuteUpdateAsync(
            set => set.SetProperty(e => e.EndedAt, host.Clock.GetUtcNow() + TimeSpan.FromHours(1)), ct), default);
        await host.EditAsync(invoice.Id, i => i.Lines[0].UnitPrice = 600);
        await host.PushDoubtfullyAsync(invoice);

        Assert.IsType<QueueResult.Refused>(await host.QueueAsync(invoice));
    }

    [Fact]
    public async Task TooManyRequestsWhileDoubtsAreSettled_DoesNotShortenThePause()
    {
        host.Plan(SandboxFaultKind.CommitThenDrop, times: 3);
        for (var i = 0; i < 5; i++)
            await host.QueueAsync(await host.AddInvoiceAsync(number: $"{i}"));
        await host.DrainAsync();
        var pause = (await ViewAsync()).Pause;
        Assert.NotNull(pause);

        host.Plan(SandboxFaultKind.TooManyRequests, "/invoices", "GET");
        host.Clock.Advance(TimeSpan.FromSeconds(6));
        await host.DrainAsync();

        Assert.Equal(pause.Until, (await ViewAsync()).Pause?.Until);
    }

    [Fact]
    public async Task SentWhileDisconnected_GoesByItselfOnceTheSameOrganisationIsConnectedAgain()
    {
        var connector = host.Get<BillyConnector>();
        await host.Get<BillySettingsEditor>().SaveAsync(host.Owner, new BillySettings(null, AutoPush: true, new(2026, 1, 1)), default);
        await connector.DisconnectAsync(host.Owner, default);
        var invoice = await host.AddInvoiceAsync(i => i.Status = InvoiceStatus.Draft);
        await host.Get<InvoiceEditor>().MarkAsSentAsync(host.Owner, invoice.Id, default);
        Assert.Equal(CopyState.Waiting, (await host.InvoiceAsync(invoice.Id)).CopyState);

        await connector.ConnectAsync(host.Owner, host.Token, sandbox: true, default);
        await host.RunToQuiescenceAsync();

        Assert.Equal(CopyState.Present, (await host.InvoiceAsync(invoice.Id)).CopyState);
        Assert.Single(host.Billy.Invoices(host.Token));
    }

    /// <summary>A document in Billy that carries a number of ours and no key, as if somebody had typed it there.</summary>
    private async Task<string> HandmadeDraftAsync(string number)
    {
        await host.PushAsync(await host.AddInvoiceAsync(number: number));
        var id = host.Billy.Invoices(host.Token).Single().GetProperty("id").GetString()!;
        host.Billy.Edit(host.Token, id, new { externalId = (string?)null });
        await host.Database.WriteAsync(host.Workspace, async (db, ct) =>
        {
            await db.Set<LedgerEntry>().ExecuteDeleteAsync(ct);
            await db.Set<Invoice>().ExecuteDeleteAsync(ct);
            await db.Set<RecordLink>().ExecuteDeleteAsync(ct);
        }, default);
        return id;
    }

    /// <summary>Lets Billy fail until patience ends.</summary>
    private async Task<LedgerEntry> FailForADayAsync(Invoice invoice)
    {
        await host.QueueAsync(invoice);
        host.Plan(SandboxFaultKind.ServerError, "/contacts", "GET", times: 1000);
        for (var i = 0; i < 300 && (await host.EntriesAsync()).Single().State == PushState.Pending; i++)
        {
            await host.DrainAsync();
            host.Clock.Advance(TimeSpan.FromMinutes(15));
        }

        host.Billy.ClearFaults();
        var push = (await host.EntriesAsync()).Single();
        Assert.Equal(PushState.NeedsAttention, push.State);
        return push;
    }

    private Task<ConnectionView> ViewAsync() => host.Get<BillyConnector>().ViewAsync(host.Workspace, default);
}

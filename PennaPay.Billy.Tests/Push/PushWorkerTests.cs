using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Leases;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Push;

/// <summary>The worker as the program runs it: called by the bell, resting with its lease, let go by a connection that works again.</summary>
public sealed class PushWorkerTests : IAsyncLifetime
{
    private readonly Channel<PushEvent> news = Channel.CreateUnbounded<PushEvent>();
    private PushHost host = null!;
    private PushWorker worker = null!;
    private IDisposable listening = null!;

    public async Task InitializeAsync()
    {
        host = await PushHost.StartAsync();
        listening = host.Get<PushFeed>().Subscribe(host.Workspace, happened => news.Writer.WriteAsync(happened).AsTask());
        worker = host.Create<PushWorker>();
        await worker.StartAsync(default);
    }

    public async Task DisposeAsync()
    {
        await worker.StopAsync(default);
        listening.Dispose();
        worker.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task PushesOneAfterTheOther_ShareOneLease()
    {
        var customer = await host.AddCustomerAsync();
        await host.QueueAsync(await host.AddInvoiceAsync(customer: customer, number: "1"));
        await UntilAsync(PushState.Succeeded);
        var lease = await HolderAsync();
        await host.QueueAsync(await host.AddInvoiceAsync(customer: customer, number: "2"));
        await UntilAsync(PushState.Succeeded);

        Assert.NotNull(lease);
        Assert.Equal(lease, await HolderAsync());
    }

    [Fact]
    public async Task WorkerThatStops_GivesItsLeaseBack()
    {
        await host.QueueAsync(await host.AddInvoiceAsync());
        await UntilAsync(PushState.Succeeded);

        await worker.StopAsync(default);

        Assert.Null(await HolderAsync());
    }

    [Fact]
    public async Task LeaseLostWhileTheWorkerRests_IsTakenAnewForTheNextPush()
    {
        var customer = await host.AddCustomerAsync();
        await host.QueueAsync(await host.AddInvoiceAsync(customer: customer, number: "1"));
        await UntilAsync(PushState.Succeeded);
        await host.Get<QueueLeases>().ClearAsync(default);
        var next = await host.AddInvoiceAsync(customer: customer, number: "2");
        await host.QueueAsync(next);
        // What the bell's call came too early for, the clock's call does.
        for (var tries = 0; (await host.InvoiceAsync(next.Id)).RemoteId is null && tries < 500; tries++)
        {
            host.Get<PushBell>().Ring(host.Queue);
            await Task.Delay(10);
        }

        Assert.Equal(2, host.Billy.Invoices(host.Token).Count);
    }

    [Fact]
    public async Task SuccessfulTest_LetsWaitingPushesGoAtOnce()
    {
        host.Plan(SandboxFaultKind.Unauthorized, path: null, method: null);
        await host.QueueAsync(await host.AddInvoiceAsync());
        // The push is settled before the queue is paused, so that a quick person's test comes in between.
        await UntilAsync(PushState.Pending, failed: true);
        host.Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.IsType<TestResult.Verified>(await host.Get<BillyConnector>().TestAsync(host.Owner, default));

        await UntilAsync(PushState.Succeeded);
    }

    private async Task UntilAsync(PushState state, bool failed = false)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var happened in news.Reader.ReadAllAsync(patience.Token))
        {
            if (happened.State == state && happened.Failure is not null == failed)
                return;
        }
    }

    private async Task<Guid?> HolderAsync()
    {
        await using var db = host.Database.Read(host.Workspace);
        return await db.Set<QueueLease>().Select(l => l.Holder).SingleAsync();
    }
}

#if CRASH_POINTS
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Push.Leases;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Push;

namespace PennaPay.Billy.Tests.Push.Crash;

/// <summary>What happens to a push between its worker's last look and the write ahead, which is the last that can stop it.</summary>
public sealed class LostLeaseTests
{
    [Fact]
    [Trait("Category", "Crash")]
    public async Task LeaseLostJustBeforeSending_EndsTheWorkAndSendsNothing()
    {
        await using var host = await PushHost.StartAsync();
        await host.QueueAsync(await host.AddInvoiceAsync());
        CrashPoint.Reached.Value = reached =>
        {
            if (reached == "send.before-write-ahead")
                host.Get<QueueLeases>().ClearAsync(default).GetAwaiter().GetResult();
        };
        await host.DrainAsync();
        Assert.Equal(PushState.Pending, Assert.Single(await host.EntriesAsync()).State);
        Assert.Empty(host.Billy.Invoices(host.Token));

        CrashPoint.Reached.Value = null;
        await host.DrainAsync();
        Assert.Equal(PushState.Succeeded, Assert.Single(await host.EntriesAsync()).State);
    }

    [Fact]
    [Trait("Category", "Crash")]
    public async Task PushTakenBackJustBeforeSending_IsNotSent()
    {
        await using var host = await PushHost.StartAsync();
        var queued = await host.Pusher.PushManyAsync(
            host.Owner, [(await host.AddInvoiceAsync()).Id], PushCause.Bulk, default);
        CrashPoint.Reached.Value = reached =>
        {
            if (reached == "send.before-write-ahead")
                host.Get<PushBatches>().CancelAsync(host.Owner, queued.BatchId, default).GetAwaiter().GetResult();
        };
        await host.DrainAsync();
        CrashPoint.Reached.Value = null;
        await host.DrainAsync();

        Assert.Equal(PushState.Cancelled, Assert.Single(await host.EntriesAsync()).State);
        Assert.Empty(host.Billy.Invoices(host.Token));
    }
}
#endif

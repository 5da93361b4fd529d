using PennaPay.Billy.Core.Push.Leases;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Push.Crash;

/// <summary>Two workers on one queue, as when two servers run or a worker was held up longer than its lease.</summary>
public sealed class TwoWorkersTests
{
    [Fact]
    public async Task TwoWorkersAtOnce_NeverHaveTwoRequestsInFlight()
    {
        await using var host = await PushHost.StartAsync();
        var customer = await host.AddCustomerAsync();
        await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "0"));
        for (var i = 1; i <= 12; i++)
            await host.QueueAsync(await host.AddInvoiceAsync(customer: customer, number: $"{i}"));
        host.Billy.Plan(new SandboxFault { Kind = SandboxFaultKind.Slow, DelayMs = 5, Times = 1000, Method = "POST" });

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => host.Get<QueueWork>().RunAsync(host.Queue, default))));
        await host.DrainAsync();

        var posts = host.Billy.Requests().Where(r => r.Method == "POST" && r.Path == "/invoices").OrderBy(r => r.Time).ToList();
        Assert.Equal(13, posts.Count);
        Assert.All(posts.Zip(posts.Skip(1)), pair => Assert.True(pair.First.Time.AddMilliseconds(pair.First.DurationMs) <= pair.Second.Time));
        Assert.Equal(13, host.Billy.Invoices(host.Token).Count);
    }

    [Fact]
    public async Task WorkerHeldUpLongerThanItsLease_WritesNothingAfterwards()
    {
        await using var host = await PushHost.StartAsync();
        var invoice = await host.AddInvoiceAsync();
        await host.QueueAsync(invoice);
        var first = await host.Get<QueueLeases>().TakeAsync(host.Queue, default);
        Assert.NotNull(first);
        Assert.Null(await host.Get<QueueLeases>().TakeAsync(host.Queue, default));

        host.Clock.Advance(QueueLeases.Length + TimeSpan.FromSeconds(1));
        await host.DrainAsync();

        var push = Assert.Single(await host.EntriesAsync());
        Assert.Equal(PushState.Succeeded, push.State);
        await using var db = host.Database.Read(host.Workspace);
        Assert.False(await host.Get<QueueLeases>().ConfirmAsync(db, first, default));
    }

    [Fact]
    public async Task StepThatWasDecidedOnAnEarlierVersion_IsVoid()
    {
        await using var host = await PushHost.StartAsync();
        await host.QueueAsync(await host.AddInvoiceAsync());
        var (ledger, seen) = (host.Get<PushLedger>(), Assert.Single(await host.EntriesAsync()));
        var first = new PushStep(PushState.Rejected, null, new Failure(FailureCodes.InvoiceInvalid));
        Assert.NotNull(await ledger.SettleAsync(seen, first, null, null, default));

        Assert.Null(await ledger.SettleAsync(seen, new PushStep(PushState.Pending, host.Clock.GetUtcNow()), null, null, default));

        var left = Assert.Single(await host.EntriesAsync());
        Assert.Equal((PushState.Rejected, FailureCodes.InvoiceInvalid, seen.Version + 1), (left.State, left.FailureCode, left.Version));
        Assert.Equal([PushState.Pending, PushState.Rejected], (await host.HistoryAsync()).Select(h => h.State));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(19)]
    [InlineData(21)]
    [InlineData(119)]
    public async Task ConfirmedLease_LastsLongerThanARequestMayTake(int age)
    {
        await using var host = await PushHost.StartAsync();
        var leases = host.Get<QueueLeases>();
        var lease = Assert.IsType<HeldLease>(await leases.TakeAsync(host.Queue, default));
        host.Clock.Advance(TimeSpan.FromSeconds(age));
        Assert.True(await host.Database.WriteAsync(host.Workspace, (db, ct) => leases.ConfirmAsync(db, lease, ct), default));

        host.Clock.Advance(PushProcessor.LatestSend);

        Assert.Null(await leases.TakeAsync(host.Queue, default));
    }

    [Fact]
    public async Task WorkerThatRestsLongerThanItsLease_KeepsItOrLearnsThatItIsGone()
    {
        await using var host = await PushHost.StartAsync();
        var leases = host.Get<QueueLeases>();
        var lease = Assert.IsType<HeldLease>(await leases.TakeAsync(host.Queue, default));
        for (var i = 0; i < 5; i++)
        {
            host.Clock.Advance(QueueLeases.Length * 0.75);
            Assert.True(await leases.KeepAsync(lease, default));
        }

        Assert.Null(await leases.TakeAsync(host.Queue, default));
        host.Clock.Advance(QueueLeases.Length + TimeSpan.FromSeconds(1));
        Assert.NotNull(await leases.TakeAsync(host.Queue, default));
        Assert.False(await leases.KeepAsync(lease, default));
    }
}

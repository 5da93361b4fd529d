using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Web.Sandbox;

namespace PennaPay.Billy.Tests.Push.Crash;

/// <summary>Two workers on one queue, as when two servers run or a worker was held up longer than its turn.</summary>
public sealed class TwoWorkersTests
{
    [Fact]
    public async Task TwoDrainsAtOnce_NeverHaveTwoRequestsInFlight()
    {
        await using var host = await PushHost.StartAsync();
        var customer = await host.AddCustomerAsync();
        await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "0"));
        for (var i = 1; i <= 12; i++)
            await host.QueueAsync(await host.AddInvoiceAsync(customer: customer, number: $"{i}"));
        host.Billy.Plan(new SandboxFault { Kind = SandboxFaultKind.Slow, DelayMs = 5, Times = 1000, Method = "POST" });

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => host.Get<QueueWork>().RunAsync(host.Workspace, default))));
        await host.DrainAsync();

        var posts = host.Billy.Requests().Where(r => r.Method == "POST" && r.Path == "/invoices").OrderBy(r => r.Time).ToList();
        Assert.Equal(13, posts.Count);
        Assert.All(posts.Zip(posts.Skip(1)), pair => Assert.True(pair.First.Time.AddMilliseconds(pair.First.DurationMs) <= pair.Second.Time));
        Assert.Equal(13, host.Billy.Invoices(host.Token).Count);
    }

    [Fact]
    public async Task WorkerHeldUpLongerThanItsTurn_WritesNothingAfterwards()
    {
        await using var host = await PushHost.StartAsync();
        var invoice = await host.AddInvoiceAsync();
        await host.QueueAsync(invoice);
        var first = await host.Get<QueueLeases>().TakeAsync(host.Workspace, default);
        Assert.NotNull(first);
        Assert.Null(await host.Get<QueueLeases>().TakeAsync(host.Workspace, default));

        host.Clock.Advance(QueueLeases.Length + TimeSpan.FromSeconds(1));
        await host.DrainAsync();

        var push = Assert.Single(await host.EntriesAsync());
        Assert.Equal(PushState.Succeeded, push.State);
        await using var db = host.Database.Read(host.Workspace);
        Assert.False(await host.Get<QueueLeases>().ConfirmAsync(db, first, default));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(19)]
    [InlineData(21)]
    [InlineData(119)]
    public async Task ConfirmedTurn_LastsLongerThanARequestMayTake(int age)
    {
        await using var host = await PushHost.StartAsync();
        var turns = host.Get<QueueLeases>();
        var turn = Assert.IsType<HeldLease>(await turns.TakeAsync(host.Workspace, default));
        host.Clock.Advance(TimeSpan.FromSeconds(age));
        Assert.True(await host.Database.WriteAsync(host.Workspace, (db, ct) => turns.ConfirmAsync(db, turn, ct), default));

        host.Clock.Advance(PushProcessor.LatestSend);

        Assert.Null(await turns.TakeAsync(host.Workspace, default));
    }

    [Fact]
    public async Task WorkerThatRestsLongerThanATurn_KeepsItOrLearnsThatItIsGone()
    {
        await using var host = await PushHost.StartAsync();
        var turns = host.Get<QueueLeases>();
        var turn = Assert.IsType<HeldLease>(await turns.TakeAsync(host.Workspace, default));
        for (var i = 0; i < 5; i++)
        {
            host.Clock.Advance(QueueLeases.Length * 0.75);
            Assert.True(await turns.KeepAsync(host.Workspace, turn, default));
        }

        Assert.Null(await turns.TakeAsync(host.Workspace, default));
        host.Clock.Advance(QueueLeases.Length + TimeSpan.FromSeconds(1));
        Assert.NotNull(await turns.TakeAsync(host.Workspace, default));
        Assert.False(await turns.KeepAsync(host.Workspace, turn, default));
    }
}

#if CRASH_POINTS
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Worker;

namespace PennaPay.Billy.Tests.Push.Crash;

public sealed class LostTurnTests
{
    [Fact]
    [Trait("Category", "Crash")]
    public async Task TurnLostJustBeforeSending_EndsTheDrainAndSendsNothing()
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
}
#endif

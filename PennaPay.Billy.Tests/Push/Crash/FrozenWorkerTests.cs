#if CRASH_POINTS
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Push.Crash;

/// <summary>
/// A worker is stopped between the write ahead and the first byte, as by SIGSTOP or by a machine that sleeps, another one takes
/// over and finishes, and then the first one goes on where it stood.
/// </summary>
public sealed class FrozenWorkerTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(30);

    [Theory]
    [InlineData("send.before-write-ahead")]
    [InlineData("send.after-write-ahead")]
    [InlineData("replace.after-intention")]
    [Trait("Category", "Crash")]
    public async Task StoppedLongerThanItsLease_SendsNothingAfterwards(string point)
    {
        await using var host = await PushHost.StartAsync();
        var invoice = await host.AddInvoiceAsync();
        await host.PushAsync(invoice);
        await host.EditAsync(invoice.Id, i => i.Lines[0].UnitPrice = 600);
        await host.QueueAsync(invoice);
        var clock = new TestClock(host.Clock.GetUtcNow());
        await using var other = PushHost.Build(host.DataDirectory, host.Sandbox.BaseAddress, clock);
        var isStopped = false;
        CrashPoint.Reached.Value = reached =>
        {
            if (reached != point || isStopped)
                return;
            isStopped = true;
            Task.Run(TakeOverAsync).GetAwaiter().GetResult();
            host.Clock.PassUnnoticed(Long);
        };

        await host.WorkAsync();

        CrashPoint.Reached.Value = null;
        Assert.True(isStopped);
        var draft = Assert.Single(host.Billy.Invoices(host.Token));
        var push = (await host.EntriesAsync())[^1];
        Assert.Equal(PushState.Succeeded, push.State);
        Assert.Equal(push.RemoteId, draft.GetProperty("id").GetString());

        async Task TakeOverAsync()
        {
            CrashPoint.Reached.Value = null;
            for (var waited = TimeSpan.Zero; waited < Long; waited += TimeSpan.FromMinutes(1))
            {
                clock.Advance(TimeSpan.FromMinutes(1));
                await other.GetRequiredService<QueueWork>().RunAsync(host.Queue, default);
            }
        }
    }
}
#endif

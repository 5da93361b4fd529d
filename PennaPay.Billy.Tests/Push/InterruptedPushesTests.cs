using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Push;

/// <summary>What this program broke off itself is looked up, and makes nobody else wait.</summary>
public sealed class InterruptedPushesTests : IAsyncLifetime
{
    private PushHost host = null!;

    public async Task InitializeAsync() => host = await PushHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task KilledFourTimes_HoldsNothing()
    {
        for (var i = 0; i < 4; i++)
        {
            var push = await host.PushAsync(await host.AddInvoiceAsync(number: $"{i}"));
            await BreakOffAsync(push);
            await host.RestartAsync();
            await host.DrainAsync();
            Assert.Equal(PushState.Succeeded, (await host.EntryAsync(push.Id)).State);
        }

        Assert.Null((await host.ConnectionAsync()).PauseAt(host.Clock.GetUtcNow()));
        Assert.Equal(PushState.Succeeded, (await host.PushAsync(await host.AddInvoiceAsync(number: "after"))).State);
        Assert.Equal(5, host.Billy.Invoices(host.Token).Count);
    }

    [Fact]
    public async Task BillyLeavingThreeUnclear_HoldsTheQueueAndTellsTheBatch()
    {
        host.Plan(SandboxFaultKind.Hang, times: 3);
        List<Guid> ids = [];
        for (var i = 0; i < 5; i++)
            ids.Add((await host.AddInvoiceAsync(number: $"{i}")).Id);

        var batch = await host.Pusher.PushManyAsync(host.Owner, ids, PushCause.Bulk, default);
        await host.DrainAsync();

        var progress = await host.Get<PushBatches>().ProgressAsync(host.Workspace, batch.BatchId, default);
        Assert.Equal(FailureCodes.OutcomeUnknown, progress!.Hold?.Reason.Code);
        Assert.NotNull(progress.Hold!.Until);
        Assert.Null(progress.TimeLeft);

        await host.Get<QueuePauses>().ResumeAsync(host.Owner, host.Queue.Connection, default);
        await host.DrainAsync();
        Assert.Equal(2, host.Billy.Invoices(host.Token).Count);
    }

    // As a kill leaves it: written ahead, and nobody there to hear the answer.
    private Task<int> BreakOffAsync(LedgerEntry push) => host.Database.WriteAsync(host.Workspace, (db, ct) =>
        db.Set<LedgerEntry>().Where(e => e.Id == push.Id).ExecuteUpdateAsync(set => set
            .SetProperty(e => e.State, PushState.Sending).SetProperty(e => e.RemoteId, (string?)null)
            .SetProperty(e => e.EndedAt, (DateTimeOffset?)null).SetProperty(e => e.DueAt, host.Clock.GetUtcNow()), ct), default);
}

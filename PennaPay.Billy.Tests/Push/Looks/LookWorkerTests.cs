using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Looks;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Push.Looks;

/// <summary>When documents are looked at, and how much that may ask.</summary>
public sealed class LookWorkerTests
{
    [Fact]
    public async Task WhatIsOnAnOpenPage_IsSeenWithinTenSeconds_AndAllElseWithinAMinute()
    {
        await using var host = await PushHost.StartAsync();
        var shown = await host.PushAsync(await host.AddInvoiceAsync(number: "1"));
        var other = await host.PushAsync(await host.AddInvoiceAsync(invoice => invoice.IssueDate = new(2026, 1, 5), number: "2"));
        var worker = host.Create<LookWorker>();
        await RunAsync(host, worker, 61);
        using var page = host.Get<ShownInvoices>().Open(host.Workspace);
        page.Invoices = [shown.InvoiceId];
        host.Billy.Approve(host.Token, shown.RemoteId!);
        host.Billy.Approve(host.Token, other.RemoteId!);

        await RunAsync(host, worker, 10);
        Assert.Equal(CopyState.Booked, await StateAsync(host, shown));
        await RunAsync(host, worker, 50);

        Assert.Equal(CopyState.Booked, await StateAsync(host, other));
        Assert.NotNull(await host.Get<DocumentLooks>().AllSeenAtAsync(host.Workspace, default));
    }

    [Fact]
    public async Task Looks_AskAtMostAThirdOfWhatIsAllowed()
    {
        await using var host = await PushHost.StartAsync();
        List<LedgerEntry> pushes = [];
        for (var i = 0; i < 12; i++)
            pushes.Add(await host.PushAsync(await host.AddInvoiceAsync(number: $"{i}")));
        pushes.ForEach(push => host.Billy.Delete(host.Token, push.RemoteId!));
        host.Get<Microsoft.Extensions.Options.IOptions<BillyOptions>>().Value.RequestsPerSecond = 3;
        var worker = host.Create<LookWorker>();
        var before = host.LastRequest;

        var started = host.Clock.GetUtcNow();
        await RunAsync(host, worker, 60);

        Assert.InRange(host.RequestsSince(before).Count, 13, (host.Clock.GetUtcNow() - started).TotalSeconds + 5);
        foreach (var push in pushes)
            Assert.Equal(CopyState.Deleted, await StateAsync(host, push));
    }

    [Fact]
    public async Task SystemThatDoesNotAnswer_IsLeftInPeaceForAWhile_AndThenAskedAgain()
    {
        await using var host = await PushHost.StartAsync();
        var push = await host.PushAsync(await host.AddInvoiceAsync());
        var worker = host.Create<LookWorker>();
        host.Plan(SandboxFaultKind.ServerError, method: "GET", times: 1);
        host.Billy.Approve(host.Token, push.RemoteId!);
        var before = host.LastRequest;
        await RunAsync(host, worker, 30);
        Assert.Single(host.RequestsSince(before));

        await RunAsync(host, worker, 60);

        Assert.Equal(CopyState.Booked, await StateAsync(host, push));
    }

    [Fact]
    public async Task PausedQueue_AsksNothing()
    {
        await using var host = await PushHost.StartAsync();
        await host.PushAsync(await host.AddInvoiceAsync());
        await host.Get<Core.Connections.QueuePauses>().PauseAsync(
            host.Workspace, host.Queue.Connection, new(Core.FailureCodes.TokenRejected), null, default);
        var before = host.LastRequest;

        await RunAsync(host, host.Create<LookWorker>(), 120);

        Assert.Empty(host.RequestsSince(before));
    }

    private static async Task RunAsync(PushHost host, LookWorker worker, int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            // Where requests have a pace, they wait by the same clock.
            await host.Clock.RunAsync(worker.RunAsync(default), TimeSpan.FromSeconds(5));
            host.Clock.Advance(LookWorker.Tick);
        }
    }

    private static async Task<CopyState> StateAsync(PushHost host, LedgerEntry push) => (await host.InvoiceAsync(push.InvoiceId)).CopyState;
}

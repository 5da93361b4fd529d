using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Http.Pace;

namespace PennaPay.Billy.Tests.Connections;

public sealed class UrgentReadsTests
{
    [Fact]
    public async Task WhatAPersonAskedFor_GetsTheNextTurn_BeforeWhatNobodyWaitsFor()
    {
        await using var host = await ConnectionHost.StartConnectedAsync(requestsPerSecond: 2);
        var access = host.Get<ConnectionOpener>().Open(await host.StoredAsync()).Opened!.Access;
        var pacer = host.Get<RequestPacer>();
        var turns = Enumerable.Range(0, 30).Select(_ => pacer.WaitTurnAsync(access, default)).ToList();
        var taken = turns.Count(turn => turn.IsCompleted);
        // The turn that they leave alone goes to somebody else.
        await host.Clock.RunAsync(pacer.WaitTurnAsync(access with { Priority = RequestPriority.Urgent }, default), TimeSpan.FromSeconds(1));

        // Nothing is in its way up to its turn, so that it waits for that one when the call returns.
        var test = host.Connector.TestAsync(host.Owner, default);
        Assert.False(test.IsCompleted);
        host.Clock.Advance(TimeSpan.FromMilliseconds(500));

        Assert.IsType<TestResult.Verified>(await test.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(taken, turns.Count(turn => turn.IsCompleted));
    }
}

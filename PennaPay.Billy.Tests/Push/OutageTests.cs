using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.Outages;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Push;

/// <summary>Billy away: it is asked seldom, everything waits as it is, and goes on by itself soon after Billy is back.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private static readonly TimeSpan Away = TimeSpan.FromMinutes(10);

    private PushHost host = null!;

    public async Task InitializeAsync() => host = await PushHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [SlowFact]
    public Task TenMinutesAway_WithManyWaiting_CostNoMore() =>
        TenMinutesAway_CostFewRequests_AndEverythingGoesOnceItIsBack(SandboxFaultKind.Refuse, isWarm: false, count: 200);

    [Theory]
    [InlineData(SandboxFaultKind.Refuse, false, 20)]
    [InlineData(SandboxFaultKind.ServerError, false, 20)]
    [InlineData(SandboxFaultKind.Hang, false, 20)]
    [InlineData(SandboxFaultKind.Html, false, 20)]
    [InlineData(SandboxFaultKind.Refuse, true, 20)]
    [InlineData(SandboxFaultKind.ServerError, true, 20)]
    [InlineData(SandboxFaultKind.Hang, true, 20)]
    [InlineData(SandboxFaultKind.CommitThenServerError, true, 20)]
    [InlineData(SandboxFaultKind.CommitThenHang, true, 20)]
    public async Task TenMinutesAway_CostFewRequests_AndEverythingGoesOnceItIsBack(SandboxFaultKind kind, bool isWarm, int count)
    {
        var customer = await host.AddCustomerAsync();
        // Once a customer and a product are known, the first request of a push is the document itself.
        if (isWarm)
            await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "first"));
        var before = host.Billy.Invoices(host.Token).Count;
        await QueueAsync(customer, count);
        host.Plan(kind, path: null, times: int.MaxValue);
        var ofReads = kind switch
        {
            SandboxFaultKind.CommitThenHang => SandboxFaultKind.Hang,
            SandboxFaultKind.CommitThenServerError => SandboxFaultKind.ServerError,
            _ => kind,
        };
        host.Plan(ofReads, path: null, method: "GET", times: int.MaxValue);

        var (asked, written) = (host.LastRequest, (await host.HistoryAsync()).Count);
        await PassAsync(Away);

        Assert.InRange(host.LastRequest - asked, 20, 45);
        Assert.InRange((await host.HistoryAsync()).Count - written, 0, 6);
        Assert.True(host.IsAway);

        host.Billy.ClearFaults();
        var (back, drafts) = (host.Clock.GetUtcNow(), host.Billy.Invoices(host.Token).Count);
        while (host.Billy.Invoices(host.Token).Count == drafts)
            await StepAsync(back + Away);
        Assert.InRange(host.Clock.GetUtcNow() - back, TimeSpan.Zero, TimeSpan.FromSeconds(20));

        await host.RunToQuiescenceAsync();
        Assert.All(await host.EntriesAsync(), push => Assert.Equal(PushState.Succeeded, push.State));
        Assert.Equal(before + count, host.Billy.Invoices(host.Token).Count);
    }

    [Fact]
    public async Task ReadsAreNotTriedAgain_OnceTheSystemIsKnownToBeAway()
    {
        var opened = (await host.Get<BillyConnector>().OpenAsync(host.Workspace, default)).Opened!;
        await GoAwayAsync(opened);
        var asked = host.LastRequest;

        var refused = await Assert.ThrowsAsync<ApiException>(() => host.Get<BillyReader>().ListAccountsAsync(opened.Urgently().Access, default));

        Assert.Equal((ApiFailure.Away, false, asked), (refused.Failure, refused.MayHaveBeenProcessed, host.LastRequest));
        Assert.Equal(FailureCodes.SystemAway, ApiFailures.Describe(refused).Code);
        var view = await host.Get<BillyConnector>().ViewAsync(host.Workspace, default);
        Assert.Equal((ConnectionStatus.Failing, FailureCodes.SystemAway), (view.Status, view.Problem?.Code));
        Assert.Equal([new Outage("Billy", "billy", host.Clock.GetUtcNow())], host.Outages.Of(host.Workspace));
    }

    [Fact]
    public async Task PersonsTest_AlwaysGoes_AndEndsTheOutageWhenItSucceeds()
    {
        await GoAwayAsync((await host.Get<BillyConnector>().OpenAsync(host.Workspace, default)).Opened!);

        Assert.IsType<TestResult.Failed>(await host.Get<BillyConnector>().TestAsync(host.Owner, default));
        Assert.True(host.IsAway);
        host.Billy.ClearFaults();

        Assert.IsType<TestResult.Verified>(await host.Get<BillyConnector>().TestAsync(host.Owner, default));
        Assert.False(host.IsAway);
    }

    [Fact]
    public async Task AnswerThatIsNoSuccess_ShowsThatTheSystemIsThere()
    {
        await GoAwayAsync((await host.Get<BillyConnector>().OpenAsync(host.Workspace, default)).Opened!);
        host.Billy.ClearFaults();
        host.Plan(SandboxFaultKind.TooManyRequests, path: null, method: null);

        await host.WorkAsync();

        Assert.False(host.IsAway);
    }

    [Fact]
    public async Task OneThatAnswersProbesAlone_IsAskedEverMoreRarely()
    {
        host.Plan(SandboxFaultKind.ServerError, "/contacts", "GET", times: int.MaxValue);
        await QueueAsync(await host.AddCustomerAsync(), 100);
        var asked = host.LastRequest;

        await PassAsync(Away);

        Assert.InRange(host.LastRequest - asked, 40, 100);
    }

    [Fact]
    public async Task Worker_AsksByItself_AndGoesOn()
    {
        using var worker = host.Create<PushWorker>();
        await worker.StartAsync(default);
        host.Plan(SandboxFaultKind.Refuse, path: null, method: null, times: 4);
        await QueueAsync(await host.AddCustomerAsync(), 3);

        for (var tries = 0; host.Billy.Invoices(host.Token).Count < 3 && tries < 500; tries++)
        {
            await Task.Delay(10);
            host.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await worker.StopAsync(default);
        Assert.Equal(3, host.Billy.Invoices(host.Token).Count);
    }

    private async Task QueueAsync(Customer customer, int count)
    {
        List<Guid> invoices = [];
        for (var i = 0; i < count; i++)
            invoices.Add((await host.AddInvoiceAsync(customer: customer, number: $"{i}")).Id);
        await host.Pusher.PushManyAsync(host.Owner, invoices, PushCause.Bulk, default);
    }

    private async Task GoAwayAsync(OpenedConnection opened)
    {
        host.Plan(SandboxFaultKind.Refuse, path: null, method: null, times: int.MaxValue);
        for (var i = 0; i < 2; i++)
            await Assert.ThrowsAsync<ApiException>(() => host.Get<BillyReader>().ListAccountsAsync(opened.Access, default));
        Assert.True(host.IsAway);
    }

    private async Task PassAsync(TimeSpan time)
    {
        var end = host.Clock.GetUtcNow() + time;
        while (host.Clock.GetUtcNow() < end)
            await StepAsync(end);
    }

    /// <summary>Works off what is due, and lets the clock come to the next probe, as the alarm of the program does.</summary>
    private async Task StepAsync(DateTimeOffset end)
    {
        await host.DrainAsync();
        var step = host.IsAway ? host.Outages.GateOf(await host.ConnectionAsync()).UntilProbe : TimeSpan.FromSeconds(1);
        var left = end - host.Clock.GetUtcNow();
        if (left > TimeSpan.Zero)
            host.Clock.Advance(step < left ? step : left);
    }
}

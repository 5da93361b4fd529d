using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Leases;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Push;

/// <summary>Somebody sets the clock on the wall: what waits goes on, and what is in doubt is not sent again for that.</summary>
public sealed class ClockTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Back = TimeSpan.FromHours(-2);
    private static readonly TimeSpan Forward = TimeSpan.FromDays(2);

    private readonly LogCollector logs = new();
    private PushHost host = null!;

    public async Task InitializeAsync()
    {
        host = await PushHost.StartAsync(add: services => services.AddLogging(logging => logging.AddProvider(logs)));
        // As the program does when it starts.
        await host.Get<DueTimes>().BeginAsync(default);
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    public void Dispose() => logs.Dispose();

    [Fact]
    public async Task SetBack_TheQueueGoesOn()
    {
        await host.QueueAsync(await host.AddInvoiceAsync(number: "1"));
        host.Plan(SandboxFaultKind.ServerError, "/contacts", "GET");
        await host.DrainAsync();
        await host.QueueAsync(await host.AddInvoiceAsync(number: "2"));
        using var poll = host.Create<DuePushesPoll>();

        host.Clock.SetWall(Back);
        await poll.LookAsync(default);

        Assert.Equal([host.Queue], await host.Get<DuePushes>().QueuesWithWorkAsync(default));
        await host.DrainAsync();
        Assert.All(await host.EntriesAsync(), push => Assert.Equal(PushState.Succeeded, push.State));
        Assert.Equal(2, host.Billy.Invoices(host.Token).Count);
    }

    [Fact]
    public async Task SetBackWhileTheProgramDidNotRun_TheQueueGoesOn()
    {
        await host.QueueAsync(await host.AddInvoiceAsync());

        host.Clock.SetWall(Back);
        await host.RestartAsync();
        await host.Get<DueTimes>().BeginAsync(default);
        await host.DrainAsync();

        Assert.Equal(PushState.Succeeded, Assert.Single(await host.EntriesAsync()).State);
    }

    [Fact]
    public async Task SetBack_PauseWithAnEnd_IsOver_AndOneThatWaitsForAPersonIsNot()
    {
        var until = host.Clock.GetUtcNow() + TimeSpan.FromMinutes(10);
        await host.Get<QueuePauses>().PauseAsync(host.Workspace, host.Queue.Connection, new Failure(FailureCodes.RateLimited), until, default);
        host.Clock.SetWall(Back);
        Assert.Null((await host.ConnectionAsync()).PauseAt(host.Clock.GetUtcNow()));

        await host.Get<QueuePauses>().PauseAsync(host.Workspace, host.Queue.Connection, new Failure(FailureCodes.TokenRejected), null, default);
        host.Clock.SetWall(Back);
        Assert.NotNull((await host.ConnectionAsync()).PauseAt(host.Clock.GetUtcNow()));
    }

    [Theory]
    [InlineData(2 * 24)]
    [InlineData(-2)]
    public async Task Set_DocumentInDoubt_IsNotSentAgain(int hours)
    {
        var started = host.Clock.GetTimestamp();
        host.Plan(SandboxFaultKind.CommitThenDrop);
        host.Billy.Plan(new SandboxFault { Kind = SandboxFaultKind.StaleList, PathContains = "/invoices", Method = "GET", Times = 1000, HideRequests = 1000 });
        var push = await host.PushAsync(await host.AddInvoiceAsync());
        await PassAsync(TimeSpan.FromSeconds(6));
        Assert.NotNull((await host.EntryAsync(push.Id)).FirstMissAt);

        host.Clock.SetWall(TimeSpan.FromHours(hours));
        await PassAsync(TimeSpan.FromSeconds(6));
        Assert.Equal(PushState.Unknown, (await host.EntryAsync(push.Id)).State);
        host.Billy.ClearFaults();
        await host.RunToQuiescenceAsync();

        Assert.Equal(PushState.Succeeded, (await host.EntryAsync(push.Id)).State);
        Assert.Single(host.Billy.Invoices(host.Token));
        // Little more than the ring around it: the clock that was set back did not have to catch up first.
        Assert.InRange(host.Clock.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task SetForward_PatienceDoesNotEnd()
    {
        host.Plan(SandboxFaultKind.ServerError, "/contacts", "GET", times: 8);
        var push = await host.PushAsync(await host.AddInvoiceAsync());
        Assert.Equal(1, push.Failures);

        host.Clock.SetWall(Forward);
        await host.RunToQuiescenceAsync();

        Assert.Equal(PushState.Succeeded, (await host.EntryAsync(push.Id)).State);
    }

    [Fact]
    public async Task Set_LeaseOfAWorkerThatStillSends_IsNotTaken()
    {
        var leases = host.Get<QueueLeases>();
        var lease = Assert.IsType<HeldLease>(await leases.TakeAsync(host.Queue, default));

        foreach (var by in new[] { Forward, Back - Forward })
        {
            host.Clock.SetWall(by);
            Assert.Null(await leases.TakeAsync(host.Queue, default));
            Assert.True(await host.Database.WriteAsync(host.Workspace, (db, ct) => leases.ConfirmAsync(db, lease, ct), default));
        }

        host.Clock.Advance(QueueLeases.Length + TimeSpan.FromSeconds(1));
        Assert.NotNull(await leases.TakeAsync(host.Queue, default));
    }

    [Fact]
    public async Task Jump_IsToldOnce_WithHowFarAndWhichWay()
    {
        var clock = host.Get<ClockWatch>();
        host.Clock.SetWall(TimeSpan.FromSeconds(50));
        host.Clock.Advance(TimeSpan.FromHours(5));
        clock.Look();
        Assert.Null(clock.Last);

        host.Clock.SetWall(Back);
        await host.WorkAsync();
        clock.Look();

        Assert.Equal(new ClockJump(host.Clock.GetUtcNow(), Back), clock.Last);
        var line = Assert.Single(logs.Written, line => line.Category == typeof(ClockWatch).FullName);
        Assert.Equal(LogLevel.Warning, line.Level);
        Assert.StartsWith("The clock was set back by 02:00:00; it shows ", line.Text, StringComparison.Ordinal);
    }

    private async Task PassAsync(TimeSpan time)
    {
        host.Clock.Advance(time);
        await host.DrainAsync();
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Push;

/// <summary>The program is stopped while Billy takes its time: it says what it waits for, ends in time, and the next start settles it.</summary>
public sealed class ShutdownTests : IAsyncLifetime, IDisposable
{
    private readonly LogCollector logs = new();
    private PushHost host = null!;

    public async Task InitializeAsync() =>
        host = await PushHost.StartAsync(add: services => services.AddLogging(logging => logging.AddProvider(logs)));

    public async Task DisposeAsync() => await host.DisposeAsync();

    public void Dispose() => logs.Dispose();

    [Theory]
    [InlineData(SandboxFaultKind.CommitThenHang)]
    [InlineData(SandboxFaultKind.Hang)]
    public async Task Stop_WaitsForARequestNoLongerThanItMay_AndTheNextStartSettlesIt(SandboxFaultKind kind)
    {
        using var worker = host.Create<PushWorker>();
        await worker.StartAsync(default);
        host.Plan(kind);
        await host.QueueAsync(await host.AddInvoiceAsync());
        await UntilItHangsAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(1));

        var stopped = worker.StopAsync(default);
        var push = Assert.Single(await host.EntriesAsync());
        Assert.Contains(logs.Written, line => line.Level == LogLevel.Warning && line.Text.TrimEnd()
            == $"Stopping waits for push {push.Id} into connection {host.Queue.Connection}, sent 1.0 s ago, for 28.0 s at the most.");
        Assert.False(stopped.IsCompleted);
        host.Clock.Advance(TimeSpan.FromSeconds(28));
        await stopped;

        Assert.Equal(PushState.Unknown, (await host.EntryAsync(push.Id)).State);
        await host.RestartAsync();
        await host.RunToQuiescenceAsync();
        Assert.Equal(PushState.Succeeded, (await host.EntryAsync(push.Id)).State);
        Assert.Single(host.Billy.Invoices(host.Token));
    }

    [Fact]
    public async Task Stop_DoesNotWaitForChecksOfDocuments()
    {
        await host.PushAsync(await host.AddInvoiceAsync());
        host.Clock.Advance(TimeSpan.FromHours(2));
        host.Plan(SandboxFaultKind.Hang, path: null, method: null);
        var program = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        var job = ActivatorUtilities.CreateInstance<AftercareJob>(host.Get<IServiceProvider>(), program);

        var check = job.Execute(null!, default).AsTask();
        await UntilItHangsAsync();
        program.StopApplication();

        await check.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [SlowFact]
    public async Task ProgramThatIsAskedToStop_IsDownBeforeItWouldBeKilled()
    {
        await host.QueueAsync(await host.AddInvoiceAsync());
        host.Plan(SandboxFaultKind.CommitThenHang);
        await UseSandboxAsync(false);
        await using (var program = await RunningProgram.StartAsync(
            host.DataDirectory, settings: [("Billy:BaseAddress", host.Sandbox.BaseAddress.AbsoluteUri)]))
        {
            await UntilItHangsAsync();

            Assert.InRange(await program.StopAsync(), TimeSpan.Zero, TimeSpan.FromSeconds(10));

            var push = Assert.Single(await host.EntriesAsync());
            Assert.Contains(await program.LinesUntilAsync("Stopping waits for push"), line => line.Contains($"push {push.Id}", StringComparison.Ordinal));
            Assert.Equal(PushState.Unknown, push.State);
        }

        await UseSandboxAsync(true);
        host.Clock.SetWall(TimeProvider.System.GetUtcNow() - host.Clock.GetUtcNow());
        await host.RestartAsync();
        await host.RunToQuiescenceAsync();
        Assert.Equal(PushState.Succeeded, Assert.Single(await host.EntriesAsync()).State);
        Assert.Single(host.Billy.Invoices(host.Token));
    }

    // To the program the sandbox of the test is the real Billy, for one of its own would end with it.
    private Task<int> UseSandboxAsync(bool used) => host.Database.WriteAsync(host.Workspace, (db, ct) =>
        db.Set<Connection>().ExecuteUpdateAsync(set => set.SetProperty(c => c.UsesSandbox, used), ct), default);

    private async Task UntilItHangsAsync()
    {
        for (var tries = 0; tries < 3000; tries++)
        {
            if (host.Billy.LatestRequest is { Status: null, Fault: { } kind } hanging && (kind == SandboxFaultKind.Hang || hanging.Committed))
                return;
            await Task.Delay(10);
        }

        Assert.Fail("Billy was not asked.");
    }
}

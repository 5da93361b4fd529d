using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Core.Records.Samples;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Tests.Upgrade;
using PennaPay.Billy.Web.Sandbox.Billy;

namespace PennaPay.Billy.Tests.Health;

/// <summary>What makes <c>/health/ready</c> say no, and what it takes to say yes again. It never says why.</summary>
public sealed class ReadinessTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly TestClock clock = new();

    [Fact]
    public async Task AskedOften_LooksOnceAMinute()
    {
        await using var app = StartApp();
        Assert.True(await IsReadyAsync(app));
        var look = await LookAsync(app);

        Assert.True(await IsReadyAsync(app));
        Assert.Equal(look, await LookAsync(app));

        clock.Advance(Minute);
        Assert.True(await IsReadyAsync(app));
        Assert.NotEqual(look, await LookAsync(app));
    }

    [Fact]
    public async Task DiskIsFull_IsNotReady_UntilThereIsRoom()
    {
        var disk = new FullDisk();
        await using var app = StartApp(services => services.ConfigureDbContext<WorkspaceDbContext>(options => options.AddInterceptors(disk)));
        Assert.True(await IsReadyAsync(app));
        // No page is free to be used again.
        new SqliteFile(app.DataDirectory).Run("VACUUM");
        disk.IsFull = true;
        clock.Advance(Minute);

        Assert.False(await IsReadyAsync(app));
        Assert.False(await IsReadyAsync(app));
        clock.Advance(Minute);
        Assert.False(await IsReadyAsync(app));
        Assert.Single(NotReadyLines(app), line => line.Contains($"Not ready: disk_full ({app.DataDirectory})", StringComparison.Ordinal));

        disk.IsFull = false;
        clock.Advance(Minute);
        Assert.True(await IsReadyAsync(app));
        Assert.Contains(app.Logs.Lines, line => line.Contains("Ready again.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(+2 * 60)]
    [InlineData(-2 * 60)]
    public async Task ClockJumped_IsNotReady_UntilTheNextLook(int minutes)
    {
        await using var app = StartApp();
        Assert.True(await IsReadyAsync(app));

        clock.SetWall(TimeSpan.FromSeconds(30));
        clock.Advance(Minute);
        Assert.True(await IsReadyAsync(app));

        clock.SetWall(TimeSpan.FromMinutes(minutes));
        clock.Advance(Minute);
        Assert.False(await IsReadyAsync(app));
        Assert.Single(NotReadyLines(app), line => line.Contains(
            $"Not ready: clock_jumped ({(minutes > 0 ? "+" : "-")}02:00:00)", StringComparison.Ordinal));

        clock.Advance(Minute);
        Assert.True(await IsReadyAsync(app));
    }

    [Fact]
    public async Task KeyRingIsLost_IsNotReady_UntilTheAccessTokenIsPastedAnew()
    {
        using var folder = new TemporaryFolder();
        Actor owner;
        await using (var before = StartApp(dataDirectory: folder.Path))
        {
            owner = await before.CreateOwnerAsync();
            await ConnectAsync(before, owner);
            Assert.True(await IsReadyAsync(before));
        }
        Directory.Delete(Path.Combine(folder.Path, "keys"), recursive: true);

        await using var app = StartApp(dataDirectory: folder.Path);
        Assert.False(await IsReadyAsync(app));
        Assert.Single(NotReadyLines(app), line => line.Contains(
            $"Not ready: encryption_key_missing ({Path.Combine(folder.Path, "keys")})", StringComparison.Ordinal));

        await ConnectAsync(app, owner);
        clock.Advance(Minute);
        Assert.True(await IsReadyAsync(app));
    }

    [Fact]
    public async Task KeyRingIsLost_WhereNothingIsStoredThatNeedsIt_IsReady()
    {
        using var folder = new TemporaryFolder();
        await using (var before = StartApp(dataDirectory: folder.Path))
            Assert.True(await IsReadyAsync(before));
        Directory.Delete(Path.Combine(folder.Path, "keys"), recursive: true);

        await using var app = StartApp(dataDirectory: folder.Path);

        Assert.True(await IsReadyAsync(app));
    }

    [Fact]
    public async Task QueueThatShouldMove_DoesNot_IsNotReadyAfterSomeMinutes()
    {
        await using var app = StartApp(WithoutWorker);
        var owner = await QueueAsync(app);

        for (var minute = 1; minute <= 5; minute++)
        {
            clock.Advance(Minute);
            Assert.True(await IsReadyAsync(app));
        }

        clock.Advance(Minute);
        Assert.False(await IsReadyAsync(app));
        Assert.Single(NotReadyLines(app), line => line.Contains("Not ready: queue_held", StringComparison.Ordinal));
        Assert.Contains(app.Logs.Lines, line => line.Contains($"ProgramHealth: workspace {owner.Workspace}, connection ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task QueueThatIsPaused_StandsStill_AndIsReady()
    {
        await using var app = StartApp(WithoutWorker);
        var owner = await QueueAsync(app);
        var connection = await app.Services.GetRequiredService<ConnectionStore>().CurrentAsync(owner.Workspace, BillySystem.SystemId, default);
        await app.Services.GetRequiredService<QueuePauses>()
            .PauseAsync(owner.Workspace, connection!.Id, new Failure(FailureCodes.TokenRejected), until: null, default);

        for (var minute = 1; minute <= 10; minute++)
        {
            clock.Advance(Minute);
            Assert.True(await IsReadyAsync(app));
        }
    }

    [Fact]
    public async Task QueueThatMovesNowAndThen_IsReady()
    {
        await using var app = StartApp(WithoutWorker);
        var owner = await QueueAsync(app);

        for (var minute = 1; minute <= 12; minute++)
        {
            if (minute % 4 == 0)
            {
                var now = clock.GetUtcNow();
                await app.Database.WriteAsync(owner.Workspace, (db, ct) =>
                    db.Set<LedgerEntry>().Take(1).ExecuteUpdateAsync(set => set.SetProperty(push => push.SentAt, now), ct), default);
            }

            clock.Advance(Minute);
            Assert.True(await IsReadyAsync(app));
        }
    }

    private TestApp StartApp(Action<IServiceCollection>? services = null, string? dataDirectory = null) => TestApp.Start(
        new Dictionary<string, string?> { ["Billy:RequestsPerSecond"] = "0" },
        dataDirectory,
        collection =>
        {
            collection.AddSingleton<TimeProvider>(clock);
            services?.Invoke(collection);
        });

    private static void WithoutWorker(IServiceCollection services) =>
        services.Remove(services.Single(service => service.ImplementationType == typeof(PushWorker)));

    private static async Task<Actor> QueueAsync(TestApp app)
    {
        var owner = await app.CreateOwnerAsync();
        await ConnectAsync(app, owner);
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(owner, default);
        Assert.True(await IsReadyAsync(app));
        Assert.True((await app.Services.GetRequiredService<InvoicePusher>().PushSentAsync(owner, null, PushCause.Bulk, default)).Queued > 0);
        return owner;
    }

    private static async Task ConnectAsync(TestApp app, Actor owner) =>
        Assert.IsType<ConnectResult.Connected>(await app.Services.GetRequiredService<BillyConnector>()
            .ConnectAsync(owner, app.Services.GetRequiredService<BillySandbox>().DefaultToken, sandbox: true, default));

    private static async Task<bool> IsReadyAsync(TestApp app)
    {
        using var client = app.CreateClient();
        using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        var isReady = answer.StatusCode == HttpStatusCode.OK;
        Assert.Equal(
            (isReady ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable, isReady ? "Healthy" : "Unhealthy"),
            (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        return isReady;
    }

    private static async Task<string> LookAsync(TestApp app)
    {
        await using var db = app.Database.Read(default);
        return await db.Database.SqlQueryRaw<string>("""SELECT "Id" AS "Value" FROM "HealthLooks" """).SingleAsync();
    }

    private static IEnumerable<string> NotReadyLines(TestApp app) =>
        app.Logs.Lines.Where(line => line.Contains("Not ready: ", StringComparison.Ordinal));
}

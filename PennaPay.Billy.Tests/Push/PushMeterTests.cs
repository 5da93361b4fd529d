using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Push;

/// <summary>What operators read of pushes: how they ended, and what is still to be worked off.</summary>
public sealed class PushMeterTests : IAsyncLifetime
{
    private PushHost host = null!;
    private Measurements measured = null!;

    public async Task InitializeAsync()
    {
        host = await PushHost.StartAsync();
        measured = Measurements.Of(host.Get<IMeterFactory>());
    }

    public async Task DisposeAsync()
    {
        measured.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Push_IsCountedOnce_ByHowItEnded()
    {
        var customer = await host.AddCustomerAsync();
        await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "1"));
        await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "2"));
        await host.PushAsync(await host.AddInvoiceAsync(i => i.Lines = [PushHost.Line("Bog", 1, 100, vatRate: 15)], customer, "3"));

        Assert.Equal(new Dictionary<string, double> { ["succeeded"] = 2, ["rejected"] = 1 }, Outcomes());
    }

    [Fact]
    public async Task LostAnswer_IsCountedAsUnknown_AndAsAdoptedOnceFound()
    {
        host.Plan(SandboxFaultKind.CommitThenDrop);
        await host.PushAsync(await host.AddInvoiceAsync());
        Assert.Equal(new Dictionary<string, double> { ["unknown"] = 1 }, Outcomes());

        await host.RunToQuiescenceAsync();

        Assert.Equal(new Dictionary<string, double> { ["unknown"] = 1, ["adopted"] = 1 }, Outcomes());
    }

    [Fact]
    public async Task LostRequest_IsCountedAsUnknown_ThenPending_ThenSucceeded_AndNotForEachSearch()
    {
        host.Plan(SandboxFaultKind.Refuse);
        await host.PushAsync(await host.AddInvoiceAsync());

        await host.RunToQuiescenceAsync();

        Assert.Equal(new Dictionary<string, double> { ["unknown"] = 1, ["pending"] = 1, ["succeeded"] = 1 }, Outcomes());
    }

    [Fact]
    public async Task TooManyRequests_IsCountedAsPending()
    {
        host.Plan(SandboxFaultKind.TooManyRequests);

        await host.PushAsync(await host.AddInvoiceAsync());

        Assert.Equal(new Dictionary<string, double> { ["pending"] = 1 }, Outcomes());
    }

    [Fact]
    public async Task PersonsDecision_IsCounted()
    {
        var push = await host.PushDoubtfullyAsync(await host.AddInvoiceAsync());

        Assert.IsType<DecisionResult.Done>(await host.Get<PushDecisions>().GiveUpAsync(host.Owner, push.Id, default));

        Assert.Equal(new Dictionary<string, double> { ["unknown"] = 1, ["needs_attention"] = 1, ["cancelled"] = 1 }, Outcomes());
    }

    [Fact]
    public async Task BatchTakenBack_IsCountedByItsPushes()
    {
        var customer = await host.AddCustomerAsync();
        var (one, two) = (await host.AddInvoiceAsync(customer: customer, number: "1"), await host.AddInvoiceAsync(customer: customer, number: "2"));
        var batch = await host.Pusher.PushManyAsync(host.Owner, [one.Id, two.Id], PushCause.Bulk, default);

        await host.Get<PushBatches>().CancelAsync(host.Owner, batch.BatchId, default);
        await host.Get<PushBatches>().CancelAsync(host.Owner, batch.BatchId, default);

        Assert.Equal(new Dictionary<string, double> { ["cancelled"] = 2 }, Outcomes());
    }

    [Fact]
    public async Task Queue_IsShownBySystemAndState_WithTheAgeOfTheOldest()
    {
        Assert.Empty(measured.Observe("pennapay.queue.depth"));
        await LookAsync();
        AssertQueue(Depth(0, 0, 0), Age(0), measured);

        var customer = await host.AddCustomerAsync();
        await host.QueueAsync(await host.AddInvoiceAsync(customer: customer, number: "1"));
        host.Clock.Advance(TimeSpan.FromMinutes(3));
        await host.QueueAsync(await host.AddInvoiceAsync(customer: customer, number: "2"));
        await LookAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        // The depth is as old as the last look; the age is as of now.
        AssertQueue(Depth(2, 0, 0), Age(182), measured);

        host.Plan(SandboxFaultKind.CommitThenDrop);
        await host.DrainAsync();
        await LookAsync();
        AssertQueue(Depth(0, 0, 1), Age(182), measured);

        await host.RunToQuiescenceAsync();
        await LookAsync();
        AssertQueue(Depth(0, 0, 0), Age(0), measured);
    }

    [Fact]
    public async Task Queue_IsCountedFromTheTable_AfterARestartAndForOtherServers()
    {
        await host.QueueAsync(await host.AddInvoiceAsync());
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await using var other = PushHost.Build(host.DataDirectory, host.Sandbox.BaseAddress, host.Clock);
        using var otherMeasured = Measurements.Of(other.GetRequiredService<IMeterFactory>());

        using var watch = ActivatorUtilities.CreateInstance<QueueWatch>(other);
        await watch.LookAsync(default);
        AssertQueue(Depth(1, 0, 0), Age(60), otherMeasured);

        await host.DrainAsync();
        await watch.LookAsync(default);
        Assert.Equal(Depth(0, 0, 0), otherMeasured.Observe("pennapay.queue.depth"));
        Assert.Empty(otherMeasured.Sums("pennapay.pushes"));
    }

    [Fact]
    public async Task Queue_ThatCannotBeCounted_ShowsNothingRatherThanWhatWas()
    {
        await LookAsync();
        Assert.NotEmpty(measured.Observe("pennapay.queue.depth"));
        await host.Database.WriteAsync(
            host.Workspace, (db, ct) => db.Database.ExecuteSqlRawAsync("""ALTER TABLE "Pushes" RENAME TO "Elsewhere" """, ct), default);

        await LookAsync();

        Assert.Empty(measured.Observe("pennapay.queue.depth"));
    }

    [Fact]
    public async Task Watch_CountsFromTimeToTime_AndOnlyForSomebodyWhoListens()
    {
        await host.QueueAsync(await host.AddInvoiceAsync());
        var meter = host.Get<PushMeter>();
        using var watch = host.Create<QueueWatch>();

        await watch.StartAsync(default);
        await Until.TrueAsync(() => meter.Queues.Sum(figure => figure.Pushes) == 1);
        await host.WorkAsync();
        host.Clock.Advance(QueueWatch.Interval);
        await Until.TrueAsync(() => meter.Queues is [_, ..] looked && looked.Sum(figure => figure.Pushes) == 0);
        measured.Dispose();
        host.Clock.Advance(QueueWatch.Interval);
        await Until.TrueAsync(() => meter.Queues is []);

        await watch.StopAsync(default);
    }

    [Fact]
    public async Task CountingAMillionRows_ReadsTheOpenOnesAlone()
    {
        await using var db = host.Database.Read(default);
        await db.Database.OpenConnectionAsync();
        await using var command = DuePushes.Count(db).CreateDbCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {command.CommandText}";
        List<string> plan = [];
        await using var steps = await command.ExecuteReaderAsync();
        while (await steps.ReadAsync())
            plan.Add(steps.GetString(3));

        Assert.Equal("SCAN p USING INDEX IX_LedgerEntry_Due", Assert.Single(plan, step => step.StartsWith("SCAN", StringComparison.Ordinal)));
    }

    private static void AssertQueue(Dictionary<string, double> depth, Dictionary<string, double> age, Measurements measured)
    {
        Assert.Equal(depth, measured.Observe("pennapay.queue.depth"));
        Assert.Equal(age, measured.Observe("pennapay.queue.age"));
    }

    private static Dictionary<string, double> Depth(int pending, int sending, int unknown) => new()
    {
        ["system=Billy state=pending"] = pending, ["system=Billy state=sending"] = sending, ["system=Billy state=unknown"] = unknown,
        // Each system that is pushed to has a queue, though nothing is in it.
        ["system=Billit state=pending"] = 0, ["system=Billit state=sending"] = 0, ["system=Billit state=unknown"] = 0,
    };

    private static Dictionary<string, double> Age(double seconds) => new() { ["system=Billy"] = seconds, ["system=Billit"] = 0 };

    private async Task LookAsync()
    {
        using var watch = host.Create<QueueWatch>();
        await watch.LookAsync(default);
    }

    private Dictionary<string, double> Outcomes() => measured.Sums("pennapay.pushes")
        .ToDictionary(sum => sum.Key.Replace("system=Billy outcome=", "", StringComparison.Ordinal), sum => sum.Value);
}

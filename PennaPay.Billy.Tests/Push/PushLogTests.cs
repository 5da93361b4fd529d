using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Push;

/// <summary>One push can be followed through the log, and the log tells nothing but ids, counts and codes.</summary>
public sealed class PushLogTests : IAsyncLifetime, IDisposable
{
    private const string Customer = "Kærnehuset Æblegård ApS";
    private const string Number = "FAKTURA-4711";

    private readonly LogCollector logs = new();
    private PushHost host = null!;

    public async Task InitializeAsync() => host = await PushHost.StartAsync(add: services =>
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs)));

    public async Task DisposeAsync() => await host.DisposeAsync();

    public void Dispose() => logs.Dispose();

    [Fact]
    public async Task Push_IsFollowedFromTheQueueToItsEnd()
    {
        var invoice = await AddAsync();

        var push = await host.PushAsync(invoice);

        Assert.Equal(
            [
                $"Push {push.Id} is queued as Pending (Manual, batch (null)).",
                $"Push {push.Id} is taken up as Pending (attempts so far: 0, queued 0.0 s ago, batch (null)).",
                "Billy answered POST contacts with 200 after 0 ms",
                "Billy answered POST products with 200 after 0 ms",
                $"Push {push.Id} is sent (attempt 1).",
                "Billy answered POST invoices with 200 after 0 ms",
                $"Push {push.Id} went from Sending to Succeeded (attempt 1, (null), 0 ms).",
            ],
            Of(push).Where(line => line.Level >= LogLevel.Information).Select(line => line.Text.TrimEnd()));
    }

    [Fact]
    public async Task Push_AllItsLines_CarryWorkspaceConnectionPushAndInvoice()
    {
        var invoice = await AddAsync();
        logs.Clear();

        var push = await host.PushAsync(invoice);

        // Who asked for it is the audit's line, before there is a push.
        var lines = logs.Written.Where(line => line.Category.StartsWith("PennaPay", StringComparison.Ordinal) && line.Category != typeof(Database).FullName).ToList();
        Assert.Contains(lines, line => line.Text.Contains("answered GET", StringComparison.Ordinal));
        Assert.All(lines, line =>
        {
            Assert.Equal(
                new Dictionary<string, string>
                {
                    ["Workspace"] = $"{host.Workspace}", ["Connection"] = $"{host.Queue.Connection}", ["Push"] = $"{push.Id}", ["Invoice"] = $"{invoice.Id}",
                },
                line.Ids);
            Assert.Equal(
                [$"workspace {host.Workspace}, connection {host.Queue.Connection}, push {push.Id}, invoice {invoice.Id}"], line.Scopes);
        });
    }

    [Fact]
    public async Task Doubt_IsFollowedToThePersonsDecision()
    {
        var push = await host.PushDoubtfullyAsync(await AddAsync());
        var before = logs.Written.Count;

        await host.Get<PushDecisions>().GiveUpAsync(host.Owner, push.Id, default);

        Assert.Contains(Of(push), line => line.Level == LogLevel.Warning && line.Text.Contains("failed as Unavailable", StringComparison.Ordinal));
        Assert.Contains(Of(push), line => line.Text.StartsWith($"Push {push.Id} went from Sending to Unknown (attempt 1, outcome_unknown", StringComparison.Ordinal));
        Assert.Contains(Of(push), line => line.Text.StartsWith($"Push {push.Id} is taken up as Unknown", StringComparison.Ordinal));
        Assert.Contains(
            Of(push).Where(line => logs.Written.ToList().IndexOf(line) >= before),
            line => line.Text.TrimEnd() == $"Push {push.Id} went from NeedsAttention to Cancelled, as a person decided.");
    }

    [Fact]
    public async Task QueueThatHoldsStill_SaysSoInThePushThatLearntIt()
    {
        host.Plan(SandboxFaultKind.Unauthorized, path: null, method: null, times: 10);

        var push = await host.PushAsync(await AddAsync());

        Assert.Contains(Of(push), line => line.Level == LogLevel.Warning
            && line.Text.TrimEnd() == $"The queue of connection {host.Queue.Connection} holds still (token_rejected, until (null)).");
    }

    [Fact]
    public async Task Batch_IsQueuedInOneLine_ThatItsPushesNameWhenTheyAreTakenUp()
    {
        var customer = await host.AddCustomerAsync();
        var one = await host.AddInvoiceAsync(customer: customer, number: "1");

        var batch = await host.Pusher.PushManyAsync(host.Owner, [one.Id], PushCause.Bulk, default);
        await host.DrainAsync();

        var push = Assert.Single(await host.EntriesAsync());
        Assert.Contains(logs.Written, line =>
            line.Text.TrimEnd() == $"1 pushes into connection {host.Queue.Connection} are queued as batch {batch.BatchId}.");
        Assert.Contains(Of(push), line => line.Text.Contains($"is taken up as Pending (attempts so far: 0, queued 0.0 s ago, batch {batch.BatchId})", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RequestOutsideAPush_SaysOfWhichConnectionItIs()
    {
        var opened = (await host.Get<BillyConnector>().OpenAsync(host.Workspace, default)).Opened!;

        await host.Get<BillyReader>().GetOrganizationAsync(opened.Access, default);

        Assert.Equal(
            [$"workspace {host.Workspace}, connection {host.Queue.Connection}"],
            logs.Written.Last(line => line.Text.Contains("answered GET organization", StringComparison.Ordinal)).Scopes);
    }

    [Fact]
    public async Task NothingOfTheInvoice_IsInTheLog()
    {
        await host.PushAsync(await AddAsync());
        host.Plan(SandboxFaultKind.Invalid);
        await host.PushAsync(await AddAsync("-2"));
        host.Plan(SandboxFaultKind.CommitThenDrop);
        await host.PushDoubtfullyAsync(await AddAsync("-3"));

        Assert.NotEmpty(logs.Lines);
        foreach (var secret in new[] { Customer, "Æblegård", "Hemmelig ydelse", Number, "4711.37", "4711,37", "5889.21", "5889,21", PushHost.By, host.Token })
            Assert.DoesNotContain(logs.Lines, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    private async Task<Core.Records.Invoices.Invoice> AddAsync(string suffix = "") => await host.AddInvoiceAsync(
        invoice => invoice.Lines = [PushHost.Line("Hemmelig ydelse", 1, 4711.37m)],
        await host.AddCustomerAsync(Customer + suffix, cvr: null),
        Number + suffix);

    private IEnumerable<LogLine> Of(LedgerEntry push) => logs.Written.Where(line =>
        line.Category.StartsWith("PennaPay", StringComparison.Ordinal) && line.Ids.GetValueOrDefault("Push") == $"{push.Id}");
}

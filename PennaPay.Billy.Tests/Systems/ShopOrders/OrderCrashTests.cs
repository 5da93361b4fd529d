#if CRASH_POINTS
using System.Globalization;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Tests.Push.Crash;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Engine;
using PennaPay.Billy.Web.Sandbox.PlugAndPay;

namespace PennaPay.Billy.Tests.Systems.ShopOrders;

/// <summary>
/// A program is killed anywhere between a shop's order and the customer who gets it, while answers are lost or are none. The next one goes on: one
/// party, one document, one message, one payment told; and what was only brought over is never sent.
/// </summary>
public sealed class OrderCrashTests
{
    private const int AtOnce = 2;

    private const string OrdersPath = "/v1/orders";
    private const string SendPath = "/commands/send";

    /// <summary>In their order; the first time is that of the order which was brought over, the second of the new one, the third of its way to the customer.</summary>
    private static readonly string[] Points =
    [
        "source.before-store#1", "source.after-store#1", "debtor.before-intention#1", "debtor.after-intention#1", "debtor.after-create#1", "debtor.after-link#1",
        "send.before-write-ahead#1", "ledger.before-Sending#1", "send.after-write-ahead#1", "order.after-create#1", "settle.before#1", "ledger.before-Succeeded#1", "settle.after#1",
        "debtor.after-intention#2", "debtor.after-create#2", "send.after-write-ahead#2", "order.after-create#2", "settle.before#2", "settle.after#2",
        "send.before-write-ahead#3", "send.after-write-ahead#3", "transmission.after-send#1", "settle.before#3", "ledger.before-Succeeded#3", "settle.after#3",
    ];

    private static readonly Dictionary<string, (Action<OrdersHost> Plan, string[] Points)> Faults = new()
    {
        ["nothing"] = (_ => { }, Points),
        ["party committed, answer lost"] = (host => host.PlanInCompany(SandboxFaultKind.CommitThenDrop, "/v1/parties", "POST"), ["debtor.after-intention#2", "debtor.after-create#1", "ledger.before-Pending#1"]),
        ["party 5xx"] = (host => host.PlanInCompany(SandboxFaultKind.ServerError, "/v1/parties", "POST"), ["debtor.after-create#1", "ledger.before-Pending#1"]),
        ["order committed, answer lost"] = (host => host.PlanInCompany(SandboxFaultKind.CommitThenDrop, OrdersPath, "POST"), ["settle.before#1", "ledger.before-Unknown#1", "order.after-create#2"]),
        ["order committed, 5xx"] = (host => host.PlanInCompany(SandboxFaultKind.CommitThenServerError, OrdersPath, "POST"), ["settle.before#1", "send.after-write-ahead#2"]),
        ["order 5xx"] = (host => host.PlanInCompany(SandboxFaultKind.ServerError, OrdersPath, "POST"), ["settle.before#1", "ledger.before-Unknown#1"]),
        ["message committed, answer lost"] = (host => host.PlanInCompany(SandboxFaultKind.CommitThenDrop, SendPath, "POST"), ["settle.before#3", "ledger.before-Unknown#1"]),
        ["message 5xx"] = (host => host.PlanInCompany(SandboxFaultKind.ServerError, SendPath, "POST"), ["settle.before#3", "ledger.before-Unknown#1"]),
        // Looks miss what is there for so long that it is sent again, which Billit answers with 409.
        ["order committed, answer lost, not listed"] = (
            host =>
            {
                host.PlanInCompany(SandboxFaultKind.CommitThenDrop, OrdersPath, "POST");
                host.Billit.Plan(new() { Kind = SandboxFaultKind.StaleList, PathContains = OrdersPath + "?", Method = "GET", Times = 15, HideSeconds = 100_000 });
            },
            ["settle.before#1", "ledger.before-Unknown#1"]),
    };

    public static TheoryData<string> FaultNames => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(FaultNames))]
    [Trait("Category", "Crash")]
    public Task KilledAnywhere_ThereIsOneOfEach_AndNothingBroughtOverIsSent(string fault) => Parallel.ForEachAsync(
        Faults[fault].Points,
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (point, _) => await LiveAsync(fault, Faults[fault].Plan, point));

    [Theory]
    [InlineData("payment.after-told#1")]
    [InlineData("source.before-store#2")]
    [InlineData("source.after-store#2")]
    [Trait("Category", "Crash")]
    public async Task KilledWhileAPaymentIsTold_ItIsToldOnce(string point)
    {
        await using var host = await OrdersHost.StartAsync();
        var (_, order) = await TwoOrdersAsync(host);
        await host.ReadAsync();
        await host.RestAsync();
        host.Company.Pay(Assert.Single(host.Documents(order)).OrderID);
        await host.LookAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(10));

        await RunChildAsync(host, point);
        await GoOnAsync(host);

        Assert.Equal((1, OrderPayments.Paid), (host.Told(order), host.Shop.Order(order).PaymentStatus));
        Assert.Equal(PaymentTold.Told, (await host.InvoiceAsync(order))!.Value.Sourced.PaymentTold);
        await OrderInvariants.VerifyAsync(host, point);
    }

    private static async Task LiveAsync(string fault, Action<OrdersHost> plan, string point)
    {
        var context = $"{fault} × {point}";
        await using var host = await OrdersHost.StartAsync();
        var (old, order) = await TwoOrdersAsync(host);
        plan(host);
        await RunChildAsync(host, point);
        await GoOnAsync(host);

        await OrderInvariants.VerifyAsync(host, context);
        var entries = await host.EntriesAsync();
        Assert.True(entries.Count == 3 && entries.TrueForAll(entry => entry.State == PushState.Succeeded),
            $"{context}: {string.Join(", ", entries.Select(entry => $"{entry.Purpose} {entry.State} ({entry.FailureCode} {entry.FailureDetail})"))}");
        Assert.True(host.Documents(old).Count == 1 && host.Documents(order) is [{ Messages: [{ Success: true }] }], $"{context}: not one of each.");
        Assert.True(host.Company.Parties.Count == 2, $"{context}: {host.Company.Parties.Count} parties.");
    }

    // One that was only brought over and is queued, and a new one that is not read yet.
    private static async Task<(long Old, long New)> TwoOrdersAsync(OrdersHost host)
    {
        var old = host.Order(1);
        await host.ActivateAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.SwitchOnAsync();
        Assert.IsType<QueueResult.Queued>(await host.Product.Pusher.PushAsync(
            host.Product.Owner, (await host.InvoiceAsync(old))!.Value.Invoice.Id, PushCause.Manual, default, host.CompanyId));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        var order = host.Order(2);
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        return (old, order);
    }

    private static async Task GoOnAsync(OrdersHost host)
    {
        // Long enough for every timeout that the dead program had begun.
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await host.RestartAsync();
        await host.ReadAsync();
        await host.RestAsync();
        if ((await host.Product.Get<ConnectionStore>().FindAsync(host.Product.Workspace, host.CompanyId, default))!.PauseAt(host.Clock.GetUtcNow()) is not null)
            Assert.Fail("The connection is paused.");
        await host.ReadAsync(TimeSpan.FromMinutes(10));
        await host.RestAsync();
    }

    private static async Task RunChildAsync(OrdersHost host, string point)
    {
        var (exitCode, errors) = await ChildProgram.RunTestProgramAsync(
            CrashingChild.Command, host.Product.DataDirectory, host.Product.Sandbox.BaseAddress.AbsoluteUri, host.Product.Workspace.Value.ToString(), Guid.Empty.ToString(), point,
            host.Clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
            $"{CrashingChild.Orders}:{host.ShopId}:{host.CompanyId}|{host.ShopServer.BaseAddress}|{host.CompanyServer.Root}");
        // Every place here is on the way: 134 is an abort.
        Assert.True(exitCode == 134, $"{point}: the program ended with {exitCode}: {errors}");
    }
}
#endif

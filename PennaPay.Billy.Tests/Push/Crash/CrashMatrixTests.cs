#if CRASH_POINTS
using System.Globalization;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Push.Crash;

/// <summary>
/// Every place where a worker can die, crossed with everything that Billy and the network can do. Each pair is a program
/// that is killed, a second one that goes on, and the invariants.
/// </summary>
public sealed class CrashMatrixTests
{
    private const int AtOnce = 3;

    /// <summary>The points of a first push, in their order.</summary>
    private static readonly string[] FirstPush =
    [
        "queue.before-commit", "queue.after-commit", "contact.before-create", "contact.after-create", "contact.after-link",
        "product.before-create", "product.after-create", "product.after-link", "send.before-write-ahead",
        "ledger.before-Sending", "send.after-write-ahead", "settle.before", "ledger.before-Succeeded", "settle.after",
        "ledger.before-Unknown", "ledger.before-Pending", "ledger.before-Rejected",
    ];

    /// <summary>The points that only a push after an edit has.</summary>
    private static readonly string[] Replacement =
    [
        "replace.before-intention", "replace.after-intention", "replace.after-delete", "send.after-write-ahead", "settle.before",
    ];

    public static TheoryData<string> Faults => [.. Plans.Keys];

    private static readonly Dictionary<string, Action<PushHost>> Plans = new()
    {
        ["none"] = _ => { },
        ["refuse"] = host => host.Plan(SandboxFaultKind.Refuse),
        ["hang"] = host => host.Plan(SandboxFaultKind.Hang),
        ["commit then hang"] = host => host.Plan(SandboxFaultKind.CommitThenHang),
        ["commit then drop"] = host => host.Plan(SandboxFaultKind.CommitThenDrop),
        ["commit then 5xx"] = host => host.Plan(SandboxFaultKind.CommitThenServerError),
        ["5xx"] = host => host.Plan(SandboxFaultKind.ServerError),
        ["truncated JSON"] = host => host.Plan(SandboxFaultKind.TruncatedJson),
        ["foreign body"] = host => host.Plan(SandboxFaultKind.ForeignBody),
        ["401"] = host => host.Plan(SandboxFaultKind.Unauthorized),
        ["422"] = host => host.Plan(SandboxFaultKind.Invalid),
        ["429"] = host => host.Plan(SandboxFaultKind.TooManyRequests),
        ["429 with Retry-After"] = host => host.Plan(SandboxFaultKind.TooManyRequests, retryAfter: 20),
        ["stale list"] = host =>
        {
            host.Plan(SandboxFaultKind.CommitThenDrop);
            host.Billy.Plan(new SandboxFault { Kind = SandboxFaultKind.StaleList, Method = "GET", PathContains = "/invoices", HideSeconds = 3600 });
        },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    [Trait("Category", "Crash")]
    public async Task FirstPush_KilledAnywhere_LeavesOneDraftAndATruthfulLedger(string fault) =>
        await RunAsync(fault, FirstPush, edited: false);

    [Theory]
    [MemberData(nameof(Faults))]
    [Trait("Category", "Crash")]
    public async Task Replacement_KilledAnywhere_LeavesOneDraftAndATruthfulLedger(string fault) =>
        await RunAsync(fault, Replacement, edited: true);

    private static Task RunAsync(string fault, string[] points, bool edited) => Parallel.ForEachAsync(
        points,
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (point, _) => await RunPairAsync(fault, point, edited));

    private static async Task RunPairAsync(string fault, string point, bool edited)
    {
        var context = $"{fault} × {point}{(edited ? " (edited)" : "")}";
        await using var host = await PushHost.StartAsync();
        var invoice = await host.AddInvoiceAsync();
        if (edited)
        {
            await host.PushAsync(invoice);
            await host.EditAsync(invoice.Id, i => i.Lines[0].UnitPrice = 600);
        }

        Plans[fault](host);
        await RunChildAsync(host, invoice.Id, point);
        // Long enough for every timeout that the dead program had begun.
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await host.RestartAsync();
        await host.RunToQuiescenceAsync();
        // Where the crash came before the queue or the fault was the user's to mend, the user comes back: tests the connection
        // and pushes again. The fault hits once, so the second time at the latest goes through.
        for (var again = 0; again < 2 && await host.EntriesAsync() is [] or [.., { State: PushState.Rejected or PushState.Pending }]; again++)
        {
            Assert.IsType<TestResult.Verified>(await host.Get<BillyConnector>().TestAsync(host.Owner, default));
            await host.QueueAsync(invoice);
            await host.RunToQuiescenceAsync();
        }

        await PushInvariants.VerifyAsync(host, context);
        var last = (await host.EntriesAsync())[^1];
        Assert.True(last.State == PushState.Succeeded, $"{context}: ended {last.State} ({last.FailureCode} {last.FailureDetail}).");
        Assert.True(host.Billy.Invoices(host.Token).Count(d => d.GetProperty("orderNo").GetString() == "1042") == 1, $"{context}: not one draft.");
        Assert.Equal(CopyState.Present, (await host.InvoiceAsync(invoice.Id)).CopyState);
    }

    /// <summary>Runs a program that does one thing and dies at a point on its way.</summary>
    internal static async Task RunChildAsync(PushHost host, Guid invoice, string point, string what = CrashingChild.Push)
    {
        var (exitCode, errors) = await ChildProgram.RunTestProgramAsync(
            CrashingChild.Command, host.DataDirectory, host.Sandbox.BaseAddress.AbsoluteUri, host.Workspace.Value.ToString(), invoice.ToString(), point,
            host.Clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture), what);
        // 134 is an abort. Not every point lies on every fault's way; then the program simply ends.
        Assert.True(exitCode is 0 or 134, $"{point}: the program ended with {exitCode}: {errors}");
    }
}
#endif

using System.Diagnostics;
using System.Globalization;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Benchmarks;

/// <summary>Ten thousand invoices while one request in twenty goes wrong; waits are skipped by moving the clock.</summary>
internal static class SoakBenchmark
{
    private const int Invoices = 10_000;
    private const double Share = 0.05;

    private static readonly SandboxFaultKind[] Kinds =
    [
        SandboxFaultKind.Refuse, SandboxFaultKind.CommitThenDrop, SandboxFaultKind.CommitThenServerError,
        SandboxFaultKind.ServerError, SandboxFaultKind.TruncatedJson, SandboxFaultKind.TooManyRequests, SandboxFaultKind.CommitThenHang,
    ];

    public static async Task RunAsync(Figures figures)
    {
        await using var host = await PushHost.StartAsync();
        var customer = await host.AddCustomerAsync();
        await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "first"));
        var before = Megabytes();
        List<Guid> ids = [];
        for (var i = 0; i < Invoices; i++)
            ids.Add((await host.AddInvoiceAsync(customer: customer, number: string.Create(CultureInfo.InvariantCulture, $"{i}"))).Id);
        for (var i = 0; i < Kinds.Length; i++)
        {
            host.Billy.Plan(new SandboxFault
            {
                Kind = Kinds[i], Method = "POST", PathContains = "/invoices", Times = Invoices, Probability = Share / Kinds.Length, Seed = i,
            });
        }

        var started = Stopwatch.GetTimestamp();
        await host.Pusher.PushManyAsync(host.Owner, ids, PushCause.Bulk, default);
        while ((await host.EntriesAsync()).Exists(e => !e.State.HasEnded()))
            await host.RunToQuiescenceAsync(rounds: 100_000);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;

        var drafts = host.Billy.Invoices(host.Token);
        var keys = drafts.Select(d => d.GetProperty("externalId").GetString()).ToList();
        var entries = await host.EntriesAsync();
        var pushed = entries.Count(e => e.State == PushState.Succeeded);
        foreach (var other in entries.Where(e => e.State != PushState.Succeeded))
            Console.Error.WriteLine($"{other.InvoiceNumber}: {other.State} {other.FailureCode} {other.FailureDetail} (attempt {other.Attempt})");
        figures.Print("pushes_per_second", Invoices / seconds, "1/s");
        figures.Print("duplicates", keys.Count - keys.Distinct().Count(), "drafts");
        figures.Print("lost", Invoices + 1 - Math.Min(pushed, keys.Distinct().Count()), "invoices");
        figures.Print("rss_growth_mb", Megabytes() - before, "MB");
    }

    private static double Megabytes()
    {
        GC.Collect();
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64 / 1024d / 1024d;
    }
}

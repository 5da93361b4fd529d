using System.Diagnostics;
using PennaPay.Billy.Core.Sync.Sources.Balances;
using PennaPay.Billy.Tests.Systems.Pennylane;

namespace PennaPay.Billy.Tests.Benchmarks;

/// <summary>
/// A company of Pennylane's with ten invoices a customer, a third of them open: what its first load costs, and a round in which nothing has
/// changed. The sandbox answers at once, over HTTP, from the same two cores; what the real limit makes of it is counted.
/// </summary>
internal static class PennylaneBenchmark
{
    // 25 in five seconds.
    private const double Pace = 5;

    public static async Task RunAsync(Figures figures, int invoices)
    {
        await LoadAsync(figures, "", invoices / 10, invoices);
        await LoadAsync(figures, "small_", 500, 2000);
    }

    private static async Task LoadAsync(Figures figures, string prefix, int customers, int invoices)
    {
        await using var host = await SourceHost.StartAsync();
        host.Company.AddMany(customers, invoices);
        await host.ConnectAsync();
        GC.Collect();
        var (memory, before, watch) = (Environment.WorkingSet, host.Sandbox.Requests().Count, Stopwatch.StartNew());
        await host.ActivateAsync();
        var requests = host.Sandbox.Requests().Count - before;
        figures.Print(prefix + "first_load_seconds", watch.Elapsed.TotalSeconds, "s");
        figures.Print(prefix + "first_load_requests", requests, "requests");
        figures.Print(prefix + "first_load_seconds_at_the_limit", requests / Pace, "s");
        figures.Print(prefix + "rss_growth_mb", (Environment.WorkingSet - memory) / 1024d / 1024d, "MB");
        var progress = await host.ProgressAsync();
        figures.Print(prefix + "customers", progress.Customers, "customers");
        figures.Print(prefix + "invoices", progress.Invoices, "invoices");

        // What was paid before anybody looked is read once; then nothing is left but to ask whether anything has changed.
        await host.RunAsync(TimeSpan.FromMinutes(10));
        before = host.Sandbox.Requests().Count;
        watch.Restart();
        await host.RunAsync(TimeSpan.FromMinutes(10));
        figures.Print(prefix + "requests_per_unchanged_run", host.Sandbox.Requests().Count - before, "requests");
        figures.Print(prefix + "unchanged_run_seconds", watch.Elapsed.TotalSeconds, "s");
        await ListAsync(figures, prefix, host);
    }

    // The second page of each order, for the first one of all is as warm as it gets.
    private static async Task ListAsync(Figures figures, string prefix, SourceHost host)
    {
        var (balances, aged) = (host.Product.Get<SourceBalances>(), host.Product.Get<AgedReceivables>());
        foreach (var sort in Enum.GetValues<BalanceSort>())
        {
            await balances.PageAsync(host.Product.Workspace, new(host.Connection, Sort: sort, Descending: true), default);
            var watch = Stopwatch.StartNew();
            await balances.PageAsync(host.Product.Workspace, new(host.Connection, Skip: 50, Sort: sort, Descending: true), default);
            figures.Print($"{prefix}customers_by_{sort.ToString().ToLowerInvariant()}_ms", watch.Elapsed.TotalMilliseconds, "ms");
        }

        await aged.TotalsAsync(host.Product.Workspace, host.Connection, default);
        var ageing = Stopwatch.StartNew();
        await aged.TotalsAsync(host.Product.Workspace, host.Connection, default);
        await aged.PageAsync(host.Product.Workspace, host.Connection, "EUR", 100, 100, default);
        figures.Print(prefix + "aged_receivables_ms", ageing.Elapsed.TotalMilliseconds, "ms");
    }
}

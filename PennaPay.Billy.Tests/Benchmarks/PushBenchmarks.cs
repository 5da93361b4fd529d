using System.Diagnostics;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Tests.Push;

namespace PennaPay.Billy.Tests.Benchmarks;

/// <summary>What a push costs, from the request to the settled ledger, over real HTTP on this machine.</summary>
internal static class PushBenchmarks
{
    private const int WarmUp = 30;
    private const int Pushes = 300;

    public static async Task WarmAsync(Figures figures)
    {
        await using var host = await PushHost.StartAsync();
        var customer = await host.AddCustomerAsync();
        var times = new List<double>();
        var requests = 0L;
        for (var i = 0; i < WarmUp + Pushes; i++)
        {
            var invoice = await host.AddInvoiceAsync(customer: customer, number: $"{i}");
            if (i == WarmUp)
                requests = host.LastRequest;
            var started = Stopwatch.GetTimestamp();
            await host.QueueAsync(invoice);
            await host.Get<PushDrain>().RunAsync(host.Workspace, default);
            if (i >= WarmUp)
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        figures.Print("requests_per_push", (host.LastRequest - requests) / (double)Pushes, "requests");
        figures.PrintPercentiles("ms_per_push", times, "ms");
    }

    public static async Task ColdAsync(Figures figures)
    {
        await using var host = await PushHost.StartAsync();
        var before = host.LastRequest;
        await host.QueueAsync(await host.AddInvoiceAsync());
        await host.Get<PushDrain>().RunAsync(host.Workspace, default);
        figures.Print("requests_per_push", host.LastRequest - before, "requests");
    }
}

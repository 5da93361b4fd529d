using System.Diagnostics;
using System.Threading.Channels;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Tests.Push;

namespace PennaPay.Billy.Tests.Benchmarks;

/// <summary>What a push costs, from the request to the settled ledger, over real HTTP on this machine.</summary>
internal static class PushBenchmarks
{
    // Enough for the runtime to have compiled everything for good. A quarter of it leaves every figure half as high again.
    private const int WarmUp = 2000;
    // So many that a figure does not move with what else the machine does for a second.
    private const int Pushes = 1500;

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
            await host.Get<QueueWork>().RunAsync(host.Queue, default);
            if (i >= WarmUp)
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        figures.Print("requests_per_push", (host.LastRequest - requests) / (double)Pushes, "requests");
        figures.PrintPercentiles("ms_per_push", times, "ms");
    }

    /// <summary>
    /// A push by the running worker, from the user's click to the settled ledger, without what the request's way to the
    /// sandbox and back takes.
    /// </summary>
    public static async Task OverheadAsync(Figures figures)
    {
        await using var host = await PushHost.StartAsync();
        var customer = await host.AddCustomerAsync();
        var asking = await RequestMillisecondsAsync(host);
        List<Guid> ids = [];
        for (var i = 0; i < WarmUp + Pushes; i++)
            ids.Add((await host.AddInvoiceAsync(customer: customer, number: $"{i}")).Id);
        using var worker = host.Create<PushWorker>();
        await worker.StartAsync(default);
        var settled = Channel.CreateUnbounded<PushEvent>();
        using var news = host.Get<PushFeed>().Subscribe(host.Workspace, happened =>
            happened.State == PushState.Succeeded ? settled.Writer.WriteAsync(happened).AsTask() : Task.CompletedTask);
        using var probe = new DatabaseProbe();
        var times = new List<double>();
        var (before, processor) = (probe.Sum, TimeSpan.Zero);
        foreach (var id in ids)
        {
            if (times.Count == WarmUp)
                (before, processor) = (probe.Sum, Environment.CpuUsage.TotalTime);
            var started = Stopwatch.GetTimestamp();
            await host.Pusher.PushAsync(host.Owner, id, PushCause.Manual, default);
            await settled.Reader.ReadAsync();
            times.Add(Math.Max(0, Stopwatch.GetElapsedTime(started).TotalMilliseconds - asking));
        }

        var (after, busy) = (probe.Sum, Environment.CpuUsage.TotalTime - processor);
        figures.PrintPercentiles("own_ms_per_push", times.Skip(WarmUp), "ms");
        figures.Print("statements_per_push", (after.Statements - before.Statements) / (double)Pushes, "statements");
        figures.Print("commits_per_push", (after.Commits - before.Commits) / (double)Pushes, "commits");
        figures.Print("processor_ms_per_push", busy.TotalMilliseconds / Pushes, "ms");
        figures.Print("database_ms_per_push", (after.Time - before.Time).TotalMilliseconds / Pushes, "ms");
        figures.Print("request_ms_p50", asking, "ms");
        await worker.StopAsync(default);
        await PartsAsync(figures, host, ids[^1]);
    }

    // Where the time goes: the steps of a push that can be taken by themselves.
    private static async Task PartsAsync(Figures figures, PushHost host, Guid invoice)
    {
        await MeasureAsync("open_connection_ms", () => host.Get<BillyConnector>().OpenAsync(host.Workspace, default));
        await MeasureAsync("load_invoice_ms", () => host.Get<InvoiceDetails>().FindAsync(host.Workspace, invoice, default));
        await MeasureAsync("next_due_ms", () => host.Get<DuePushes>().NextDueAsync(host.Queue, default));
        await MeasureAsync("empty_drain_ms", () => host.Get<QueueWork>().RunAsync(host.Queue, default));
        await MeasureAsync("empty_write_ms", () => host.Database.WriteAsync(host.Workspace, (_, _) => Task.CompletedTask, default));

        async Task MeasureAsync(string metric, Func<Task> step)
        {
            var times = new List<double>();
            for (var i = 0; i < 100; i++)
            {
                var started = Stopwatch.GetTimestamp();
                await step();
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            figures.PrintPercentiles(metric, times, "ms", withP95: false);
        }
    }

    // What one round trip to this sandbox costs, taken from reads of about the size of a draft.
    private static async Task<double> RequestMillisecondsAsync(PushHost host)
    {
        var opened = (await host.Get<BillyConnector>().OpenAsync(host.Workspace, default)).Opened!;
        var times = new List<double>();
        for (var i = 0; i < WarmUp + Pushes; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await host.Get<BillyReader>().GetOrganizationAsync(opened.Access, default);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return times.Skip(WarmUp).Order().ElementAt(Pushes / 2);
    }

    public static async Task ColdAsync(Figures figures)
    {
        await using var host = await PushHost.StartAsync();
        var before = host.LastRequest;
        await host.QueueAsync(await host.AddInvoiceAsync());
        await host.Get<QueueWork>().RunAsync(host.Queue, default);
        figures.Print("requests_per_push", host.LastRequest - before, "requests");
    }
}

using System.Diagnostics;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Upgrade;

namespace PennaPay.Billy.Tests.Benchmarks;

/// <summary>
/// Checks of many drafts whose time has come at once, and what whoever reads or writes meanwhile notices of it. The sandbox has no
/// pace here and answers from the same two cores, so that the checks come as thick as they can.
/// </summary>
internal static class SweepBenchmark
{
    private const int Reads = 200;

    public static async Task RunAsync(Figures figures, int drafts)
    {
        await using var host = await PushHost.StartAsync();
        await DraftsInBilly.FillAsync(host, drafts);
        new SqliteFile(host.DataDirectory).Run("PRAGMA wal_checkpoint(TRUNCATE)");
        host.Clock.Advance(TimeSpan.FromHours(2));

        List<double> reads = [], writes = [];
        for (var i = 0; i < Reads; i++)
            await TakeAsync(host, reads, writes);
        Print("alone", reads, writes);

        var before = host.LastRequest;
        var started = Stopwatch.GetTimestamp();
        var sweep = Task.Run(async () =>
        {
            var found = 0;
            while (await host.Get<Aftercare>().RunAsync(host.Queue, default) is > 0 and var some)
                found += some;
            return (found, Stopwatch.GetElapsedTime(started));
        });
        (reads, writes) = ([], []);
        while (!sweep.IsCompleted)
            await TakeAsync(host, reads, writes);
        var (checkedNow, took) = await sweep;

        figures.Print("checked", checkedNow, "drafts");
        figures.Print("seconds", took.TotalSeconds, "s");
        figures.Print("requests", host.RequestsSince(before).Count, "requests");
        Print("during", reads, writes);

        void Print(string when, List<double> pages, List<double> changes)
        {
            figures.PrintPercentiles($"page_{when}", pages, "ms", suffix: "_ms");
            figures.PrintPercentiles($"write_{when}", changes, "ms", suffix: "_ms");
            figures.Print($"write_{when}_longest_ms", changes.Max(), "ms");
        }
    }

    /// <summary>A page of the invoice list, and a change that somebody makes.</summary>
    private static async Task TakeAsync(PushHost host, List<double> reads, List<double> writes)
    {
        var asked = Stopwatch.GetTimestamp();
        await host.Get<InvoiceList>().PageAsync(host.Workspace, new(Take: 50), default);
        reads.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        asked = Stopwatch.GetTimestamp();
        await host.AddCustomerAsync();
        writes.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
    }
}

using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Push.Looks;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Upgrade;

namespace PennaPay.Billy.Tests.Benchmarks;

/// <summary>
/// How soon the list says what people do to drafts in Billy, with as many open ones as are named, by the clock on the wall and at the pace
/// that Billy is asked at. Half of the drafts that are booked stand on an open page.
/// </summary>
internal static class LifecycleBenchmark
{
    private const int Shown = 50;
    private static readonly TimeSpan BetweenTwo = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    public static async Task RunAsync(Figures figures, int open)
    {
        await using var host = await PushHost.StartAsync();
        await DraftsInBilly.FillAsync(host, open);
        var remote = new SqliteFile(host.DataDirectory).Rows("""SELECT "InvoiceId", "RemoteId" FROM "InvoiceCopies" """)
            .Select(row => row.Split('|')).ToDictionary(row => Guid.Parse(row[0]), row => row[1]);
        using var program = Build(host);
        using var page = program.Services.GetRequiredService<ShownInvoices>().Open(host.Workspace);
        page.Invoices = [.. Enumerable.Range(1, Shown).Select(DraftsInBilly.Id)];
        await program.StartAsync();
        // The first round over all begins half an interval after the start; the figures are about a program that has been running.
        await Task.Delay(TimeSpan.FromSeconds(60));

        var before = host.LastRequest;
        var started = Stopwatch.GetTimestamp();
        List<(Guid Invoice, long At, List<double> Times)> waiting = [];
        var (inView, all) = (new List<double>(), new List<double>());
        for (var i = 1; i <= Shown; i++)
        {
            var (seen, unseen) = (DraftsInBilly.Id(i), DraftsInBilly.Id(Shown + (i * (open - Shown) / Shown)));
            host.Billy.Approve(host.Token, remote[seen]);
            host.Billy.Approve(host.Token, remote[unseen]);
            waiting.Add((seen, Stopwatch.GetTimestamp(), inView));
            waiting.Add((unseen, Stopwatch.GetTimestamp(), all));
            await WatchAsync(BetweenTwo);
        }

        while (waiting.Count > 0 && Stopwatch.GetElapsedTime(started) < Longest + (BetweenTwo * Shown))
            await WatchAsync(BetweenTwo);
        var minutes = Stopwatch.GetElapsedTime(started).TotalMinutes;
        var allowed = 60 * program.Services.GetRequiredService<IOptions<BillyOptions>>().Value.RequestsPerSecond;
        await program.StopAsync();

        figures.PrintPercentiles("seconds_until_seen_in_view", inView, "s");
        figures.PrintPercentiles($"seconds_until_seen_{open}", all, "s");
        figures.Print("never_seen", waiting.Count, "invoices");
        figures.Print("requests_per_minute", host.RequestsSince(before).Count / minutes, "1/min");
        figures.Print("allowed_per_minute", allowed, "1/min");

        async Task WatchAsync(TimeSpan time)
        {
            var since = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(since) < time)
            {
                await Task.Delay(100);
                var ids = waiting.ConvertAll(one => one.Invoice);
                await using var db = host.Database.Read(host.Workspace);
                var booked = await db.Set<Invoice>().Where(i => ids.Contains(i.Id) && i.CopyState == CopyState.Booked).Select(i => i.Id).ToListAsync();
                foreach (var one in waiting.Where(one => booked.Contains(one.Invoice)).ToList())
                {
                    one.Times.Add(Stopwatch.GetElapsedTime(one.At).TotalSeconds);
                    waiting.Remove(one);
                }
            }
        }
    }

    private static IHost Build(PushHost host)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration["Storage:DataDirectory"] = host.DataDirectory;
        builder.Configuration["Outgoing:ThisHost"] = "true";
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddCore(builder.Configuration);
        var program = builder.Build();
        program.Services.GetRequiredService<BillyEndpoints>().Sandbox = host.Sandbox.BaseAddress;
        return program;
    }
}

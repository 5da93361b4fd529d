using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Tests.Support.Circuits;

namespace PennaPay.Billy.Tests.Benchmarks;

/// <summary>Many open pages of the invoice list at once: what each holds, how long a push takes, and what is left when they are gone.</summary>
internal static partial class CircuitBenchmark
{
    private const int Circuits = 200;
    private const int Pushes = 20;
    private const int Wave = 100;
    private const int Waves = 3;
    private const int AtOnce = 8;
    private const int Invoices = 500;

    private static readonly string[] Lists = ["/invoices?page=2", "/invoices?sort=Customer", "/invoices"];

    public static async Task RunAsync(Figures figures)
    {
        await using var server = await CircuitServer.StartAsync(Invoices);
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Url };
        using var signedIn = await TestApp.SignInAsync(browser);
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);

        // The first pages pay for what is compiled and cached once.
        var first = await OpenAsync(browser, Wave);
        await PushAsync(first, []);
        await CloseAsync(first);
        var before = await server.SettleAsync();
        figures.Print("rss_before_mb", before.RssKb / 1024, "MB");

        var started = Stopwatch.GetTimestamp();
        var open = await OpenAsync(browser, Circuits);
        figures.Print("open_per_second", Circuits / Stopwatch.GetElapsedTime(started).TotalSeconds, "1/s");
        List<double> times = [];
        await PushAsync(open, times);
        var during = await server.CollectAsync();
        figures.Print("circuits", during.Circuits, "circuits");
        figures.Print("kb_per_circuit", (during.RssKb - before.RssKb) / Circuits, "KB");
        figures.Print("managed_kb_per_circuit", (during.ManagedKb - before.ManagedKb) / Circuits, "KB");
        figures.PrintPercentiles("push", times, "ms", suffix: "_ms");
        figures.Print("errors", open.Sum(page => page.Faults.Count), "errors");
        await CloseAsync(open);
        Print("", await server.SettleAsync());

        for (var wave = 1; wave <= Waves; wave++)
        {
            await CloseAsync(await OpenAsync(browser, Wave));
            Print($"wave_{wave}_", await server.SettleAsync());
        }

        foreach (var page in await OpenAsync(browser, Wave))
            await page.BreakAsync();
        Print("lost_at_once_", await server.CollectAsync());
        await Task.Delay(TimeSpan.FromSeconds(2 * CircuitServer.LostSeconds));
        Print("lost_", await server.SettleAsync());

        void Print(string when, CircuitServer.Held held)
        {
            figures.Print($"{when}circuits_after", held.Circuits, "circuits");
            figures.Print($"{when}rss_after_mb", held.RssKb / 1024, "MB");
            figures.Print($"{when}managed_growth_mb", (held.ManagedKb - before.ManagedKb) / 1024, "MB");
        }
    }

    private static async Task<IReadOnlyList<CircuitClient>> OpenAsync(HttpClient browser, int count)
    {
        var open = new ConcurrentBag<CircuitClient>();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, _) =>
        {
            var page = await CircuitClient.OpenAsync(browser, "/invoices", isSo: ShowsRows);
            open.Add(page);
            foreach (var list in Lists)
                await page.UntilAsync(ShowsRows, () => page.GoAsync(list));
        });
        return [.. open];
    }

    private static bool ShowsRows(RenderedBatch batch) => batch.Elements.Any(element => element.TestId == "invoice-row");

    // One after the other, each from another page; every page hears of every push.
    private static async Task PushAsync(IReadOnlyList<CircuitClient> open, List<double> times)
    {
        HashSet<string> pushed = [];
        for (var i = 0; i < Pushes; i++)
        {
            var page = open[i % open.Count];
            var (push, number) = page.Drawn.Where(element => element.TestId == "push" && element.Attributes["data-state"] == "NotPushed")
                .Select(element => (Push: element, Number: Number().Match(element.Attributes["aria-label"]).Value))
                .Last(row => !pushed.Contains(row.Number));
            pushed.Add(number);
            var started = Stopwatch.GetTimestamp();
            await page.UntilAsync(batch => batch.Texts.Any(text => text.Length > number.Length && text.Contains(number, StringComparison.Ordinal)), () => page.ClickAsync(push));
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    private static Task CloseAsync(IReadOnlyList<CircuitClient> open) => Parallel.ForEachAsync(
        open, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (page, _) => await page.DisposeAsync());

    [GeneratedRegex(@"B-\d{4}")]
    private static partial Regex Number();
}

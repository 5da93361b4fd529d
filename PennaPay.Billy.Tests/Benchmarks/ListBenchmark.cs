using System.Diagnostics;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.History;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Tests.Push;

namespace PennaPay.Billy.Tests.Benchmarks;

/// <summary>How quick each question is that a list page asks, when there is a lot of it.</summary>
internal static class ListBenchmark
{
    private const int PageSize = 50;
    private const int Rounds = 20;
    private const int WarmUp = 2;

    public static async Task RunAsync(Figures figures, int invoices)
    {
        await using var host = await PushHost.StartAsync();
        var started = Stopwatch.GetTimestamp();
        await LargeDatabase.FillAsync(host, invoices);
        Console.Error.WriteLine($"Filled in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s.");

        var list = host.Get<InvoiceList>();
        var first = new InvoiceQuery(Take: PageSize);
        await PageAsync("first_page", first);
        await PageAsync("last_page", first with { Skip = invoices - PageSize });
        foreach (var sort in Enum.GetValues<InvoiceSort>())
        {
            await PageAsync($"by_{sort}", first with { Sort = sort });
            await PageAsync($"by_{sort}_middle", first with { Sort = sort, Skip = invoices / 2 });
        }
        foreach (var state in Enum.GetValues<CopyState>())
        {
            await PageAsync($"state_{state}", first with { CopyState = state });
            await PageAsync($"state_{state}_by_Gross", first with { CopyState = state, Sort = InvoiceSort.Gross });
        }
        await PageAsync("credit_notes", first with { Kind = InvoiceKind.CreditNote });
        await PageAsync("drafts", first with { Status = InvoiceStatus.Draft });
        foreach (var search in (string[])["kunde 1234", "aps", "10077", "12", "findes ikke"])
            await PageAsync($"search_{search}", first with { Search = search });
        await MeasureAsync("count_by_state", () => list.CountByStateAsync(host.Workspace, default));
        await MeasureAsync("count_sent", () => host.Pusher.CountSentAsync(host.Workspace, null, default));

        started = Stopwatch.GetTimestamp();
        await host.Get<HistorySearch>().BringUpAsync(default);
        figures.Print("history_brought_up_ms_per_1000", Stopwatch.GetElapsedTime(started).TotalMilliseconds * 1000 / invoices, "ms");
        var history = host.Get<PushHistory>();
        var latest = new HistoryQuery(Take: PageSize);
        await HistoryAsync("first_page", latest);
        await HistoryAsync("last_page", latest with { Skip = invoices - PageSize });
        await HistoryAsync("middle", latest with { Skip = invoices / 2 });
        foreach (var state in (PushState[])[PushState.Succeeded, PushState.Rejected, PushState.NeedsAttention, PushState.Cancelled])
            await HistoryAsync($"state_{state}", latest with { State = state });
        await HistoryAsync("cause", latest with { Cause = PushCause.AutoPush });
        await HistoryAsync("year", latest with { From = new(2025, 1, 1), To = new(2025, 12, 31) });
        foreach (var search in (string[])["10077", "Kontoen", "findes slet ikke"])
            await HistoryAsync($"search_{search}", latest with { Search = search });
        await MeasureAsync("latest_days", () => host.Get<PushFigures>().LatestDaysAsync(host.Workspace, 30, default));

        var customers = host.Get<CustomerList>();
        await MeasureAsync("customers", () => customers.PageAsync(host.Workspace, new(Take: PageSize), default));
        await MeasureAsync("customers_by_invoices", () => customers.PageAsync(host.Workspace, new(Sort: CustomerSort.Invoices, Take: PageSize), default));
        await MeasureAsync("products", () => host.Get<ProductList>().PageAsync(host.Workspace, new(Take: PageSize), default));

        Task PageAsync(string metric, InvoiceQuery query) => MeasureAsync(metric, () => list.PageAsync(host.Workspace, query, default));

        Task HistoryAsync(string metric, HistoryQuery query) =>
            MeasureAsync($"history_{metric}", () => history.PageAsync(host.Workspace, query, default));

        async Task MeasureAsync(string metric, Func<Task> ask)
        {
            var times = new List<double>();
            for (var i = 0; i < Rounds + WarmUp; i++)
            {
                var asked = Stopwatch.GetTimestamp();
                await ask();
                if (i >= WarmUp)
                    times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
                // What takes this long is known well enough.
                if (times.Sum() > 2_000)
                    break;
            }

            figures.PrintPercentiles(metric, times, "ms", suffix: "_ms");
        }
    }
}

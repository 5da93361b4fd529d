using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billit.Terms;
using PennaPay.Billy.Tests.Systems.ShopOrders;

namespace PennaPay.Billy.Tests.Benchmarks;

/// <summary>
/// A shop's orders on their way into Billit: nine of ten are brought over, the rest is new and goes to the customer by Peppol. Both sandboxes answer at
/// once, over HTTP, from the same two cores.
/// </summary>
internal static class OrdersBenchmark
{
    private const int OrdersOfEach = 100;

    // So many of the new ones have every customer known, and everything compiled, before a request is counted.
    private const double WarmUp = 0.2;

    public static async Task RunAsync(Figures figures, int orders)
    {
        await using var host = await OrdersHost.StartAsync();
        var (brought, customers) = (orders * 9 / 10, Math.Max(1, orders / OrdersOfEach));
        var place = 0;
        for (var i = 0; i < brought; i++)
            Place();
        GC.Collect();
        var (memory, watch) = (Environment.WorkingSet, Stopwatch.StartNew());
        await host.ActivateAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.SwitchOnAsync();
        var read = watch.Elapsed;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{brought} orders read in {read.TotalSeconds:0.0} s."));
        await host.Product.Pusher.PushManyAsync(host.Product.Owner, await IdsAsync(host), PushCause.Bulk, default, host.CompanyId);
        await WorkAsync();
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"They were invoices after {watch.Elapsed.TotalSeconds:0.0} s."));

        var fresh = orders - brought;
        var (first, second) = ((int)(fresh * WarmUp), (int)(fresh * (1 + WarmUp) / 2));
        await ComeAsync(first);
        // What is not sent on has the same document, so that the difference is the way to the customer.
        await host.SwitchOnAsync(OrdersHost.Terms with { Sending = Sending.None });
        var document = await ComeAsync(second - first) / (second - first);
        await host.SwitchOnAsync();
        var both = await ComeAsync(fresh - second) / (fresh - second);
        watch.Stop();

        var isNew = host.Shop.Orders.Skip(brought).Select(order => order.Id).ToHashSet();
        var documents = host.Company.Orders;
        figures.Print("orders_per_second", orders / watch.Elapsed.TotalSeconds, "1/s");
        figures.Print("orders_read_per_second", brought / read.TotalSeconds, "1/s");
        figures.Print("requests_per_order_warm_document", document, "requests");
        figures.Print("requests_per_order_warm_transmission", both - document, "requests");
        figures.Print("invoices", documents.Count, "invoices");
        figures.Print("duplicates", documents.Count - documents.Select(one => one.Content.ExternalProviderID).Distinct().Count(), "invoices");
        figures.Print("sent", documents.Sum(one => one.Messages.Count), "messages");
        figures.Print("sent_from_export", documents.Where(one => !isNew.Contains(OrderOf(one.Content.ExternalProviderID))).Sum(one => one.Messages.Count), "messages");
        figures.Print("rss_growth_mb", (Environment.WorkingSet - memory) / 1024d / 1024d, "MB");
        foreach (var stopped in (await host.EntriesAsync()).Where(entry => entry.State != PushState.Succeeded).GroupBy(entry => (entry.Purpose, entry.State, entry.FailureCode)))
            Console.Error.WriteLine($"{stopped.Key}: {stopped.Count()}");

        void Place() => host.Order(place++ % customers, 50 + (place % 950));

        // As many orders come, are read and worked off; what that asked of the books.
        async Task<double> ComeAsync(int count)
        {
            host.Clock.Advance(TimeSpan.FromMinutes(1));
            for (var i = 0; i < count; i++)
                Place();
            await host.ReadAsync(TimeSpan.FromMinutes(10));
            var before = host.Billit.LatestRequest?.Sequence ?? 0;
            await WorkAsync();
            return (host.Billit.LatestRequest?.Sequence ?? 0) - before;
        }

        Task WorkAsync() => host.Product.Get<QueueWork>().RunAsync(host.Queue, default);
    }

    private static async Task<List<Guid>> IdsAsync(OrdersHost host)
    {
        await using var db = host.Product.Database.Read(host.Product.Workspace);
        return await db.Set<Invoice>().OrderBy(invoice => invoice.Id).Select(invoice => invoice.Id).ToListAsync();
    }

    private static long OrderOf(string? key) => long.Parse(key!.AsSpan(key!.LastIndexOf('-') + 1), CultureInfo.InvariantCulture);
}

using System.Diagnostics;
using System.Globalization;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Benchmarks;

/// <summary>How quick the invoice list is when there is a lot of it.</summary>
internal static class ListBenchmark
{
    private const int Invoices = 100_000;
    private const int Customers = 2_000;
    private const int PageSize = 50;
    private const int Rounds = 25;

    public static async Task RunAsync(Figures figures)
    {
        await using var test = await TestDatabase.CreateAsync();
        await FillAsync(test);
        var list = new InvoiceList(test.Database);
        await MeasureAsync(new InvoiceQuery(Take: PageSize), "first_page_ms");
        await MeasureAsync(new InvoiceQuery(Skip: Invoices - PageSize, Take: PageSize), "last_page_ms");
        await MeasureAsync(new InvoiceQuery(Search: "kunde 1234", Take: PageSize), "search_ms");

        async Task MeasureAsync(InvoiceQuery query, string metric)
        {
            var times = new List<double>();
            for (var i = 0; i < Rounds + 3; i++)
            {
                var started = Stopwatch.GetTimestamp();
                await list.PageAsync(test.Workspace, query, default);
                if (i >= 3)
                    times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            figures.PrintPercentiles(metric, times, "ms", withP95: false);
        }
    }

    private static async Task FillAsync(TestDatabase test)
    {
        var customers = Enumerable.Range(0, Customers).Select(i => new Customer
        {
            Id = Guid.CreateVersion7(),
            WorkspaceId = test.Workspace,
            Name = string.Create(CultureInfo.InvariantCulture, $"Kunde {i} ApS"),
        }).ToList();
        customers.ForEach(c => c.RefreshSearchText());
        await test.Database.WriteAsync(test.Workspace, (db, _) =>
        {
            db.AddRange(customers);
            return Task.CompletedTask;
        }, default);

        foreach (var chunk in Enumerable.Range(0, Invoices).Chunk(5_000))
        {
            await test.Database.WriteAsync(test.Workspace, (db, _) =>
            {
                db.ChangeTracker.AutoDetectChangesEnabled = false;
                foreach (var i in chunk)
                    db.Add(MakeInvoice(test, customers[i % Customers], i));
                return Task.CompletedTask;
            }, default);
        }
    }

    private static Invoice MakeInvoice(TestDatabase test, Customer customer, int i)
    {
        var invoice = new Invoice
        {
            Id = Guid.CreateVersion7(),
            WorkspaceId = test.Workspace,
            Number = string.Create(CultureInfo.InvariantCulture, $"{10_000 + i}"),
            IssueDate = new DateOnly(2020, 1, 1).AddDays(i % 2_500),
            Status = i % 10 == 0 ? InvoiceStatus.Draft : InvoiceStatus.Sent,
            CopyState = i % 3 == 0 ? CopyState.NotPushed : CopyState.Present,
            Lines = [new() { Id = Guid.CreateVersion7(), Description = "Rådgivning", UnitPrice = i, VatRate = 25 }],
        };
        invoice.OriginId = invoice.Id.ToString("N");
        invoice.SetCustomer(customer);
        invoice.Seal();
        return invoice;
    }
}

using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Push;

namespace PennaPay.Billy.Tests.Benchmarks;

/// <summary>How long a user waits for a bulk push to be queued, and how soon a fresh program is through what an earlier one left.</summary>
internal static class QueueBenchmark
{
    private const int Queued = 10_000;
    private const int LeftOver = 1_000;


    public static async Task RunAsync(Figures figures)
    {
        await QueueAsync(figures);
        await ResumeAsync(figures);
    }

    private static async Task QueueAsync(Figures figures)
    {
        await using var host = await PushHost.StartAsync();
        // What is compiled on its first use is not the queue's doing.
        await AddInvoicesAsync(host, 10);
        await host.Pusher.PushSentAsync(host.Owner, null, PushCause.Bulk, default);
        await AddInvoicesAsync(host, Queued);

        var started = Stopwatch.GetTimestamp();
        var result = await host.Pusher.PushSentAsync(host.Owner, null, PushCause.Bulk, default);
        figures.Print("queue_10000_seconds", Stopwatch.GetElapsedTime(started).TotalSeconds, "s");
        Assert.Equal(Queued, result.Queued);

        started = Stopwatch.GetTimestamp();
        await host.Get<PushBatches>().ProgressAsync(host.Workspace, result.BatchId, default);
        figures.Print("progress_of_10000_ms", Stopwatch.GetElapsedTime(started).TotalMilliseconds, "ms");

        started = Stopwatch.GetTimestamp();
        await host.Get<PushBatches>().CancelAsync(host.Owner, result.BatchId, default);
        figures.Print("cancel_10000_seconds", Stopwatch.GetElapsedTime(started).TotalSeconds, "s");
    }

    /// <summary>From a program that is not built yet, to the first draft on its way and to the last one in Billy.</summary>
    private static async Task ResumeAsync(Figures figures)
    {
        await using var left = await PushHost.StartAsync();
        await AddInvoicesAsync(left, LeftOver);
        Assert.Equal(LeftOver, (await left.Pusher.PushSentAsync(left.Owner, null, PushCause.Bulk, default)).Queued);

        var started = Stopwatch.GetTimestamp();
        using var program = Build(left);
        var (begun, drained) = (new TaskCompletionSource<TimeSpan>(), new TaskCompletionSource<TimeSpan>());
        var ended = 0;
        using var news = program.Services.GetRequiredService<PushFeed>().Subscribe(left.Workspace, happened =>
        {
            begun.TrySetResult(Stopwatch.GetElapsedTime(started));
            if (happened.State == PushState.Succeeded && ++ended == LeftOver)
                drained.TrySetResult(Stopwatch.GetElapsedTime(started));
            return Task.CompletedTask;
        });
        await program.StartAsync();
        figures.Print("resume_1000_first_seconds", (await begun.Task).TotalSeconds, "s");
        figures.Print("resume_1000_seconds", (await drained.Task).TotalSeconds, "s");
        await program.StopAsync();
    }

    private static IHost Build(PushHost left)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration["Storage:DataDirectory"] = left.DataDirectory;
        builder.Configuration["Billy:RequestsPerSecond"] = "0";
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddCore(builder.Configuration);
        var program = builder.Build();
        program.Services.GetRequiredService<BillyEndpoints>().Sandbox = left.Sandbox.BaseAddress;
        return program;
    }

    private static async Task AddInvoicesAsync(PushHost host, int count)
    {
        var customer = await host.AddCustomerAsync();
        await host.Database.WriteAsync(host.Workspace, (db, _) =>
        {
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            db.Attach(customer);
            for (var i = 0; i < count; i++)
                db.Add(Invoice(host, customer, $"{i}"));
            return Task.CompletedTask;
        }, default);
    }

    private static Invoice Invoice(PushHost host, Customer customer, string number)
    {
        var invoice = new Invoice
        {
            Id = Guid.CreateVersion7(),
            WorkspaceId = host.Workspace,
            Number = number,
            IssueDate = new(2026, 11, 20),
            DueDate = new(2026, 12, 4),
            Status = InvoiceStatus.Sent,
            Lines = [PushHost.Line("Rådgivning", 2, 500)],
        };
        invoice.OriginId = invoice.Id.ToString("N");
        invoice.SetCustomer(customer);
        invoice.Seal();
        return invoice;
    }
}

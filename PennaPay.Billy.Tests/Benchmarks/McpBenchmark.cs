using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Tests.Mcp;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;

namespace PennaPay.Billy.Tests.Benchmarks;

/// <summary>
/// Programs that ask the books of 10,000 contacts, 20,000 invoices and some 50,000 postings. How fast that goes is measured without
/// a pace; what a push notices of sixty that ask at once, at the pace that is set for Billy. The sandbox answers in the same process.
/// </summary>
internal static class McpBenchmark
{
    private const int Contacts = 10_000;
    private const int Invoices = 20_000;
    private const int Approved = 16_667; // three postings each
    private const int AtOnce = 8;
    private const int Calls = 2_000;
    private const int Assistants = 60;
    private const int Pushes = 30;

    public static async Task RunAsync(Figures figures)
    {
        await MeasureCallsAsync(figures);
        await MeasurePushesAsync(figures);
    }

    private static async Task MeasureCallsAsync(Figures figures)
    {
        await using var app = Start(pace: "0");
        var books = await Books.FillAsync(app);
        var started = Stopwatch.GetTimestamp();
        List<double> times = [], bytes = [];
        var next = 0;
        await Task.WhenAll(Enumerable.Range(1, AtOnce).Select(async seed =>
        {
            var dice = new Random(seed);
            while (Interlocked.Increment(ref next) <= Calls)
            {
                var asked = Stopwatch.GetTimestamp();
                var size = await books.CallAsync(dice);
                lock (times)
                {
                    times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
                    bytes.Add(size);
                }
            }
        }));
        figures.Print("calls_per_second", Calls / Stopwatch.GetElapsedTime(started).TotalSeconds, "calls/s");
        figures.PrintPercentiles("call", times, "ms", suffix: "_ms");
        figures.PrintPercentiles("bytes_per_call", bytes, "B");

        started = Stopwatch.GetTimestamp();
        var (postings, calls) = await books.ReadPostingsAsync();
        figures.Print("postings_read", postings, "postings");
        figures.Print("postings_read_calls", calls, "calls");
        figures.Print("postings_read_seconds", Stopwatch.GetElapsedTime(started).TotalSeconds, "s");
        using var process = Process.GetCurrentProcess();
        figures.Print("rss_mb", process.WorkingSet64 / 1024.0 / 1024, "MB");
        books.Forget();
    }

    private static async Task MeasurePushesAsync(Figures figures)
    {
        await using var app = Start(pace: "2");
        var books = await Books.FillAsync(app);
        await UiBenchmark.AddInvoicesAsync(app, books.Owner.Workspace, 2 * Pushes + 1);
        List<Guid> invoices;
        await using (var db = app.Database.Read(books.Owner.Workspace))
            invoices = await db.Set<Invoice>().Select(invoice => invoice.Id).ToListAsync();
        await PushAsync(app, books.Owner, invoices[0]); // which links customer and product

        List<double> alone = [], under = [];
        foreach (var invoice in invoices.Skip(1).Take(Pushes))
            alone.Add(await PushAsync(app, books.Owner, invoice));

        using var end = new CancellationTokenSource();
        var assistants = Enumerable.Range(1, Assistants).Select(async seed =>
        {
            var dice = new Random(seed);
            while (!end.IsCancellationRequested)
                await books.CallAsync(dice, end.Token);
        }).ToList();
        foreach (var invoice in invoices.Skip(1 + Pushes))
            under.Add(await PushAsync(app, books.Owner, invoice));
        await end.CancelAsync();
        await Task.WhenAll(assistants);
        figures.PrintPercentiles("push_alone", alone, "ms", suffix: "_ms");
        figures.PrintPercentiles("push_delay_under_load", under.Select(time => Math.Max(0, time - alone.Order().ElementAt(Pushes / 2))), "ms", suffix: "_ms");
        books.Forget();
    }

    /// <summary>How long until a push has ended; the next begins when its turn would be free anyway.</summary>
    private static async Task<double> PushAsync(TestApp app, Actor owner, Guid invoice)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(600));
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listening = app.Services.GetRequiredService<PushFeed>().Subscribe(owner.Workspace, happened =>
        {
            if (happened.InvoiceId == invoice && happened.HasEnded)
                ended.TrySetResult();
            return Task.CompletedTask;
        });
        var asked = Stopwatch.GetTimestamp();
        await app.Services.GetRequiredService<InvoicePusher>().PushAsync(owner, invoice, PushCause.Manual, default);
        await ended.Task.WaitAsync(TimeSpan.FromMinutes(1));
        return Stopwatch.GetElapsedTime(asked).TotalMilliseconds;
    }

    private static TestApp Start(string pace) => TestApp.Start(
        new Dictionary<string, string?> { ["Billy:RequestsPerSecond"] = pace, ["Mcp:CallsPerMinute"] = "10000000", ["Mcp:CallsAtOnce"] = "1000" },
        services: services => services.RemoveAll<ILoggerProvider>().Configure<LoggerFilterOptions>(filter => filter.MinLevel = LogLevel.Error));

    /// <summary>A company of the sandbox whose books are full, and somebody who asks them.</summary>
    private sealed class Books(TestApp app, Actor owner, HttpClient http, IReadOnlyList<string> contacts, IReadOnlyList<string> invoices)
    {
        public Actor Owner => owner;

        public static async Task<Books> FillAsync(TestApp app)
        {
            var owner = await app.CreateOwnerAsync();
            var token = app.Services.GetRequiredService<BillySandbox>().CreateCompany();
            using var billy = new HttpClient { BaseAddress = new Uri(app.Url, BillySandbox.ApiPath + "/") };
            billy.DefaultRequestHeaders.Add("X-Access-Token", token);
            List<string> contacts = [], invoices = [];
            for (var i = 0; i < Contacts; i++)
                contacts.Add(await MakeAsync("contacts", new { contact = new { name = $"Kunde {i} ApS", countryId = "DK", contactNo = $"{i}" } }));
            var product = await MakeAsync("products", new { product = new { name = "Konsulenttime" } });
            for (var i = 0; i < Invoices; i++)
            {
                invoices.Add(await MakeAsync("invoices", new
                {
                    invoice = new
                    {
                        contactId = contacts[i % Contacts], entryDate = new DateOnly(2025, 12, 1).AddDays(i % 360).ToString("O", CultureInfo.InvariantCulture),
                        state = i < Approved ? "approved" : "draft", lines = new[] { new { productId = product, unitPrice = 100 + i } },
                    },
                }));
            }

            var (_, key) = await McpHost.ConnectAsync(app, owner, token);
            var http = new HttpClient { BaseAddress = new Uri(app.Url, "/mcp/billy"), Timeout = TimeSpan.FromMinutes(5) };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
            http.DefaultRequestHeaders.Add("Accept", "application/json, text/event-stream");
            return new(app, owner, http, contacts, invoices);

            async Task<string> MakeAsync(string resource, object body)
            {
                using var answer = await billy.PostAsJsonAsync(resource, body);
                return (await answer.Content.ReadFromJsonAsync<JsonNode>())![resource]![0]!["id"]!.GetValue<string>();
            }
        }

        /// <summary>One of the questions that assistants ask, and how many bytes its answer has.</summary>
        public Task<int> CallAsync(Random dice, CancellationToken cancellationToken = default) => dice.Next(6) switch
        {
            0 => CallAsync("list-invoices-tool", new JsonObject { ["state"] = "approved", ["min_entry_date"] = "2026-10-01" }, cancellationToken),
            1 => CallAsync("get-invoice-tool", new JsonObject { ["invoice_id"] = invoices[dice.Next(invoices.Count)], ["include"] = "lines" }, cancellationToken),
            2 => CallAsync("list-contacts-tool", new JsonObject { ["q"] = $"Kunde {dice.Next(1000)}" }, cancellationToken),
            3 => CallAsync("get-contact-tool", new JsonObject { ["contact_id"] = contacts[dice.Next(contacts.Count)] }, cancellationToken),
            4 => CallAsync("list-invoices-tool", new JsonObject { ["contact_id"] = contacts[dice.Next(contacts.Count)] }, cancellationToken),
            _ => CallAsync("list-postings-tool", new JsonObject { ["min_entry_date"] = "2026-03-01", ["max_entry_date"] = "2026-03-07" }, cancellationToken),
        };

        /// <summary>Every posting of the year, page by page.</summary>
        public async Task<(int Postings, int Calls)> ReadPostingsAsync()
        {
            var (postings, calls, cursor) = (0, 0, (string?)null);
            do
            {
                JsonObject asked = new() { ["min_entry_date"] = "2025-01-01", ["max_entry_date"] = "2026-12-31" };
                if (cursor is not null)
                    asked["cursor"] = cursor;
                using var answer = await PostAsync("list-postings-tool", asked, default);
                var text = await answer.Content.ReadAsStringAsync();
                var said = JsonNode.Parse(text[text.IndexOf('{', StringComparison.Ordinal)..])!["result"]!["structuredContent"]!;
                postings += said["rows"]!.AsArray().Count;
                cursor = said["nextCursor"]?.GetValue<string>();
                calls++;
            }
            while (cursor is not null);
            return (postings, calls);
        }

        /// <summary>What filled the books is not what the product sent.</summary>
        public void Forget() => app.Services.GetRequiredService<BillySandbox>().Reset();

        private async Task<int> CallAsync(string tool, JsonObject arguments, CancellationToken cancellationToken)
        {
            try
            {
                using var answer = await PostAsync(tool, arguments, cancellationToken);
                return (await answer.Content.ReadAsByteArrayAsync(cancellationToken)).Length;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return 0;
            }
        }

        private Task<HttpResponseMessage> PostAsync(string tool, JsonObject arguments, CancellationToken cancellationToken) => http.PostAsJsonAsync(
            "", new JsonObject
            {
                ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = "tools/call", ["params"] = new JsonObject { ["name"] = tool, ["arguments"] = arguments },
            },
            cancellationToken);
    }
}

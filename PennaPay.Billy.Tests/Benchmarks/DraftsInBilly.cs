using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Upgrade;

namespace PennaPay.Billy.Tests.Benchmarks;

/// <summary>As many invoices as are asked for, each with a draft in the sandbox and the push that made it.</summary>
internal static class DraftsInBilly
{
    private const int InOneGo = 2_000;
    private const int Days = 1_000;

    /// <summary>Pushes one invoice, repeats its request for all others, and copies what the push left in the database.</summary>
    public static async Task FillAsync(PushHost host, int count)
    {
        var invoice = await host.AddInvoiceAsync(number: "1");
        var push = await host.PushAsync(invoice);
        var sent = host.Billy.Requests().Last(request => request is { Method: "POST", Committed: true } && request.Path.StartsWith("/invoices", StringComparison.Ordinal)).Body!.Value;
        using var http = new HttpClient { BaseAddress = host.Sandbox.BaseAddress };
        http.DefaultRequestHeaders.Add("X-Access-Token", host.Token);
        var file = new SqliteFile(host.DataDirectory);
        for (var done = 0; done < count; done += InOneGo)
        {
            List<string> rows = [];
            for (var i = done + 1; i <= Math.Min(count, done + InOneGo); i++)
            {
                var body = JsonNode.Parse(sent.GetRawText())!;
                body["invoice"]!["externalId"] = $"key{i}";
                body["invoice"]!["entryDate"] = Day(i).ToString("O", CultureInfo.InvariantCulture);
                var answer = await http.PostAsJsonAsync("invoices", body);
                answer.EnsureSuccessStatusCode();
                var made = await answer.Content.ReadFromJsonAsync<JsonElement>();
                rows.Add($"({i}, '{LargeDatabase.Text(Id(i))}', '{made.GetProperty("invoices")[0].GetProperty("id").GetString()}')");
            }

            Copy(file, rows, invoice.Id, push.Id);
        }
    }

    /// <summary>The id of the invoice that was copied as number <paramref name="i"/>; its push has the same.</summary>
    public static Guid Id(int i) => new($"{i:X8}-0000-7000-8000-{i:X12}");

    // Three years of them, so that one date has no more than a busy company's.
    private static DateOnly Day(int i) => new DateOnly(2024, 1, 1).AddDays(i % Days);

    private static void Copy(SqliteFile file, List<string> rows, Guid invoice, Guid push) => file.Run($"""
        PRAGMA synchronous = OFF;
        CREATE TEMP TABLE "N" (i INTEGER, "Own" TEXT, "Remote" TEXT);
        INSERT INTO "N" VALUES {string.Join(", ", rows)};
        {LargeDatabase.Copies(file, "Invoices", $"\"Id\" = '{LargeDatabase.Text(invoice)}'", new()
        {
            ["Id"] = "\"Own\"",
            ["Number"] = "10000 + i",
            ["NumberKey"] = "printf('%010d', 10000 + i)",
            ["OriginId"] = "\"Own\"",
            ["IssueDate"] = $"date('2024-01-01', (i % {Days}) || ' days')",
            ["RemoteId"] = "\"Remote\"",
        })}
        {LargeDatabase.Copies(file, "InvoiceCopies", $"\"InvoiceId\" = '{LargeDatabase.Text(invoice)}'", new()
        {
            ["InvoiceId"] = "\"Own\"",
            ["RemoteId"] = "\"Remote\"",
        })}
        {LargeDatabase.Copies(file, "Pushes", $"\"Id\" = '{LargeDatabase.Text(push)}'", new()
        {
            ["Id"] = "\"Own\"",
            ["InvoiceId"] = "\"Own\"",
            ["InvoiceNumber"] = "10000 + i",
            ["Key"] = "'key' || i",
            ["RemoteId"] = "\"Remote\"",
        })}
        """);
}

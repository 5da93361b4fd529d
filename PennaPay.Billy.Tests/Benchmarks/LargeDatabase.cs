using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Upgrade;

namespace PennaPay.Billy.Tests.Benchmarks;

/// <summary>Fills a database with more than anybody would write row by row: copies of what was really pushed, each a little different.</summary>
internal static class LargeDatabase
{
    private const int Customers = 2_000;

    /// <summary>
    /// Adds as many invoices, each with the outcome of a push. Two in three are in the other system, a few failed or need a
    /// decision; one in ten is a draft, one in fifty a credit note.
    /// </summary>
    public static async Task FillAsync(PushHost host, int invoices)
    {
        var customer = await host.AddCustomerAsync();
        var invoice = await host.AddInvoiceAsync(customer: customer, number: "1");
        await host.PushAsync(invoice);
        Fill(new SqliteFile(host.DataDirectory), invoices, customer.Id, invoice.Id);
    }

    /// <summary>Adds as many copies of an invoice, its customer and what came of pushing it.</summary>
    public static void Fill(SqliteFile file, int invoices, Guid customer, Guid invoice) => file.Run($"""
        PRAGMA synchronous = OFF;
        PRAGMA temp_store = MEMORY;
        PRAGMA cache_size = -1000000;
        CREATE TEMP TABLE "N" AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {invoices})
            SELECT i, i % {Customers} + 1 AS "Of", printf('%08X-0000-7000-8000-%012X', i, i) AS "Own",
                printf('%08X-0000-7000-8000-%012X', i % {Customers} + 1, i % {Customers} + 1) AS "Customer" FROM n;
        {Copies(file, "Customers", $"\"Id\" = '{Text(customer)}' AND i <= {Customers}", new()
        {
            ["Id"] = "\"Own\"",
            ["Name"] = "'Kunde ' || i || ' ApS'",
            ["SearchText"] = "'kunde ' || i || ' aps'",
        })}
        {Copies(file, "Invoices", $"\"Id\" = '{Text(invoice)}'", new()
        {
            ["Id"] = "\"Own\"",
            ["CustomerId"] = "\"Customer\"",
            ["CustomerName"] = "'Kunde ' || \"Of\" || ' ApS'",
            ["Number"] = "10000 + i",
            ["NumberKey"] = "printf('%010d', 10000 + i)",
            ["SearchText"] = "'kunde ' || \"Of\" || ' aps ' || (10000 + i)",
            ["OriginId"] = "\"Own\"",
            ["IssueDate"] = "date('2020-01-01', (i % 2500) || ' days')",
            ["Gross"] = "i * 7919 % 1000003",
            ["Kind"] = "i % 50 = 0",
            ["Status"] = "i % 10 <> 0",
            ["RemoteId"] = "CASE WHEN i % 3 THEN 'doc' || i END",
            ["CopyState"] = "CASE WHEN i % 10007 = 1 THEN 6 WHEN i % 1009 = 1 THEN 5 WHEN i % 97 = 1 THEN 4 WHEN i % 3 THEN 3 ELSE 0 END",
        })}
        {Copies(file, "PushHistory", $"\"IsOutcome\" AND \"InvoiceId\" = '{Text(invoice)}'", new()
        {
            ["Id"] = "NULL",
            ["PushId"] = "\"Own\"",
            ["InvoiceId"] = "\"Own\"",
            ["InvoiceNumber"] = "10000 + i",
            ["At"] = $"strftime('%Y-%m-%d %H:%M:%f', '2023-11-20', (i * 94600000 / {invoices}) || ' seconds')",
            ["State"] = "CASE WHEN i % 10007 = 1 THEN 5 WHEN i % 97 = 1 THEN 4 ELSE 3 END",
            ["Cause"] = "i % 5",
            ["RemoteId"] = "'doc' || i",
            ["FailureDetail"] = "CASE WHEN i % 97 = 1 THEN 'Kontoen findes ikke' END",
        })}
        PRAGMA wal_checkpoint(TRUNCATE);
        """);

    /// <summary>A copy of some rows for every row of the temporary table <c>N</c>.</summary>
    /// <param name="file">The database.</param>
    /// <param name="table">Whose rows.</param>
    /// <param name="which">Which of them are copied, in SQL.</param>
    /// <param name="different">What a copy has instead, in SQL over <c>N</c>.</param>
    internal static string Copies(SqliteFile file, string table, string which, Dictionary<string, string> different)
    {
        var columns = file.Columns(table);
        Assert.Subset(columns.ToHashSet(), different.Keys.ToHashSet());
        var values = columns.Select(column => different.GetValueOrDefault(column, $"\"{column}\""));
        return $"INSERT INTO \"{table}\" (\"{string.Join("\", \"", columns)}\") SELECT {string.Join(", ", values)} FROM \"{table}\" CROSS JOIN \"N\" WHERE {which};";
    }

    /// <summary>How an id stands in the database.</summary>
    internal static string Text(Guid id) => id.ToString().ToUpperInvariant();
}

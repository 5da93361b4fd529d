using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Mcp;

public sealed class ListToolTests : IAsyncLifetime
{
    private McpHost host = null!;

    public async Task InitializeAsync() => host = await McpHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    public static TheoryData<string, string, string> Lists => new()
    {
        { "list-contacts-tool", "contacts", "{}" },
        { "list-invoices-tool", "invoices", "{}" },
        { "list-products-tool", "products", "{}" },
        { "list-bills-tool", "bills", "{}" },
        { "list-accounts-tool", "accounts", "{}" },
        { "list-postings-tool", "postings", """{"min_entry_date":"2000-01-01","max_entry_date":"2100-01-01"}""" },
        { "list-daybook-transactions-tool", "daybookTransactions", "{}" },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Every_list_is_whole_by_cursor_and_by_page(string tool, string resource, string arguments)
    {
        var expected = host.Sandbox.Records(host.Token, resource).Select(record => record.GetProperty("id").GetString()!).Order().ToList();
        await using var client = await host.ClientAsync();

        List<string> byCursor = [];
        for (string? cursor = null; ;)
        {
            var asked = JsonSerializer.Deserialize<Dictionary<string, object>>(arguments)!;
            asked["page_size"] = 30;
            if (cursor is not null)
                asked["cursor"] = cursor;
            var answer = await McpHost.CallAsync(client, tool, asked);
            byCursor.AddRange(answer.Column("id"));
            Assert.Equal(expected.Count, answer.Total);
            Assert.Equal(expected.Count - byCursor.Count, answer.Left);
            Assert.True(answer.Bytes <= 40_000, $"{answer.Bytes} bytes");
            if ((cursor = answer.NextCursor) is null)
                break;
        }

        List<string> byPage = [];
        for (var page = 1; byPage.Count < expected.Count; page++)
        {
            var asked = JsonSerializer.Deserialize<Dictionary<string, object>>(arguments)!;
            (asked["page"], asked["page_size"]) = (page, 70);
            byPage.AddRange((await McpHost.CallAsync(client, tool, asked)).Column("id"));
        }

        Assert.Equal(expected, byCursor.Order());
        Assert.Equal(expected, byPage.Order());
    }

    [Fact]
    public async Task Five_hundred_invoices_come_in_five_calls_of_forty_kilobytes()
    {
        var (contact, product) = (await host.Billy.NewContactAsync(name: "Østergård & Sønner Rådgivning ApS"), await host.Billy.NewProductAsync());
        for (var i = 0; i < 500; i++)
        {
            var made = await host.Billy.NewInvoiceAsync(new()
            {
                ["contactId"] = contact, ["entryDate"] = "2026-10-01", ["lines"] = new object[] { new { productId = product, unitPrice = 12345.67m } },
            });
            host.Sandbox.Approve(host.Token, made["id"].Text);
        }

        await using var client = await host.ClientAsync();
        List<string> ids = [];
        var (calls, cursor) = (0, (string?)null);
        do
        {
            var answer = await McpHost.CallAsync(
                client, "list-invoices-tool", cursor is null ? new { contact_id = contact } : new { contact_id = contact, cursor });
            Assert.InRange(answer.Bytes, 1, 40_000);
            ids.AddRange(answer.Column("id"));
            (calls, cursor) = (calls + 1, answer.NextCursor);
        }
        while (cursor is not null);

        Assert.Equal(500, ids.Distinct().Count());
        Assert.Equal(5, calls);
    }

    [Fact]
    public async Task A_row_says_the_same_as_Billy()
    {
        var contact = await host.Billy.NewContactAsync(name: "Tømrer\tJensen");
        var made = await host.Billy.NewInvoiceAsync(new()
        {
            ["contactId"] = contact, ["entryDate"] = "2026-11-03", ["paymentTermsMode"] = "net", ["paymentTermsDays"] = 14,
            ["lines"] = new object[] { new { productId = await host.Billy.NewProductAsync(), unitPrice = 374.4m } },
        });
        host.Sandbox.Approve(host.Token, made["id"].Text);
        var number = (await host.Billy.GetAsync($"invoices/{made["id"].Text}")).Ok["invoice"]["invoiceNo"].Text;

        var answer = await host.CallAsync("list-invoices-tool", new { contact_id = contact, state = "approved", min_entry_date = "2026-11-03", max_entry_date = "2026-11-03" });

        Assert.Equal(
            [made["id"].Text, number, "invoice", "approved", "2026-11-03", "2026-11-17", contact, "Tømrer Jensen", "DKK", "374.40", "468.00", "468.00"],
            answer.Json.GetProperty("rows")[0].EnumerateArray().Select(cell => cell.GetString()));
        Assert.Equal(
            """{"state":"approved","contact_id":"C","min_entry_date":"2026-11-03","max_entry_date":"2026-11-03"}""".Replace("C", contact, StringComparison.Ordinal),
            Sorted(answer.Json.GetProperty("appliedFilters"), "state", "contact_id", "min_entry_date", "max_entry_date"));
        Assert.Contains("\tTømrer Jensen\t", answer.Text, StringComparison.Ordinal);
        Assert.Equal("DKK", answer.Json.GetProperty("currency").GetString());
        Assert.Contains("contactName", answer.Json.GetProperty("othersTexts").EnumerateArray().Select(text => text.GetString()));
    }

    [Fact]
    public async Task One_invoice_has_its_lines_and_payments_when_they_are_asked_for()
    {
        var made = await host.Billy.NewInvoiceAsync();
        var id = made["id"].Text;
        host.Sandbox.Approve(host.Token, id);
        host.Sandbox.Pay(host.Token, id, 100);

        var bare = await host.CallAsync("get-invoice-tool", new { invoice_id = id });
        var whole = await host.CallAsync("get-invoice-tool", new { invoice_id = id, include = "invoice.lines:embed,payments" });

        Assert.False(bare.Record.TryGetProperty("lines", out _));
        var line = Assert.Single(whole.Record.GetProperty("lines").EnumerateArray());
        Assert.Equal(("1.00", "300.00", "75.00"), (Text(line, "quantity"), Text(line, "unitPrice"), Text(line, "tax")));
        Assert.Equal("100.00", Text(Assert.Single(whole.Record.GetProperty("payments").EnumerateArray()), "amount"));
        Assert.Equal(("375.00", "275.00"), (Text(whole.Record, "grossAmount"), Text(whole.Record, "balance")));
        Assert.False(whole.Record.GetProperty("isPaid").GetBoolean());
    }

    [Fact]
    public async Task A_filter_that_Billy_overlooks_is_applied_all_the_same()
    {
        await using var careless = await McpHost.StartAsync(new() { FiltersIgnored = true });
        var first = await careless.Billy.DraftAsync();
        first["externalId"] = "ordre-1";
        var wanted = await careless.Billy.NewInvoiceAsync(first);
        await careless.Billy.NewInvoiceAsync();

        var answer = await careless.CallAsync("list-invoices-tool", new { external_id = "ordre-1" });

        Assert.Equal([wanted["id"].Text], answer.Column("id"));
        Assert.Equal((1, 0), (answer.Total, answer.Left));
    }

    [Fact]
    public async Task What_Billy_has_no_filter_for_is_found_by_reading_all()
    {
        var id = (await host.Billy.PostAsync("contacts", new { contact = new { name = "Elektrikeren", countryId = "DK", registrationNo = "25313763" } })).Ok["contacts"][0]["id"].Text;

        Assert.Equal([id], (await host.CallAsync("list-contacts-tool", new { registration_no = "25313763" })).Column("id"));
        Assert.Equal(["1110"], (await host.CallAsync("list-accounts-tool", new { account_no = 1110 })).Column("accountNo"));
    }

    [Fact]
    public async Task A_cursor_ends_a_quarter_of_an_hour_after_the_last_answer_and_fits_its_own_list_alone()
    {
        var clock = new TestClock();
        await using var timed = await McpHost.StartAsync(services: services => services.AddSingleton<TimeProvider>(clock));
        var cursor = (await timed.CallAsync("list-invoices-tool", new { page_size = 5 })).NextCursor;

        Assert.Equal("cursor_expired", (await timed.CallAsync("list-contacts-tool", new { cursor })).Code);
        clock.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(5, (await timed.CallAsync("list-invoices-tool", new { page_size = 5, cursor })).Column("id").Count);
        clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal("cursor_expired", (await timed.CallAsync("list-invoices-tool", new { page_size = 5, cursor })).Code);
        Assert.Equal("cursor_expired", (await timed.CallAsync("list-invoices-tool", new { cursor = "AAAAAAAAAAAAAAAAAAAAAAAAAAA" })).Code);
    }

    private static string Text(JsonElement record, string name) => record.GetProperty(name).GetString()!;

    private static string Sorted(JsonElement filters, params string[] order) =>
        JsonSerializer.Serialize(order.ToDictionary(name => name, name => filters.GetProperty(name).GetString()));
}

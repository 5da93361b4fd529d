using System.Text.Json;

namespace PennaPay.Billy.Tests.Mcp;

public sealed class ToolTests : IAsyncLifetime
{
    private McpHost host = null!;

    public async Task InitializeAsync() => host = await McpHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task The_fifteen_tools_are_listed_in_one_order_and_small()
    {
        await using var client = await host.ClientAsync();

        var tools = await client.ListToolsAsync();

        Assert.Equal(
        [
            "get-organization-tool", "list-organizations-tool", "list-contacts-tool", "get-contact-tool", "list-invoices-tool", "get-invoice-tool",
            "list-products-tool", "get-product-tool", "list-bills-tool", "get-bill-tool", "list-accounts-tool", "get-account-tool",
            "list-postings-tool", "list-daybook-transactions-tool", "get-daybook-transaction-tool",
        ], tools.Select(tool => tool.Name));
        Assert.All(tools, tool => Assert.True(tool.ProtocolTool.Annotations is { ReadOnlyHint: true, DestructiveHint: false, IdempotentHint: true, OpenWorldHint: false }));
        var size = JsonSerializer.SerializeToUtf8Bytes(tools.Select(tool => tool.ProtocolTool), ModelContextProtocol.McpJsonUtilities.DefaultOptions).Length;
        Assert.True(size <= 24_000, $"The tools take {size} bytes.");
    }

    [Fact]
    public async Task Every_tool_answers()
    {
        await using var client = await host.ClientAsync();

        var organization = await McpHost.CallAsync(client, "get-organization-tool");
        Assert.Equal("PennaPay Prøvefirma ApS", organization.Record.GetProperty("name").GetString());
        Assert.Equal([organization.Record.GetProperty("id").GetString()!], (await McpHost.CallAsync(client, "list-organizations-tool")).Column("id"));
        foreach (var (list, get, id) in new[]
        {
            ("list-contacts-tool", "get-contact-tool", "contact_id"), ("list-invoices-tool", "get-invoice-tool", "invoice_id"),
            ("list-products-tool", "get-product-tool", "product_id"), ("list-bills-tool", "get-bill-tool", "bill_id"),
            ("list-accounts-tool", "get-account-tool", "account_id"),
            ("list-daybook-transactions-tool", "get-daybook-transaction-tool", "daybook_transaction_id"),
        })
        {
            var listed = await McpHost.CallAsync(client, list, new { page_size = 3 });
            var first = listed.Column("id")[0];
            var one = await McpHost.CallAsync(client, get, new Dictionary<string, string> { [id] = first });
            Assert.Equal(first, one.Record.GetProperty("id").GetString());
        }

        var postings = await McpHost.CallAsync(client, "list-postings-tool", new { min_entry_date = "2020-01-01", max_entry_date = "2030-12-31" });
        Assert.True(postings.Total > 100);
        Assert.Equal(100, postings.Column("id").Count);
    }
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Client;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Mcp;

/// <summary>Arguments that nobody would think of: each is answered, nothing breaks, and nothing of anybody else comes out.</summary>
public sealed class FuzzTests
{
    private static readonly string[] Texts =
    [
        "", " ", "\0", "null", "true", "-1", "0", "1e400", "9999999999999999999999", "2026-13-45", "2026-11-28", "draft", "approved", "ASC", "entryDate",
        "lines", "invoice.lines:embed", "../../user", "contacts/1?x=y&", "%00%0d%0aX-Access-Token: x", "' or 1=1 --", "<script>alert(1)</script>", "{{7*7}}", "æøå \u202e", "\ud83d\ude00",
        "month:2026-11", "fiscalYear:2026", "AAAAAAAAAAAAAAAAAAAAAAAAAAA", "\r\nSet-Cookie: a=b", new('x', 5000),
    ];

    private static readonly string[] Resources = ["contacts", "invoices", "products", "bills", "accounts", "daybookTransactions"];

    [Fact]
    public async Task Whatever_is_asked_is_answered_and_leaks_nothing()
    {
        await using var host = await McpHost.StartAsync(settings: new Dictionary<string, string?> { ["Mcp:CallsPerMinute"] = "10000000", ["Billy:MaxReadRetries"] = "0" },
            // Ten thousand calls are told in a gigabyte of lines; what goes wrong is a warning.
            services: services => services.Configure<LoggerFilterOptions>(filter => filter.MinLevel = LogLevel.Warning));
        var stranger = await TestUsers.AddAsync(host.App.Database, WorkspaceId.New(), email: "fremmed@eksempel.dk");
        var otherToken = host.Sandbox.CreateCompany(new() { Name = "Fremmed Hemmelighed ApS", YearOfBooks = true });
        var (_, otherKey) = await McpHost.ConnectAsync(host.App, stranger, otherToken);
        string[] secrets = [host.Token, otherToken, otherKey, "Fremmed Hemmelighed"];
        string[] ids = [.. Ids(host, otherToken), .. Ids(host, host.Token)];
        await using var client = await host.ClientAsync();
        var tools = await client.ListToolsAsync();
        var dice = new Random(20261129);

        for (var i = 0; i < Slow.Count(600, 10_000); i++)
        {
            var tool = tools[dice.Next(tools.Count)];
            var body = new JsonObject
            {
                ["jsonrpc"] = "2.0",
                ["id"] = i,
                ["method"] = "tools/call",
                ["params"] = new JsonObject { ["name"] = tool.Name, ["arguments"] = Arguments(dice, tool, ids) },
            }.ToJsonString();
            using var answer = await host.PostAsync(body, key: host.Key);
            var text = await answer.Content.ReadAsStringAsync();

            Assert.True((int)answer.StatusCode < 500, $"{body}\n{text}");
            Assert.True(Encoding.UTF8.GetByteCount(text) <= 41_000, body);
            var said = text.StartsWith("event:", StringComparison.Ordinal) ? text[text.IndexOf('{', StringComparison.Ordinal)..].Trim() : text;
            var json = JsonDocument.Parse(said).RootElement;
            Assert.True(json.TryGetProperty("result", out _) || json.TryGetProperty("error", out _), text);
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
        }

        var faults = host.App.Logs.Lines.Where(line => line.Contains(nameof(Exception), StringComparison.Ordinal) && line.Contains("   at ", StringComparison.Ordinal)).ToList();
        Assert.True(faults.Count == 0, faults.FirstOrDefault());
        Assert.All(host.Sandbox.Requests(host.Token), request => Assert.Equal("GET", request.Method));
    }

    private static IEnumerable<string> Ids(McpHost host, string token) =>
        Resources
            .SelectMany(resource => host.Sandbox.Records(token, resource).Take(3)).Select(record => record.GetProperty("id").GetString()!);

    private static JsonNode? Arguments(Random dice, McpClientTool tool, string[] ids)
    {
        if (dice.Next(50) == 0)
            return Value(dice, ids);
        JsonObject arguments = [];
        var known = tool.JsonSchema.GetProperty("properties").EnumerateObject().Select(property => property.Name).ToList();
        if (tool.JsonSchema.TryGetProperty("required", out var required) && dice.Next(4) > 0)
        {
            foreach (var name in required.EnumerateArray())
                arguments[name.GetString()!] = name.GetString()!.EndsWith("date", StringComparison.Ordinal) ? "2026-0" + dice.Next(1, 10) + "-01" : ids[dice.Next(ids.Length)];
        }

        for (var i = dice.Next(5); i > 0; i--)
        {
            var name = known.Count > 0 && dice.Next(10) > 0 ? known[dice.Next(known.Count)] : Texts[dice.Next(Texts.Length)];
            arguments[name] = Value(dice, ids);
        }

        return arguments;
    }

    private static JsonNode? Value(Random dice, string[] ids) => dice.Next(9) switch
    {
        0 => null,
        1 => dice.Next(2) == 0,
        2 => dice.Next(-5, 200),
        3 => dice.NextDouble() * 1e30,
        4 => new JsonArray(1, "x", null),
        5 => new JsonObject { ["$ref"] = "x", ["a"] = new JsonObject { ["b"] = 1 } },
        6 => ids[dice.Next(ids.Length)],
        _ => Texts[dice.Next(Texts.Length)],
    };
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PennaPay.Billy.Web.Components.Settings.Ai;

/// <summary>What is to be pasted into a program so that it finds the endpoint.</summary>
/// <param name="Id">Names it in the page.</param>
/// <param name="Name">The program.</param>
/// <param name="Text">A command, or a whole file of JSON.</param>
public sealed record ClientConfig(string Id, string Name, string Text)
{
    // What programs call the endpoint.
    private const string Server = "billy";

    // What every program says first.
    private const string Hello =
        """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"curl","version":"1"}}}""";

    // Keys, addresses and words of people are read, not embedded in a page.
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="endpoint">The endpoint's address.</param>
    /// <param name="key">The key, or words in its place.</param>
    public static IReadOnlyList<ClientConfig> For(Uri endpoint, string key) =>
    [
        new("claude-code", "Claude Code", $"""
            claude mcp add --transport http {Server} "{endpoint}" --header "Authorization: Bearer {key}"
            """),
        new("claude-desktop", "Claude Desktop", Json("mcpServers", new JsonObject
        {
            ["command"] = "npx",
            // Some programs break arguments at spaces, so the header's value comes from the environment.
            ["args"] = new JsonArray(
                [.. new[] { "-y", "mcp-remote", endpoint.ToString(), "--transport", "http-only", "--header", "Authorization:${AUTH_HEADER}" }
                    .Concat(endpoint.Scheme == Uri.UriSchemeHttps || endpoint.IsLoopback ? [] : ["--allow-http"]).Select(argument => (JsonNode)argument)]),
            ["env"] = new JsonObject { ["AUTH_HEADER"] = $"Bearer {key}" },
        })),
        new("vs-code", "VS Code", Json("servers", new JsonObject { ["type"] = "http", ["url"] = endpoint.ToString(), ["headers"] = Header(key) })),
        new("cursor", "Cursor", Json("mcpServers", new JsonObject { ["url"] = endpoint.ToString(), ["headers"] = Header(key) })),
        new("curl", "curl", $"""
            curl "{endpoint}" \
              -H "Authorization: Bearer {key}" \
              -H "Content-Type: application/json" \
              -H "Accept: application/json, text/event-stream" \
              -d '{Hello}'
            """),
    ];

    private static string Json(string servers, JsonObject server) =>
        new JsonObject { [servers] = new JsonObject { [Server] = server } }.ToJsonString(Readable);

    private static JsonObject Header(string key) => new() { ["Authorization"] = $"Bearer {key}" };
}

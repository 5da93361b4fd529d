using System.Net.Http.Headers;
using System.Text.Json;

namespace PennaPay.Billy.Tests.Mcp;

/// <summary>Requests of the Model Context Protocol as they stand on the wire, and what comes back.</summary>
internal static class McpMessages
{
    public const string Version = "2026-07-28";

    /// <summary>A whole request of 2026-07-28.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="parameters">What stands in its params before the metadata, such as <c>"name": "x",</c>.</param>
    /// <param name="version">What its metadata names; null for none.</param>
    /// <param name="capabilities">What it says that the client can; null for nothing.</param>
    public static string Request(string method = "tools/list", string parameters = "", string? version = Version, string? capabilities = "{}")
    {
        string[] meta =
        [
            .. version is null ? Array.Empty<string>() : [$"\"io.modelcontextprotocol/protocolVersion\": \"{version}\""],
            .. capabilities is null ? Array.Empty<string>() : [$"\"io.modelcontextprotocol/clientCapabilities\": {capabilities}"],
        ];
        return $$"""{ "jsonrpc": "2.0", "id": 1, "method": "{{method}}", "params": { {{parameters}} "_meta": { {{string.Join(", ", meta)}} } } }""";
    }

    /// <summary>A call of a tool in 2026-07-28.</summary>
    public static string Call(string tool, string arguments = "{}", string meta = "") =>
        Request("tools/call", $"\"name\": \"{tool}\", \"arguments\": {arguments},").Replace("\"_meta\": {", $"\"_meta\": {{ {meta}", StringComparison.Ordinal);

    /// <summary>Headers out of lines <c>Name: value</c>; the version stands first where it is not named.</summary>
    public static Dictionary<string, string> Headers(params string[] lines)
    {
        var headers = lines.Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        headers.TryAdd("MCP-Protocol-Version", Version);
        return headers;
    }

    /// <summary>The JSON-RPC message that an answer holds, as it is or as the last event of a stream.</summary>
    public static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return JsonElement.Parse(answer.Content.Headers.ContentType?.MediaType == "text/event-stream"
            ? text.Split('\n').Last(line => line.StartsWith("data: ", StringComparison.Ordinal))["data: ".Length..] : text);
    }

    public static int? CodeOf(JsonElement message) => message.TryGetProperty("error", out var error) ? error.GetProperty("code").GetInt32() : null;

    /// <summary>A request that is sent by hand, so that its answer can be read while it comes.</summary>
    public static HttpRequestMessage Post(McpHost host, string body, params string[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.App.Url, "/mcp/billy")) { Content = new StringContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        request.Headers.Authorization = new("Bearer", host.Key);
        foreach (var (name, value) in Headers(headers))
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }
}

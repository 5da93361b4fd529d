using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace PennaPay.Billy.Tests.Mcp.Conformance;

/// <summary>A tool that the conformance suite calls by its name, and whose answer it knows.</summary>
/// <param name="name">Its name.</param>
/// <param name="answer">What it answers.</param>
/// <param name="schema">The JSON schema of its arguments.</param>
internal sealed class FixtureTool(
    string name, Func<RequestContext<CallToolRequestParams>, CancellationToken, Task<CallToolResult>> answer, string schema = """{ "type": "object" }""")
    : McpServerTool
{
    public override Tool ProtocolTool { get; } = new()
    {
        Name = name, Description = "Wanted by the conformance suite.", InputSchema = JsonElement.Parse(schema),
    };

    public override IReadOnlyList<object> Metadata => [];

    /// <summary>One whose answer is always the same, as JSON.</summary>
    public static FixtureTool Fixed(string name, string result, string schema = """{ "type": "object" }""") =>
        new(name, (_, _) => Task.FromResult(Read<CallToolResult>(result)), schema);

    public static CallToolResult Text(string text) => new() { Content = [new TextContentBlock { Text = text }] };

    /// <summary>Reads what the suite writes down as JSON.</summary>
    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, McpJsonUtilities.DefaultOptions)!;

    /// <summary>What the request says about itself under a key of its metadata.</summary>
    public static JsonNode? Meta(RequestContext<CallToolRequestParams> request, string key) => request.Params?.Meta?[key];

    public override async ValueTask<CallToolResult> InvokeAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default) =>
        await answer(request, cancellationToken);
}

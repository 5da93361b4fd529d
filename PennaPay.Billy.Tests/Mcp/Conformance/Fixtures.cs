using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace PennaPay.Billy.Tests.Mcp.Conformance;

/// <summary>
/// What the conformance suite wants to find in a server beside what the server is for: tools, prompts and resources of fixed names
/// and contents, as the descriptions of its scenarios give them. They show the way of each kind of message through the endpoint.
/// </summary>
internal static class Fixtures
{
    // One red point, and no sound at all.
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==";
    private const string Wav = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA=";

    /// <summary>Adds them to what the program serves.</summary>
    public static void AddTo(IServiceCollection services) => services.PostConfigure<McpServerOptions>(server =>
    {
        server.ToolCollection = [.. Tools(), .. InputTools.All, .. AskingTools.All];
        server.PromptCollection = [.. Prompts()];
        server.ResourceCollection = [.. Resources()];
        server.Handlers.CompleteHandler = (_, _) => ValueTask.FromResult(new CompleteResult { Completion = new() { Values = ["paris", "park"], Total = 2, HasMore = false } });
        // Heard, and no more than that: a server that keeps nothing between two requests has nobody to tell of changes.
        server.Handlers.SubscribeToResourcesHandler = (_, _) => ValueTask.FromResult(new EmptyResult());
        server.Handlers.UnsubscribeFromResourcesHandler = (_, _) => ValueTask.FromResult(new EmptyResult());
    });

    private static IEnumerable<McpServerTool> Tools() =>
    [
        FixtureTool.Fixed("test_simple_text", """{ "content": [{ "type": "text", "text": "This is a simple text response for testing." }] }"""),
        FixtureTool.Fixed("test_image_content", $$"""{ "content": [{ "type": "image", "data": "{{Png}}", "mimeType": "image/png" }] }"""),
        FixtureTool.Fixed("test_audio_content", $$"""{ "content": [{ "type": "audio", "data": "{{Wav}}", "mimeType": "audio/wav" }] }"""),
        FixtureTool.Fixed("test_embedded_resource", """
            { "content": [{ "type": "resource", "resource": { "uri": "test://embedded-resource", "mimeType": "text/plain", "text": "This is an embedded resource content." } }] }
            """),
        FixtureTool.Fixed("test_multiple_content_types", $$"""
            { "content": [
              { "type": "text", "text": "Multiple content types test:" },
              { "type": "image", "data": "{{Png}}", "mimeType": "image/png" },
              { "type": "resource", "resource": { "uri": "test://mixed-content-resource", "mimeType": "application/json", "text": "{\"test\":\"data\",\"value\":123}" } }] }
            """),
        FixtureTool.Fixed("test_error_handling", """
            { "isError": true, "content": [{ "type": "text", "text": "This tool intentionally returns an error for testing" }] }
            """),
        FixtureTool.Fixed("json_schema_2020_12_tool", """{ "content": [{ "type": "text", "text": "ok" }] }""", """
            { "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
              "$defs": { "address": { "$anchor": "addressDef", "type": "object", "properties": { "street": { "type": "string" }, "city": { "type": "string" } } } },
              "properties": { "name": { "type": "string" }, "address": { "$ref": "#/$defs/address" },
                "contactMethod": { "type": "string", "enum": ["phone", "email"] }, "phone": { "type": "string" }, "email": { "type": "string" } },
              "allOf": [{ "anyOf": [{ "required": ["phone"] }, { "required": ["email"] }] }],
              "if": { "properties": { "contactMethod": { "const": "phone" } }, "required": ["contactMethod"] },
              "then": { "required": ["phone"] }, "else": { "required": ["email"] }, "additionalProperties": false }
            """),
        FixtureTool.Fixed("test_custom_headers", """{ "content": [{ "type": "text", "text": "ok" }] }""", """
            { "type": "object", "properties": { "region": { "type": "string", "x-mcp-header": "Region" }, "limit": { "type": "integer", "x-mcp-header": "Limit" } } }
            """),
        FixtureTool.Fixed("test_streaming_elicitation", """{ "content": [{ "type": "text", "text": "Asks nobody anything." }] }"""),
        new FixtureTool("test_tool_with_progress", ProgressAsync),
        new FixtureTool("test_tool_with_logging", (request, cancellationToken) => LogAsync(
            request, ["Tool execution started", "Tool processing data", "Tool execution completed"], cancellationToken)),
        new FixtureTool("test_logging_tool", (request, cancellationToken) => LogAsync(request, ["Called"], cancellationToken)),
        new FixtureTool("test_missing_capability", (request, _) => FixtureTool.Meta(request, MetaKeys.ClientCapabilities)?["sampling"] is null
            ? throw new MissingRequiredClientCapabilityException(FixtureTool.Read<ClientCapabilities>("""{ "sampling": {} }"""), "It takes a client that can sample.")
            : Task.FromResult(FixtureTool.Text("The client can sample."))),
    ];

    private static async Task<CallToolResult> ProgressAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        if (request.Params?.ProgressToken is { } token)
        {
            foreach (var progress in (int[])[0, 50, 100])
                await request.Server.NotifyProgressAsync(token, new ProgressNotificationValue { Progress = progress, Total = 100 }, cancellationToken: cancellationToken);
        }

        return FixtureTool.Text("Done.");
    }

    // Since 2026-07-28 only those are told who ask for it in the request.
    private static async Task<CallToolResult> LogAsync(RequestContext<CallToolRequestParams> request, string[] messages, CancellationToken cancellationToken)
    {
        if (FixtureTool.Meta(request, MetaKeys.ProtocolVersion) is null || FixtureTool.Meta(request, MetaKeys.LogLevel) is not null)
        {
            foreach (var message in messages)
                await request.Server.SendNotificationAsync("notifications/message", new { level = "info", data = message }, cancellationToken: cancellationToken);
        }

        return FixtureTool.Text("Done.");
    }

    private static IEnumerable<McpServerPrompt> Prompts() =>
    [
        Prompt("test_simple_prompt", () => Messages(Said("This is a simple prompt for testing."))),
        Prompt("test_prompt_with_arguments", (string arg1, string arg2) => Messages(Said($"Prompt with arguments: arg1='{arg1}', arg2='{arg2}'"))),
        Prompt("test_prompt_with_embedded_resource", (string resourceUri) => Messages(
            new EmbeddedResourceBlock
            {
                Resource = new TextResourceContents { Uri = resourceUri, MimeType = "text/plain", Text = "Embedded resource content for testing." },
            },
            Said("Please process the embedded resource above."))),
        Prompt("test_prompt_with_image", () => Messages(
            FixtureTool.Read<ContentBlock>($$"""{ "type": "image", "data": "{{Png}}", "mimeType": "image/png" }"""), Said("Please analyze the image above."))),
        Prompt("test_input_required_result_prompt", (RequestContext<GetPromptRequestParams> request) =>
            InputTools.Content(request.Params?.InputResponses, "user_context") is { } content
                ? Messages(Said($"Context: {content["context"]}"))
                : throw new InputRequiredException(new Dictionary<string, InputRequest>
                {
                    ["user_context"] = InputTools.Asked("What context should the prompt use?", "context"),
                })),
    ];

    private static McpServerPrompt Prompt(string name, Delegate answer) =>
        McpServerPrompt.Create(answer, new() { Name = name, Description = "Wanted by the conformance suite." });

    private static GetPromptResult Messages(params ContentBlock[] contents) =>
        new() { Messages = [.. contents.Select(content => new PromptMessage { Role = Role.User, Content = content })] };

    private static TextContentBlock Said(string text) => new() { Text = text };

    private static IEnumerable<McpServerResource> Resources() =>
    [
        Resource("test://static-text", "text/plain", () => "This is the content of the static text resource."),
        Resource("test://static-binary", "image/png", () => FixtureTool.Read<ResourceContents>(
            $$"""{ "uri": "test://static-binary", "mimeType": "image/png", "blob": "{{Png}}" }""")),
        Resource("test://watched-resource", "text/plain", () => "It never changes."),
        Resource("test://template/{id}/data", "application/json", (string id) => $$"""{"id":"{{id}}","templateTest":true,"data":"Data for ID: {{id}}"}"""),
    ];

    private static McpServerResource Resource(string address, string type, Delegate read) => McpServerResource.Create(
        read, new() { UriTemplate = address, Name = address, MimeType = type, Description = "Wanted by the conformance suite." });
}

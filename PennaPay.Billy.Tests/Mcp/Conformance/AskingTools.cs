using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace PennaPay.Billy.Tests.Mcp.Conformance;

/// <summary>
/// Tools that ask the client something while they are called, as up to 2025-11-25. A server that keeps nothing between two requests
/// cannot: the client's answer would be a request of its own. They ask all the same, so that it shows why those scenarios fail.
/// </summary>
internal static class AskingTools
{
    public static IEnumerable<McpServerTool> All =>
    [
        Tool("test_sampling", "sampling/createMessage", argument => new()
        {
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = new JsonObject { ["type"] = "text", ["text"] = argument("prompt") } }),
            ["maxTokens"] = 100,
        }, "prompt"),
        Tool("test_elicitation", "elicitation/create", argument => Form(argument("message"), """
            { "username": { "type": "string", "description": "User's response" }, "email": { "type": "string", "description": "User's email address" } }
            """, "username", "email"), "message"),
        Tool("test_elicitation_sep1034_defaults", "elicitation/create", _ => Form("Who is it?", """
            { "name": { "type": "string", "default": "John Doe" }, "age": { "type": "integer", "default": 30 }, "score": { "type": "number", "default": 95.5 },
              "status": { "type": "string", "enum": ["active", "inactive", "pending"], "default": "active" }, "verified": { "type": "boolean", "default": true } }
            """)),
        Tool("test_elicitation_sep1330_enums", "elicitation/create", _ => Form("Which ones?", """
            { "untitledSingle": { "type": "string", "enum": ["option1", "option2", "option3"] },
              "titledSingle": { "type": "string", "oneOf": [{ "const": "value1", "title": "First Option" }, { "const": "value2", "title": "Second Option" }] },
              "legacyEnum": { "type": "string", "enum": ["opt1", "opt2", "opt3"], "enumNames": ["Option One", "Option Two", "Option Three"] },
              "untitledMulti": { "type": "array", "items": { "type": "string", "enum": ["option1", "option2", "option3"] } },
              "titledMulti": { "type": "array", "items": { "anyOf": [{ "const": "value1", "title": "First Choice" }, { "const": "value2", "title": "Second Choice" }] } } }
            """)),
    ];

    private static FixtureTool Tool(string name, string method, Func<Func<string, string?>, JsonObject> parameters, string? argument = null) => new(
        name,
        async (request, cancellationToken) =>
        {
            var asked = new JsonRpcRequest { Method = method, Params = parameters(key => request.Params?.Arguments?[key].GetString()) };
            var answer = await request.Server.SendRequestAsync(asked, cancellationToken);
            return FixtureTool.Text($"It was answered: {answer.Result?.ToJsonString()}");
        },
        argument is null ? """{ "type": "object" }"""
            : JsonSerializer.Serialize(new { type = "object", properties = new Dictionary<string, object> { [argument] = new { type = "string" } }, required = new[] { argument } }));

    private static JsonObject Form(string? message, string properties, params string[] required) => new()
    {
        ["message"] = message,
        ["requestedSchema"] = new JsonObject
        {
            ["type"] = "object", ["properties"] = JsonNode.Parse(properties), ["required"] = new JsonArray([.. required.Select(name => JsonValue.Create(name))]),
        },
    };
}

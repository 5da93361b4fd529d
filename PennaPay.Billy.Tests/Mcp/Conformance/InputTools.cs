using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace PennaPay.Billy.Tests.Mcp.Conformance;

/// <summary>
/// Tools that answer with a question and go on when they are called again with what was answered. What they have to remember
/// goes to the client and back, signed: nothing is kept between two requests.
/// </summary>
internal static class InputTools
{
    private const string Roots = """{ "method": "roots/list", "params": {} }""";

    private static readonly byte[] Secret = RandomNumberGenerator.GetBytes(32);

    public static IEnumerable<McpServerTool> All =>
    [
        Tool("test_input_required_result_elicitation", (_, answers) => Content(answers, "user_name") is { } content
            ? $"Hello, {content["name"]}!" : throw Ask(("user_name", Asked("What is your name?", "name")))),
        Tool("test_input_required_result_sampling", (_, answers) => Answer(answers, "capital_question") is { } answer
            ? $"It said: {answer["content"]?.ToJsonString()}" : throw Ask(("capital_question", Sample("What is the capital of France?", 100)))),
        Tool("test_input_required_result_list_roots", (_, answers) => Answer(answers, "client_roots") is { } answer
            ? $"The roots are {answer["roots"]?.ToJsonString()}." : throw Ask(("client_roots", FixtureTool.Read<InputRequest>(Roots)))),
        Tool("test_input_required_result_request_state", (request, answers) => State(request) == "confirm" && Answer(answers, "confirm") is not null
            ? "state-ok" : throw Ask("confirm", ("confirm", Asked("Please confirm", "ok", "boolean")))),
        Tool("test_input_required_result_tampered_state", (request, answers) => State(request) == "tampered" && Answer(answers, "confirm") is not null
            ? "Untouched." : throw Ask("tampered", ("confirm", Asked("Please confirm", "ok", "boolean")))),
        Tool("test_input_required_result_multiple_inputs", (request, answers) =>
            State(request) == "multiple" && Array.TrueForAll(["user_name", "greeting", "client_roots"], key => Answer(answers, key) is not null)
                ? "All three are there."
                : throw Ask(
                    "multiple", ("user_name", Asked("What is your name?", "name")), ("greeting", Sample("Generate a greeting", 50)),
                    ("client_roots", FixtureTool.Read<InputRequest>(Roots)))),
        Tool("test_input_required_result_multi_round", (request, answers) => (State(request), Content(answers, "step1"), Content(answers, "step2")) switch
        {
            ("second", _, { } color) => $"The colour is {color["color"]}.",
            ("first", { }, _) => throw Ask("second", ("step2", Asked("Step 2: What is your favorite color?", "color"))),
            _ => throw Ask("first", ("step1", Asked("Step 1: What is your name?", "name"))),
        }),
        Tool("test_input_required_result_capabilities", (request, answers) => answers is { Count: > 0 } ? "Thanks." : throw Ask(Possible(request))),
    ];

    /// <summary>What a form was answered with under a key; null where it was not.</summary>
    public static JsonObject? Content(IDictionary<string, InputResponse>? answers, string key) => Answer(answers, key)?["content"] as JsonObject;

    /// <summary>A form with one field.</summary>
    public static InputRequest Asked(string message, string field, string type = "string") => FixtureTool.Read<InputRequest>($$"""
        { "method": "elicitation/create", "params": { "message": "{{message}}", "requestedSchema": {
          "type": "object", "properties": { "{{field}}": { "type": "{{type}}" } }, "required": ["{{field}}"] } } }
        """);

    private static InputRequest Sample(string text, int tokens) => FixtureTool.Read<InputRequest>($$"""
        { "method": "sampling/createMessage", "params": {
          "messages": [{ "role": "user", "content": { "type": "text", "text": "{{text}}" } }], "maxTokens": {{tokens}} } }
        """);

    private static FixtureTool Tool(string name, Func<CallToolRequestParams, IDictionary<string, InputResponse>?, string> answer) =>
        new(name, (request, _) => Task.FromResult(FixtureTool.Text(answer(request.Params!, request.Params!.InputResponses))));

    private static JsonObject? Answer(IDictionary<string, InputResponse>? answers, string key) =>
        answers is not null && answers.TryGetValue(key, out var answer) ? JsonNode.Parse(answer.RawValue.GetRawText()) as JsonObject : null;

    private static (string Key, InputRequest Request)[] Possible(CallToolRequestParams request)
    {
        var can = request.Meta?[MetaKeys.ClientCapabilities] as JsonObject;
        return
        [
            .. can?["elicitation"] is null ? Array.Empty<(string, InputRequest)>() : [("user_name", Asked("What is your name?", "name"))],
            .. can?["sampling"] is null ? Array.Empty<(string, InputRequest)>() : [("greeting", Sample("Generate a greeting", 50))],
        ];
    }

    private static InputRequiredException Ask(params (string Key, InputRequest Request)[] requests) => new(requests.ToDictionary(r => r.Key, r => r.Request));

    private static InputRequiredException Ask(string state, params (string Key, InputRequest Request)[] requests) =>
        new(requests.ToDictionary(r => r.Key, r => r.Request), $"{state}.{Signature(state)}");

    /// <summary>What was remembered; null where nothing came back.</summary>
    private static string? State(CallToolRequestParams request)
    {
        if (request.RequestState is not { } told)
            return null;
        var state = told.Split('.')[0];
        return told == $"{state}.{Signature(state)}" ? state : throw new McpProtocolException("The state was changed on its way.", McpErrorCode.InvalidParams);
    }

    private static string Signature(string state) => Convert.ToHexString(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes(state)));
}

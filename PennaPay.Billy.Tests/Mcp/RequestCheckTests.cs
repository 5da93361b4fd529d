using System.Net;
using System.Text;
using System.Text.Json;
using static PennaPay.Billy.Tests.Mcp.McpMessages;

namespace PennaPay.Billy.Tests.Mcp;

/// <summary>What is wrong with a request, told by the status and code that the protocol has for it.</summary>
public sealed class RequestCheckTests(McpFixture fixture) : IClassFixture<McpFixture>
{
    private const string Initialize = """
        { "jsonrpc": "2.0", "id": 1, "method": "initialize",
          "params": { "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "t", "version": "1" } } }
        """;

    private const string Headed = """{ "region": "Fyn", "limit": 5 }""";

    private static readonly string[] HeadedNames = ["Mcp-Method: tools/call", "Mcp-Name: test_custom_headers"];

    private static readonly string Organization = Call("get-organization-tool");

    private readonly McpHost host = fixture.Host;

    public static TheoryData<string, string> Unreadable => new()
    {
        { "nothing", "" },
        { "no JSON", "tools/list" },
        { "half of it", """{ "jsonrpc": "2.0", "id": 1, """ },
        { "a text", "\"tools/list\"" },
        { "an empty batch", "[]" },
        { "a batch", $"[{Request()}]" },
        { "an empty object", "{}" },
        { "no method and no result", """{ "jsonrpc": "2.0" }""" },
        { "an id of null", """{ "jsonrpc": "2.0", "id": null, "method": "tools/list" }""" },
        { "an object as id", """{ "jsonrpc": "2.0", "id": {}, "method": "tools/list" }""" },
        { "an id twice", """{ "jsonrpc": "2.0", "id": 1, "id": 2, "method": "tools/list" }""" },
        { "a tool twice", Request("tools/call", "\"name\": \"get-organization-tool\", \"name\": \"list-bills-tool\",") },
        { "33 deep", $$"""{ "jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {{new string('[', 33)}}{{new string(']', 33)}} }""" },
        { "half a character", """{ "jsonrpc": "2.0", "id": 1, "method": "tools/\ud83d" }""" },
        { "half a character in a name", """{ "jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": { "\ud83d": 1 } }""" },
        { "a comment", """{ "jsonrpc": "2.0", /* */ "id": 1, "method": "ping" }""" },
    };

    public static TheoryData<string, string, string[], int, int> Contradicting => new()
    {
        { "unknown version", Request(version: "2031-01-01"), ["MCP-Protocol-Version: 2031-01-01"], 400, -32022 },
        { "unknown version of an older client", """{ "jsonrpc": "2.0", "id": 1, "method": "tools/list" }""", ["MCP-Protocol-Version: 2024-11-05"], 400, -32022 },
        { "header unlike metadata", Request(version: "2025-11-25"), ["Mcp-Method: tools/list"], 400, -32020 },
        { "metadata without header", Request(), ["MCP-Protocol-Version: "], 400, -32020 },
        { "header without metadata", Request(version: null), ["Mcp-Method: tools/list"], 400, -32602 },
        { "method header missing", Request(), [], 400, -32020 },
        { "method header unlike", Request(), ["Mcp-Method: tools/call"], 400, -32020 },
        { "method header in capitals", Request(), ["Mcp-Method: Tools/List"], 400, -32020 },
        { "name header missing", Organization, ["Mcp-Method: tools/call"], 400, -32020 },
        { "name header unlike", Organization, ["Mcp-Method: tools/call", "Mcp-Name: list-bills-tool"], 400, -32020 },
        { "name header in broken Base64", Organization, ["Mcp-Method: tools/call", "Mcp-Name: =?base64?Z2V0!?="], 400, -32020 },
        { "address header unlike", Request("resources/read", "\"uri\": \"test://static-text\","), ["Mcp-Method: resources/read", "Mcp-Name: test://other"], 400, -32020 },
        { "prompt header missing", Request("prompts/get", "\"name\": \"test_simple_prompt\","), ["Mcp-Method: prompts/get"], 400, -32020 },
        { "argument headers missing", Call("test_custom_headers", Headed), HeadedNames, 400, -32020 },
        { "argument header unlike", Call("test_custom_headers", Headed), [.. HeadedNames, "Mcp-Param-Region: Als", "Mcp-Param-Limit: 5"], 400, -32020 },
        { "argument header of a number unlike", Call("test_custom_headers", Headed), [.. HeadedNames, "Mcp-Param-Region: Fyn", "Mcp-Param-Limit: 6"], 400, -32020 },
        { "argument header in broken Base64", Call("test_custom_headers", Headed), [.. HeadedNames, "Mcp-Param-Region: =?base64?Rnlu!?=", "Mcp-Param-Limit: 5"], 400, -32020 },
        { "argument header without argument", Call("test_custom_headers"), [.. HeadedNames, "Mcp-Param-Region: Fyn"], 400, -32020 },
        { "capabilities missing", Request(capabilities: null), ["Mcp-Method: tools/list"], 400, -32602 },
        { "initialize", Request("initialize"), ["Mcp-Method: initialize"], 404, -32601 },
        { "ping", Request("ping"), ["Mcp-Method: ping"], 404, -32601 },
        { "logging/setLevel", Request("logging/setLevel"), ["Mcp-Method: logging/setLevel"], 404, -32601 },
        { "resources/subscribe", Request("resources/subscribe"), ["Mcp-Method: resources/subscribe"], 404, -32601 },
        { "resources/unsubscribe", Request("resources/unsubscribe"), ["Mcp-Method: resources/unsubscribe"], 404, -32601 },
        { "unknown method", Request("invoices/approve"), ["Mcp-Method: invoices/approve"], 404, -32601 },
        { "unknown method of an older client", """{ "jsonrpc": "2.0", "id": 1, "method": "invoices/approve" }""", ["MCP-Protocol-Version: 2025-11-25"], 200, -32601 },
        { "unknown tool", Call("approve-invoice-tool"), ["Mcp-Method: tools/call", "Mcp-Name: approve-invoice-tool"], 200, -32602 },
    };

    public static TheoryData<string, string, string[]> AtOne => new()
    {
        { "headers that say what the body says", Organization, ["Mcp-Method: tools/call", "Mcp-Name: get-organization-tool"] },
        { "white space around them, and names in small letters", Organization, ["mcp-method:   tools/call ", "mcp-name:  get-organization-tool  "] },
        { "name in Base64", Organization, ["Mcp-Method: tools/call", "Mcp-Name: =?base64?Z2V0LW9yZ2FuaXphdGlvbi10b29s?="] },
        { "arguments", Call("test_custom_headers", Headed), [.. HeadedNames, "Mcp-Param-Region: Fyn", "Mcp-Param-Limit: 5.0"] },
        { "arguments in Base64", Call("test_custom_headers", """{ "region": "Ærø" }"""), [.. HeadedNames, "Mcp-Param-Region: =?base64?w4Zyw7g=?="] },
        { "arguments that only look like Base64", Call("test_custom_headers", """{ "region": "Rnlu" }"""), [.. HeadedNames, "Mcp-Param-Region: Rnlu"] },
        { "an older client", """{ "jsonrpc": "2.0", "id": 1, "method": "tools/list" }""", ["MCP-Protocol-Version: 2025-11-25"] },
        { "a client before versions stood in headers", """{ "jsonrpc": "2.0", "id": 1, "method": "tools/list" }""", ["MCP-Protocol-Version: "] },
        { "an older client's first request", Initialize, ["MCP-Protocol-Version: "] },
        { "a session of some other server", Request(), ["Mcp-Method: tools/list", "Mcp-Session-Id: 5f1c"] },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task What_is_no_message_is_refused_without_an_id(string what, string body)
    {
        using var answer = await host.PostAsync(body);

        var message = await ReadAsync(answer);
        Assert.True((HttpStatusCode.BadRequest, -32600) == (answer.StatusCode, CodeOf(message)), $"{what}: {(int)answer.StatusCode} {message}");
        // What was read of it before it went wrong may have had one.
        Assert.Equal(JsonValueKind.Null, message.GetProperty("id").ValueKind);
    }

    [Theory]
    [MemberData(nameof(Contradicting))]
    public async Task What_is_not_at_one_with_itself_is_refused(string what, string body, string[] headers, int status, int code)
    {
        using var answer = await host.PostAsync(body, headers: Sent(headers));

        var message = await ReadAsync(answer);
        Assert.True((status, code) == ((int)answer.StatusCode, CodeOf(message)), $"{what}: {(int)answer.StatusCode} {message}");
        Assert.Equal(1, message.GetProperty("id").GetInt32());
    }

    [Theory]
    [MemberData(nameof(AtOne))]
    public async Task What_is_at_one_is_answered_without_a_session(string what, string body, string[] headers)
    {
        using var answer = await host.PostAsync(body, headers: Sent(headers));

        var message = await ReadAsync(answer);
        Assert.True(answer.StatusCode == HttpStatusCode.OK && message.TryGetProperty("result", out _), $"{what}: {(int)answer.StatusCode} {message}");
        Assert.False(answer.Headers.Contains("Mcp-Session-Id"));
    }

    [Fact]
    public async Task An_unknown_version_is_told_what_there_is()
    {
        using var perRequest = await host.PostAsync(Request(version: "2031-01-01"), headers: Headers("MCP-Protocol-Version: 2031-01-01"));
        using var older = await host.PostAsync(Initialize, headers: Headers("MCP-Protocol-Version: 2024-11-05"));

        Assert.Equal("""{"supported":["2026-07-28"],"requested":"2031-01-01"}""", await DataAsync(perRequest));
        Assert.Equal("""{"supported":["2026-07-28","2025-11-25","2025-06-18","2025-03-26"],"requested":"2024-11-05"}""", await DataAsync(older));

        static async Task<string> DataAsync(HttpResponseMessage answer) =>
            JsonSerializer.Serialize((await ReadAsync(answer)).GetProperty("error").GetProperty("data"));
    }

    [Theory]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("https://evil.example.dk")]
    [InlineData("null")]
    [InlineData("127.0.0.1")]
    [InlineData("")]
    public async Task Pages_of_other_sites_are_refused(string origin)
    {
        using var answer = await host.PostAsync(Request(), headers: Headers("Mcp-Method: tools/list", $"Origin: {origin}"));

        Assert.Equal((HttpStatusCode.Forbidden, -32600), (answer.StatusCode, CodeOf(await ReadAsync(answer))));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task The_programs_own_origin_passes()
    {
        using var answer = await host.PostAsync(Request(), headers: Headers("Mcp-Method: tools/list", $"Origin: {host.App.Url.GetLeftPart(UriPartial.Authority)}"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData(null, 406)]
    [InlineData("application/json", 406)]
    [InlineData("text/event-stream", 406)]
    [InlineData("text/html, application/xml", 406)]
    [InlineData("application/json, text/event-stream;q=0", 406)]
    [InlineData("application/*, text/*", 200)]
    [InlineData("*/*", 200)]
    [InlineData("text/event-stream;q=0.5, application/json;q=0.9", 200)]
    public async Task Both_forms_of_an_answer_must_be_acceptable(string? accept, int status)
    {
        using var answer = await host.PostAsync(Request(), headers: Headers("Mcp-Method: tools/list"), accept: accept);

        Assert.Equal((status, status == 200 ? null : (int?)-32600), ((int)answer.StatusCode, CodeOf(await ReadAsync(answer))));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    public async Task What_is_not_said_to_be_JSON_is_not_read(string contentType)
    {
        using var answer = await host.PostAsync(Request(), headers: Headers("Mcp-Method: tools/list"), contentType: contentType);

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, -32600), (answer.StatusCode, CodeOf(await ReadAsync(answer))));
    }

    [Theory]
    [InlineData(64 * 1024, true, 200)]
    [InlineData((64 * 1024) + 1, true, 413)]
    [InlineData((64 * 1024) + 1, false, 413)]
    public async Task A_request_has_at_most_64_kB(int size, bool isLengthTold, int status)
    {
        var body = Request();
        using var request = Post(host, body + new string(' ', size - body.Length), "Mcp-Method: tools/list");
        request.Headers.TransferEncodingChunked = !isLengthTold;

        using var answer = await host.Http.SendAsync(request);

        Assert.Equal((status, status == 200 ? null : (int?)-32600), ((int)answer.StatusCode, CodeOf(await ReadAsync(answer))));
    }

    [Theory]
    [InlineData("2026-07-28")]
    [InlineData("2025-11-25")]
    public async Task A_notification_is_taken_without_a_word(string version)
    {
        using var answer = await host.PostAsync(
            """{ "jsonrpc": "2.0", "method": "notifications/initialized" }""",
            headers: Headers($"MCP-Protocol-Version: {version}", "Mcp-Method: notifications/initialized"));

        Assert.Equal((HttpStatusCode.Accepted, "", null), (answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    public async Task Only_POST_is_answered(string method)
    {
        foreach (var path in (string[])["/mcp/billy", "/mcp"])
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(host.App.Url, path));
            request.Headers.Authorization = new("Bearer", host.Key);
            request.Headers.TryAddWithoutValidation("Accept", "text/event-stream");

            using var answer = await host.Http.SendAsync(request);

            Assert.Equal((HttpStatusCode.MethodNotAllowed, "POST", true), (answer.StatusCode, string.Join(", ", answer.Content.Headers.Allow), answer.Headers.CacheControl?.NoStore));
        }
    }

    [Fact]
    public async Task No_answer_is_kept_on_its_way()
    {
        using var listed = await host.PostAsync(Request(), headers: Headers("Mcp-Method: tools/list", "Accept-Encoding: gzip, br"));
        using var refused = await host.PostAsync("{}");
        using var stranger = await host.PostAsync(Request(), key: null);
        using var noted = await host.PostAsync("""{ "jsonrpc": "2.0", "method": "notifications/cancelled" }""");

        Assert.All([listed, refused, stranger, noted], answer => Assert.True(answer.Headers.CacheControl?.NoStore, $"{answer}"));
        Assert.Equal("text/event-stream", $"{listed.Content.Headers.ContentType}");
        Assert.Equal(("identity", "no"), (string.Join(", ", listed.Content.Headers.ContentEncoding), string.Join(", ", listed.Headers.GetValues("X-Accel-Buffering"))));
    }

    [Fact]
    public async Task Text_that_is_no_UTF_8_is_no_message()
    {
        using var request = Post(host, "", "Mcp-Method: tools/list");
        request.Content = new ByteArrayContent([.. Encoding.UTF8.GetBytes("""{ "jsonrpc": "2.0", "id": 1, "method": """), (byte)'"', 0xC3, 0x28, (byte)'"', (byte)'}']);
        request.Content.Headers.ContentType = new("application/json");

        using var answer = await host.Http.SendAsync(request);

        Assert.Equal((HttpStatusCode.BadRequest, -32600), (answer.StatusCode, CodeOf(await ReadAsync(answer))));
    }

    // A version without a value is one that is not sent.
    private static Dictionary<string, string> Sent(string[] lines) =>
        Headers(lines).Where(header => header.Value.Length > 0).ToDictionary();
}

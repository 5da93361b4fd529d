using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PennaPay.Billy.Tests.Mcp.Conformance;
using static PennaPay.Billy.Tests.Mcp.McpMessages;

namespace PennaPay.Billy.Tests.Mcp;

/// <summary>What is served once a request is let through: to clients of every revision, as it comes, alike for everybody.</summary>
public sealed class ServingTests : IAsyncLifetime
{
    private readonly TaskCompletionSource mayEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<string> started = Channel.CreateUnbounded<string>();
    private McpHost host = null!;

    public async Task InitializeAsync() => host = await McpHost.StartAsync(
        settings: new Dictionary<string, string?> { ["Mcp:CallsAtOnce"] = "2" },
        services: services => services.PostConfigure<McpServerOptions>(server => server.ToolCollection = [new FixtureTool("test_wait", WaitAsync)]));

    public async Task DisposeAsync()
    {
        mayEnd.TrySetResult();
        await host.DisposeAsync();
    }

    [Theory]
    [InlineData("2025-03-26")]
    [InlineData("2025-06-18")]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task Every_revision_is_spoken(string version)
    {
        await using var client = await host.ClientAsync(version: version);

        Assert.Equal(version, client.NegotiatedProtocolVersion);
        Assert.Equal("pennapay-billy", client.ServerInfo?.Name);
        Assert.StartsWith("Read-only access", client.ServerInstructions!, StringComparison.Ordinal);
        Assert.Null(client.SessionId);
        Assert.Contains("get-organization-tool", (await client.ListToolsAsync()).Select(tool => tool.Name));
        Assert.Equal("PennaPay Prøvefirma ApS", (await McpHost.CallAsync(client, "get-organization-tool")).Record.GetProperty("name").GetString());
        await Assert.ThrowsAsync<McpProtocolException>(async () => await client.CallToolAsync("approve-invoice-tool"));
    }

    [Fact]
    public async Task A_client_that_does_not_say_which_takes_the_newest()
    {
        await using var client = await host.ClientAsync();

        Assert.Equal("2026-07-28", client.NegotiatedProtocolVersion);
    }

    [Fact]
    public async Task Both_addresses_serve_the_same_tools_in_the_same_order()
    {
        var billy = await NamesAsync("/mcp/billy");

        Assert.Equal(billy, await NamesAsync("/mcp/billy"));
        Assert.Equal(billy.Select(name => name == "test_wait" ? name : "billy__" + name), await NamesAsync("/mcp"));
        await using var client = await host.ClientAsync(path: "/mcp");
        Assert.Equal("PennaPay Prøvefirma ApS", (await McpHost.CallAsync(client, "billy__get-organization-tool")).Record.GetProperty("name").GetString());

        async Task<IReadOnlyList<string>> NamesAsync(string path)
        {
            await using var client = await host.ClientAsync(path: path);
            return [.. (await client.ListToolsAsync()).Select(tool => tool.Name)];
        }
    }

    [Fact]
    public async Task It_says_what_it_is_and_what_may_be_kept()
    {
        var discovered = await ResultAsync(Request("server/discover"), "Mcp-Method: server/discover");
        var listed = await ResultAsync(Request(), "Mcp-Method: tools/list");
        var called = await ResultAsync(Call("get-organization-tool"), "Mcp-Method: tools/call", "Mcp-Name: get-organization-tool");

        Assert.Equal("""["2026-07-28"]""", JsonSerializer.Serialize(discovered.GetProperty("supportedVersions")));
        Assert.True(discovered.GetProperty("capabilities").TryGetProperty("tools", out _));
        Assert.Equal((0, "private"), Kept(discovered));
        // The same for every key, until another version of the program is there.
        Assert.Equal((600_000, "public"), Kept(listed));
        // What the books say is never kept.
        Assert.False(called.TryGetProperty("ttlMs", out _) || called.TryGetProperty("cacheScope", out _));

        static (int, string?) Kept(JsonElement result) => (result.GetProperty("ttlMs").GetInt32(), result.GetProperty("cacheScope").GetString());
    }

    [Fact]
    public async Task What_a_tool_says_on_its_way_arrives_before_it_is_done()
    {
        using var request = Post(host, Call("test_wait", meta: "\"progressToken\": 7,"), "Mcp-Method: tools/call", "Mcp-Name: test_wait");
        using var answer = await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());

        var first = await NextAsync();
        mayEnd.SetResult();
        var last = await NextAsync();

        Assert.Equal("notifications/progress", first.GetProperty("method").GetString());
        Assert.Equal("Done.", last.GetProperty("result").GetProperty("content")[0].GetProperty("text").GetString());

        async Task<JsonElement> NextAsync()
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                if (line.StartsWith("data: ", StringComparison.Ordinal))
                    return JsonElement.Parse(line["data: ".Length..]);
            }

            throw new EndOfStreamException();
        }
    }

    [Fact]
    public async Task A_key_that_calls_too_much_at_once_is_told_to_wait()
    {
        var first = CallWaitAsync();
        var second = CallWaitAsync();
        await started.Reader.ReadAsync();
        await started.Reader.ReadAsync();

        using var refused = await host.PostAsync(Request(), headers: Headers("Mcp-Method: tools/list"));
        mayEnd.SetResult();
        using var one = await first;
        using var two = await second;
        using var after = await host.PostAsync(Request(), headers: Headers("Mcp-Method: tools/list"));

        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(1)), (refused.StatusCode, refused.Headers.RetryAfter?.Delta));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK), (one.StatusCode, two.StatusCode, after.StatusCode));

        Task<HttpResponseMessage> CallWaitAsync() => host.PostAsync(Call("test_wait"), headers: Headers("Mcp-Method: tools/call", "Mcp-Name: test_wait"));
    }

    [Fact]
    public async Task A_client_that_hangs_up_ends_its_call()
    {
        using var hangUp = new CancellationTokenSource();
        using var request = Post(host, Call("test_wait"), "Mcp-Method: tools/call", "Mcp-Name: test_wait");
        var call = host.Http.SendAsync(request, hangUp.Token);
        await started.Reader.ReadAsync();

        await hangUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private async Task<CallToolResult> WaitAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        if (request.Params?.ProgressToken is { } token)
            await request.Server.NotifyProgressAsync(token, new ProgressNotificationValue { Progress = 1 }, cancellationToken: cancellationToken);
        started.Writer.TryWrite("test_wait");
        try
        {
            await mayEnd.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            ended.TrySetResult();
            throw;
        }

        return FixtureTool.Text("Done.");
    }

    private async Task<JsonElement> ResultAsync(string body, params string[] headers)
    {
        using var answer = await host.PostAsync(body, headers: Headers(headers));
        return (await ReadAsync(answer)).GetProperty("result");
    }
}

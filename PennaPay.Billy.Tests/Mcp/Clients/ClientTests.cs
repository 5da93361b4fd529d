using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol;
using ModelContextProtocol.Client;

namespace PennaPay.Billy.Tests.Mcp.Clients;

/// <summary>Two clients that others wrote: the one that the server's own library has, and one that shares nothing with it.</summary>
public sealed class ClientTests : IAsyncLifetime
{
    private const string Wrong = "ppb_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private readonly RequestCount requests = new();
    private McpHost host = null!;

    public async Task InitializeAsync() => host = await McpHost.StartAsync(services: services => services.AddSingleton<IStartupFilter>(requests));

    public async Task DisposeAsync() => await host.DisposeAsync();

    [NodeFact]
    public Task The_JavaScript_client_reads_the_books_by_the_newest_revision() => ReadsAsync("auto", "2026-07-28");

    [NodeFact]
    public Task The_JavaScript_client_reads_the_books_by_an_older_revision() => ReadsAsync("legacy", "2025-11-25");

    [NodeFact]
    public Task A_JavaScript_client_that_could_sign_in_uses_its_key() => ReadsAsync("oauth-good", "2026-07-28");

    [NodeFact]
    public async Task The_JavaScript_client_ends_with_the_refusal_of_a_wrong_key()
    {
        var met = await NodeClient.RunAsync(host, "refused", Wrong);

        Assert.Equal("UnauthorizedError", met.GetProperty("refused").GetProperty("name").GetString());
        Assert.Equal(["POST /mcp/billy 401"], Texts(met, "requests"));
    }

    [NodeFact]
    public async Task A_JavaScript_client_that_could_sign_in_finds_nowhere_to_do_it()
    {
        var met = await NodeClient.RunAsync(host, "oauth", Wrong);

        Assert.NotEqual(JsonValueKind.Null, met.GetProperty("refused").ValueKind);
        var asked = Texts(met, "requests");
        Assert.Equal(1, asked.Count(request => request == "POST /mcp/billy 401"));
        Assert.Contains("GET /.well-known/oauth-protected-resource/mcp/billy 200", asked);
        // Nobody is sent to a page where nobody can sign in, and nothing is registered.
        Assert.Empty(Texts(met, "danced"));
        Assert.DoesNotContain(asked, request => !request.Contains("/mcp/billy", StringComparison.Ordinal) && request.EndsWith(" 200", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_SDKs_client_ends_with_the_refusal_of_a_wrong_key()
    {
        var refusal = await Assert.ThrowsAnyAsync<Exception>(async () => await host.ClientAsync(Wrong));

        Assert.Equal(HttpStatusCode.Unauthorized, Http(refusal)?.StatusCode);
        Assert.InRange(requests.Count("/mcp/billy"), 1, 2);
        Assert.Equal(requests.Count("/mcp/billy"), requests.All);

        static HttpRequestException? Http(Exception? fault) => fault is null or HttpRequestException ? fault as HttpRequestException : Http(fault.InnerException);
    }

    [Fact]
    public async Task A_client_of_the_SDK_that_could_sign_in_finds_nowhere_to_do_it()
    {
        var isSentAway = false;
        await using var transport = new HttpClientTransport(new()
        {
            Endpoint = new Uri(host.App.Url, "/mcp/billy"),
            TransportMode = HttpTransportMode.StreamableHttp,
            OAuth = new()
            {
                RedirectUri = new Uri("http://127.0.0.1:1/callback"),
                AuthorizationCallbackHandler = (_, _) => throw new InvalidOperationException($"Somebody was sent to sign in: {isSentAway = true}"),
            },
        });

        await Assert.ThrowsAnyAsync<Exception>(async () => await McpClient.CreateAsync(transport));

        Assert.False(isSentAway);
        Assert.InRange(requests.Count("/mcp/billy"), 1, 2);
        Assert.Equal(1, requests.Count("/.well-known/oauth-protected-resource/mcp/billy"));
        // The rest are looks for a server to sign in at, which end after each place where one could be.
        Assert.InRange(requests.All, 2, 8);
    }

    [Fact]
    public async Task The_SDKs_client_meets_errors_as_what_they_are()
    {
        await using var client = await host.ClientAsync();

        var unknown = await Assert.ThrowsAsync<McpProtocolException>(async () => await client.CallToolAsync("approve-invoice-tool"));
        Assert.Equal(McpErrorCode.InvalidParams, unknown.ErrorCode);
        Assert.Equal("arguments_invalid", (await McpHost.CallAsync(client, "list-invoices-tool", new { page_size = "many" })).Code);
    }

    private async Task ReadsAsync(string mode, string version)
    {
        await using var client = await host.ClientAsync();
        var tools = (await client.ListToolsAsync()).Select(tool => tool.Name).ToList();

        var met = await NodeClient.RunAsync(host, mode);

        Assert.Equal((version, "pennapay-billy"), (met.GetProperty("version").GetString(), met.GetProperty("server").GetString()));
        Assert.Equal(tools, Texts(met, "tools"));
        Assert.Equal(tools.ToDictionary(name => name, _ => "ok"), met.GetProperty("answers").Deserialize<Dictionary<string, string>>());
        Assert.Equal(-32602, met.GetProperty("unknownTool").GetProperty("code").GetInt32());
        Assert.Equal("arguments_invalid", met.GetProperty("wrongArgument").GetString());
        Assert.Empty(Texts(met, "danced"));
        Assert.All(Texts(met, "requests"), request => Assert.Contains(" /mcp/billy ", request, StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Texts(JsonElement met, string name) => [.. met.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];

    /// <summary>Counts what comes in, apart from what the program asks of its own sandbox.</summary>
    private sealed class RequestCount : IStartupFilter
    {
        private readonly ConcurrentQueue<string> paths = new();

        public int All => paths.Count;

        public int Count(string path) => paths.Count(asked => asked == path);

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, further) =>
            {
                if (!context.Request.Path.StartsWithSegments("/sandbox"))
                    paths.Enqueue(context.Request.Path);
                await further();
            });
            next(app);
        };
    }
}

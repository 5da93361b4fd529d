using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Keys;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Keys;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Sandbox;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;

namespace PennaPay.Billy.Tests.Mcp;

/// <summary>The whole program with one company of the sandbox connected, and a key to its books.</summary>
internal sealed class McpHost : IAsyncDisposable
{
    private readonly HttpClient plain = new();

    private McpHost(TestApp app, Actor owner, string token, Guid connection, string key) =>
        (App, Owner, Token, Connection, Key) = (app, owner, token, connection, key);

    public TestApp App { get; }

    public Actor Owner { get; }

    /// <summary>The company's access token in the sandbox.</summary>
    public string Token { get; }

    public Guid Connection { get; }

    /// <summary>A key to the company's books.</summary>
    public string Key { get; }

    public BillySandbox Sandbox => App.Services.GetRequiredService<BillySandbox>();

    /// <summary>The company as its own people see it.</summary>
    public SandboxCaller Billy => new(plain, App.Url, Token);

    public static async Task<McpHost> StartAsync(
        SandboxCompanyOptions? company = null, IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null)
    {
        var app = TestApp.Start(new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>()) { ["Billy:RequestsPerSecond"] = "0" }, services: services);
        var owner = await app.CreateOwnerAsync();
        var token = app.Services.GetRequiredService<BillySandbox>().CreateCompany(company ?? new() { YearOfBooks = true });
        var (connection, key) = await ConnectAsync(app, owner, token);
        return new(app, owner, token, connection, key);
    }

    /// <summary>Connects a workspace and makes a key for it.</summary>
    public static async Task<(Guid Connection, string Key)> ConnectAsync(TestApp app, Actor owner, string token)
    {
        Assert.IsType<ConnectResult.Connected>(await app.Services.GetRequiredService<BillyConnector>().ConnectAsync(owner, token, sandbox: true, default));
        var opened = (await app.Services.GetRequiredService<BillyConnector>().OpenAsync(owner.Workspace, default)).Opened!;
        return (opened.Connection.Id, await MakeKeyAsync(app, owner, opened.Connection.Id));
    }

    public static async Task<string> MakeKeyAsync(TestApp app, Actor owner, Guid connection, DateTimeOffset? expiresAt = null) =>
        Assert.IsType<ApiKeyResult.Made>(await app.Services.GetRequiredService<ApiKeys>().CreateAsync(
            owner, "Assistent", ApiKeyScopes.BillyRead, connection, expiresAt, default)).Secret.Reveal();

    /// <summary>The SDK's client, connected.</summary>
    /// <param name="key">With which key; null for the host's own.</param>
    /// <param name="path">To which endpoint.</param>
    /// <param name="version">Of which revision; null for the newest.</param>
    public Task<McpClient> ClientAsync(string? key = null, string path = "/mcp/billy", string? version = null) => McpClient.CreateAsync(
        new HttpClientTransport(new()
        {
            Endpoint = new Uri(App.Url, path),
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = "Bearer " + (key ?? Key) },
        }),
        new McpClientOptions { ProtocolVersion = version });

    /// <summary>Calls a tool once, with a client of its own.</summary>
    public async Task<McpAnswer> CallAsync(string tool, object? arguments = null, string? key = null)
    {
        await using var client = await ClientAsync(key);
        return await CallAsync(client, tool, arguments);
    }

    public static async Task<McpAnswer> CallAsync(McpClient client, string tool, object? arguments = null)
    {
        var given = arguments is null ? null
            : JsonSerializer.SerializeToElement(arguments).EnumerateObject().ToDictionary(property => property.Name, property => (object?)property.Value);
        return new(await client.CallToolAsync(tool, given));
    }

    /// <summary>Posts what no client would.</summary>
    public async Task<HttpResponseMessage> PostAsync(
        string body, string path = "/mcp/billy", string? key = "", IReadOnlyDictionary<string, string>? headers = null,
        string? accept = "application/json, text/event-stream", string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(App.Url, path)) { Content = new StringContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + (key.Length == 0 ? Key : key));
        foreach (var (name, value) in headers ?? new Dictionary<string, string>())
            request.Headers.TryAddWithoutValidation(name, value);
        return await plain.SendAsync(request);
    }

    public HttpClient Http => plain;

    public async ValueTask DisposeAsync()
    {
        plain.Dispose();
        await App.DisposeAsync();
    }
}

/// <summary>What a tool answered.</summary>
internal sealed class McpAnswer(CallToolResult result)
{
    public bool IsError => result.IsError == true;

    public JsonElement Json => result.StructuredContent!.Value;

    public string Text => Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;

    /// <summary>The code of an error.</summary>
    public string Code => IsError ? Json.GetProperty("code").GetString()! : throw new InvalidOperationException(Text);

    public JsonElement Record => Done().GetProperty("record");

    public int Total => Done().GetProperty("total").GetInt32();

    public int Left => Done().GetProperty("left").GetInt32();

    public string? NextCursor => Done().TryGetProperty("nextCursor", out var cursor) ? cursor.GetString() : null;

    /// <summary>The cells of one column.</summary>
    public IReadOnlyList<string> Column(string name)
    {
        var index = Done().GetProperty("columns").EnumerateArray().Select(column => column.GetString()).ToList().IndexOf(name);
        Assert.True(index >= 0, $"There is no column {name}.");
        return [.. Json.GetProperty("rows").EnumerateArray().Select(row => row[index].GetString()!)];
    }

    public int Bytes => JsonSerializer.SerializeToUtf8Bytes(result, ModelContextProtocol.McpJsonUtilities.DefaultOptions).Length;

    private JsonElement Done() => IsError ? throw new InvalidOperationException(Text) : Json;
}

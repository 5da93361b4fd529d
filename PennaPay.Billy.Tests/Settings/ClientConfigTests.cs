using System.Text.Json;
using PennaPay.Billy.Web.Components.Settings.Ai;

namespace PennaPay.Billy.Tests.Settings;

/// <summary>What is pasted into programs is whole, and has address and key where each looks for them.</summary>
public sealed class ClientConfigTests
{
    private const string Key = "ppb_nøgle";

    private static readonly Uri Endpoint = new("https://bog.eksempel.dk/pp/mcp/billy");

    [Fact]
    public void ClaudeCode_IsOneCommand() =>
        Assert.Equal(
            "claude mcp add --transport http billy \"https://bog.eksempel.dk/pp/mcp/billy\" --header \"Authorization: Bearer ppb_nøgle\"", Text("claude-code"));

    [Fact]
    public void ClaudeDesktop_GoesThroughMcpRemote_WithTheHeaderInItsEnvironment()
    {
        var server = Server("claude-desktop", "mcpServers");
        Assert.Equal("npx", server.GetProperty("command").GetString());
        Assert.Equal(
            ["-y", "mcp-remote", Endpoint.ToString(), "--transport", "http-only", "--header", "Authorization:${AUTH_HEADER}"],
            server.GetProperty("args").EnumerateArray().Select(argument => argument.GetString()!));
        Assert.Equal("Bearer ppb_nøgle", server.GetProperty("env").GetProperty("AUTH_HEADER").GetString());
    }

    [Theory]
    [InlineData("http://10.0.0.7:5188/mcp/billy", true)]
    [InlineData("http://localhost:5188/mcp/billy", false)]
    [InlineData("https://10.0.0.7/mcp/billy", false)]
    public void ClaudeDesktop_IsToldOfHttp_ElsewhereThanHere(string endpoint, bool isTold) =>
        Assert.Equal(isTold, ClientConfig.For(new(endpoint), Key).Single(client => client.Id == "claude-desktop").Text.Contains("--allow-http", StringComparison.Ordinal));

    [Fact]
    public void VsCode_HasServers_WithTheirType()
    {
        var server = Server("vs-code", "servers");
        Assert.Equal(
            ("http", Endpoint.ToString(), "Bearer ppb_nøgle"),
            (server.GetProperty("type").GetString(), server.GetProperty("url").GetString(), server.GetProperty("headers").GetProperty("Authorization").GetString()));
    }

    [Fact]
    public void Cursor_HasMcpServers()
    {
        var server = Server("cursor", "mcpServers");
        Assert.Equal(
            (Endpoint.ToString(), "Bearer ppb_nøgle"), (server.GetProperty("url").GetString(), server.GetProperty("headers").GetProperty("Authorization").GetString()));
    }

    [Fact]
    public void Curl_SaysHello_InJson()
    {
        var text = Text("curl");
        Assert.StartsWith("curl \"https://bog.eksempel.dk/pp/mcp/billy\" \\\n  -H \"Authorization: Bearer ppb_nøgle\" \\\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        using var sent = JsonDocument.Parse(text[(text.IndexOf('\'', StringComparison.Ordinal) + 1)..^1]);
        Assert.Equal("initialize", sent.RootElement.GetProperty("method").GetString());
    }

    private static string Text(string id) => ClientConfig.For(Endpoint, Key).Single(client => client.Id == id).Text;

    private static JsonElement Server(string id, string servers) => JsonDocument.Parse(Text(id)).RootElement.GetProperty(servers).GetProperty("billy");
}

using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Keys;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Security;
using PennaPay.Billy.Tests.Support;
using static PennaPay.Billy.Tests.Mcp.McpMessages;

namespace PennaPay.Billy.Tests.Mcp;

/// <summary>Who is let in, how often, and where those who are not find out why.</summary>
public sealed partial class KeyCheckTests : IAsyncLifetime
{
    private readonly TestClock clock = new();
    private McpHost host = null!;

    public async Task InitializeAsync() => host = await McpHost.StartAsync(
        settings: new Dictionary<string, string?> { ["Mcp:CallsPerMinute"] = "4" },
        services: services => services.AddSingleton<TimeProvider>(clock));

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Without_a_good_key_nobody_gets_in()
    {
        var expired = await McpHost.MakeKeyAsync(host.App, host.Owner, host.Connection, clock.GetUtcNow().AddMinutes(1));
        var revoked = await McpHost.MakeKeyAsync(host.App, host.Owner, host.Connection);
        var keys = host.App.Services.GetRequiredService<ApiKeys>();
        await keys.RevokeAsync(
            host.Owner, Assert.Single(await keys.ListAsync(host.Owner.Workspace, default), key => revoked.StartsWith(key.Prefix, StringComparison.Ordinal)).Id, default);
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(("key_missing", null), await RefusedAsync(null));
        Assert.Equal(("key_unknown", "invalid_token"), await RefusedAsync(host.Key[..^1] + (host.Key[^1] == 'A' ? 'B' : 'A')));
        Assert.Equal(("key_unknown", "invalid_token"), await RefusedAsync("ppb_"));
        Assert.Equal(("key_expired", "invalid_token"), await RefusedAsync(expired));
        Assert.Equal(("key_revoked", "invalid_token"), await RefusedAsync(revoked));
        using var good = await ListAsync();
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);

        async Task<(string? Code, string? Error)> RefusedAsync(string? key)
        {
            using var answer = await ListAsync(key);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            var challenge = Assert.Single(answer.Headers.GetValues("WWW-Authenticate"));
            Assert.StartsWith($"Bearer resource_metadata=\"{host.App.Url}.well-known/oauth-protected-resource/mcp/billy\", scope=\"billy:read\"", challenge, StringComparison.Ordinal);
            var data = (await ReadAsync(answer)).GetProperty("error").GetProperty("data");
            return (data.GetProperty("code").GetString(), Error().Match(challenge) is { Success: true } match ? match.Groups[1].Value : null);
        }
    }

    [Theory]
    [InlineData("Basic ")]
    [InlineData("")]
    [InlineData("Bearer")]
    public async Task A_key_that_comes_in_another_way_is_none(string scheme)
    {
        using var answer = await host.PostAsync(Request(), key: null, headers: Headers("Mcp-Method: tools/list", $"Authorization: {scheme}{host.Key}"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_key_in_the_address_is_refused_and_not_written_down()
    {
        using var alone = await host.PostAsync(Request(), $"/mcp/billy?access_token={host.Key}", key: null, headers: Headers("Mcp-Method: tools/list"));
        using var beside = await host.PostAsync(Request(), $"/mcp/billy?access_token={host.Key}", headers: Headers("Mcp-Method: tools/list"));
        using var other = await host.PostAsync(Request(), $"/mcp/billy?key={host.Key}", key: null, headers: Headers("Mcp-Method: tools/list"));

        Assert.All([alone, beside, other], answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode));
        TokenWatch.AssertNowhere([host.Key], host.App.Logs.Lines, host.App.DataDirectory);
    }

    [Fact]
    public async Task A_key_that_calls_too_often_is_told_when_to_go_on()
    {
        for (var call = 0; call < 4; call++)
        {
            using var answer = await ListAsync();
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        using var refused = await ListAsync();
        var other = await McpHost.MakeKeyAsync(host.App, host.Owner, host.Connection);
        using var otherKey = await ListAsync(other);
        clock.Advance(TimeSpan.FromSeconds(14));
        using var early = await ListAsync();
        clock.Advance(TimeSpan.FromSeconds(1));
        using var again = await ListAsync();
        using var once = await ListAsync();

        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(15)), (refused.StatusCode, refused.Headers.RetryAfter?.Delta));
        Assert.Equal("key_too_many_calls", (await ReadAsync(refused)).GetProperty("error").GetProperty("data").GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.OK, otherKey.StatusCode);
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(1)), (early.StatusCode, early.Headers.RetryAfter?.Delta));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (again.StatusCode, once.StatusCode));
    }

    [Fact]
    public async Task While_Billy_is_not_connected_both_kinds_of_visitors_are_told()
    {
        await host.App.Services.GetRequiredService<BillyConnector>().DisconnectAsync(host.Owner, default);

        using var probe = await host.PostAsync("{}");
        using var text = await host.PostAsync("hello", contentType: "text/plain");
        using var called = await host.PostAsync(Call("list-invoices-tool"), headers: Headers("Mcp-Method: tools/call", "Mcp-Name: list-invoices-tool"));

        foreach (var answer in (HttpResponseMessage[])[probe, text])
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Equal("not_connected", (await ReadAsync(answer)).GetProperty("error").GetProperty("data").GetProperty("code").GetString());
        }

        Assert.Equal(HttpStatusCode.OK, called.StatusCode);
        var result = (await ReadAsync(called)).GetProperty("result");
        Assert.True(result.GetProperty("isError").GetBoolean());
        Assert.Equal("not_connected", result.GetProperty("structuredContent").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("/mcp/billy")]
    [InlineData("/mcp")]
    public async Task The_metadata_says_what_a_key_opens_and_knows_of_no_authorization_server(string path)
    {
        using var refused = await host.PostAsync(Request(), path, key: null);
        var address = Metadata().Match(Assert.Single(refused.Headers.GetValues("WWW-Authenticate"))).Groups[1].Value;

        var metadata = JsonElement.Parse(await host.Http.GetStringAsync(new Uri(address)));

        Assert.Equal($"{host.App.Url}.well-known/oauth-protected-resource{path}", address);
        Assert.Equal(new Uri(host.App.Url, path).ToString(), metadata.GetProperty("resource").GetString());
        Assert.Equal("""["header"] ["billy:read"]""", $"{JsonSerializer.Serialize(metadata.GetProperty("bearer_methods_supported"))} {JsonSerializer.Serialize(metadata.GetProperty("scopes_supported"))}");
        Assert.False(metadata.TryGetProperty("authorization_servers", out _));
    }

    [Fact]
    public async Task Behind_a_proxy_the_addresses_are_the_ones_that_visitors_use()
    {
        await using var app = TestApp.Start(
            new Dictionary<string, string?> { ["AllowedHosts"] = ProxiedVisitor.Host, ["Security:TrustedProxies"] = "127.0.0.1" }, environment: "Production");
        using var http = app.CreateClient();
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/.well-known/oauth-protected-resource/mcp/billy");
        using var refused = new HttpRequestMessage(HttpMethod.Post, "/mcp/billy");
        foreach (var request in (HttpRequestMessage[])[asked, refused])
        {
            request.Headers.Host = ProxiedVisitor.Host;
            request.Headers.Add("X-Forwarded-For", "203.0.113.7");
            request.Headers.Add("X-Forwarded-Proto", "https");
        }

        using var metadata = await http.SendAsync(asked);
        using var challenge = await http.SendAsync(refused);

        Assert.Equal($"https://{ProxiedVisitor.Host}/mcp/billy", JsonElement.Parse(await metadata.Content.ReadAsStringAsync()).GetProperty("resource").GetString());
        Assert.Contains(
            $"resource_metadata=\"https://{ProxiedVisitor.Host}/.well-known/oauth-protected-resource/mcp/billy\"",
            Assert.Single(challenge.Headers.GetValues("WWW-Authenticate")), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> ListAsync(string? key = "") => host.PostAsync(Request(), key: key, headers: Headers("Mcp-Method: tools/list"));

    [GeneratedRegex("error=\"([^\"]+)\"")]
    private static partial Regex Error();

    [GeneratedRegex("resource_metadata=\"([^\"]+)\"")]
    private static partial Regex Metadata();
}

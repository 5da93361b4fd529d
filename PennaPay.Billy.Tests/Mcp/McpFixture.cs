using PennaPay.Billy.Tests.Mcp.Conformance;

namespace PennaPay.Billy.Tests.Mcp;

/// <summary>One program for tests that leave nothing in it: with the tools of the conformance suite, one of which wants headers.</summary>
public sealed class McpFixture : IAsyncLifetime
{
    internal McpHost Host { get; private set; } = null!;

    public async Task InitializeAsync() => Host = await McpHost.StartAsync(
        settings: new Dictionary<string, string?> { ["Mcp:CallsPerMinute"] = "100000" }, services: Fixtures.AddTo);

    public async Task DisposeAsync() => await Host.DisposeAsync();
}

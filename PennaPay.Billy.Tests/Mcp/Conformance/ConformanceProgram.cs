using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace PennaPay.Billy.Tests.Mcp.Conformance;

/// <summary>
/// The program with what the conformance suite wants to find, for <c>tools/mcp-conformance</c>: says in one line of JSON where it
/// is, with which key, and where it can be reached without one, and serves until its input ends.
/// </summary>
internal static class ConformanceProgram
{
    public const string Command = "mcp-conformance";

    public static async Task<int> RunAsync()
    {
        await using var host = await McpHost.StartAsync(
            // As an operator names it; the suite tries a name that is not the program's.
            settings: new Dictionary<string, string?> { ["AllowedHosts"] = "127.0.0.1;localhost", ["Mcp:CallsPerMinute"] = "100000" },
            services: services =>
            {
                Fixtures.AddTo(services);
                services.RemoveAll<ILoggerProvider>().Configure<LoggerFilterOptions>(filter => filter.MinLevel = LogLevel.Warning);
            });
        await using var proxy = await KeyProxy.StartAsync(host.App.Url, host.Key);
        Console.WriteLine(JsonSerializer.Serialize(new { url = new Uri(host.App.Url, "/mcp/billy"), key = host.Key, proxy = new Uri(proxy.Url, "/mcp/billy") }));
        while (await Console.In.ReadLineAsync() is not null)
        {
            // Whatever is typed.
        }

        return 0;
    }
}

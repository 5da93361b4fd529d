using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Mcp.Clients;

/// <summary>The protocol's client for JavaScript (<c>client.mjs</c>), run on the packages that <c>package-lock.json</c> names.</summary>
internal static class NodeClient
{
    private static readonly string Sources = Path.Combine(SourceTree.Root, "PennaPay.Billy.Tests", "Mcp", "Clients");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly Lazy<Task<string>> Folder = new(InstallAsync);

    /// <summary>Lets it do one thing, and answers what it met.</summary>
    /// <param name="host">Where.</param>
    /// <param name="mode">What: an argument of <c>client.mjs</c>.</param>
    /// <param name="key">With which key; null for the host's own.</param>
    /// <param name="path">At which endpoint.</param>
    public static async Task<JsonElement> RunAsync(McpHost host, string mode, string? key = null, string path = "/mcp/billy") =>
        JsonElement.Parse(await RunAsync(
            "node", await Folder.Value, ["client.mjs", mode], ("MCP_URL", new Uri(host.App.Url, path).ToString()), ("MCP_KEY", key ?? host.Key)));

    // Kept from run to run by what is in it; several that install at once do not meet.
    private static async Task<string> InstallAsync()
    {
        var wanted = SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Sources, "package-lock.json")));
        var kept = Path.Combine(Path.GetTempPath(), $"pennapay-mcp-client-{Environment.UserName}-{Convert.ToHexString(wanted.AsSpan(0, 8))}");
        if (!Directory.Exists(kept))
        {
            var fresh = Directory.CreateTempSubdirectory("pennapay-mcp-client-").FullName;
            foreach (var file in (string[])["package.json", "package-lock.json"])
                File.Copy(Path.Combine(Sources, file), Path.Combine(fresh, file));
            await RunAsync("npm", fresh, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
            try
            {
                Directory.Move(fresh, kept);
            }
            catch (IOException) when (Directory.Exists(kept))
            {
                Directory.Delete(fresh, recursive: true);
            }
        }

        // The client finds its packages beside it.
        File.Copy(Path.Combine(Sources, "client.mjs"), Path.Combine(kept, "client.mjs"), overwrite: true);
        return kept;
    }

    private static async Task<string> RunAsync(string program, string folder, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} could not be started.");
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}

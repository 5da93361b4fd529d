using System.Net;

namespace PennaPay.Billy.Web.Security;

/// <summary>What is wrong with the way between visitors and the program, before it starts.</summary>
internal static class TransportChecks
{
    /// <summary>One sentence for each problem.</summary>
    public static IEnumerable<string> Problems(IConfiguration configuration, IHostEnvironment environment, SecurityOptions options)
    {
        IReadOnlyList<IPNetwork> proxies = [];
        string? unreadable = null;
        try
        {
            proxies = TrustedProxies.Read(options.TrustedProxies);
        }
        catch (FormatException fault)
        {
            unreadable = fault.Message;
        }

        if (unreadable is not null)
            yield return $"Security:TrustedProxies: '{unreadable}' is neither an address nor a network, such as '127.0.0.1;10.0.3.0/24'.";
        if (environment.IsDevelopment())
            yield break;
        if (!HostNames.AreNamed(configuration))
            yield return "AllowedHosts: name the host names that this program answers to, such as 'bogholderi.example.dk'.";
        if (configuration.GetValue<bool>("ForwardedHeaders_Enabled"))
            yield return "ASPNETCORE_FORWARDEDHEADERS_ENABLED believes everybody. Take it away, and name your proxies in Security:TrustedProxies.";
        if (configuration.GetValue<bool>("Sandbox:Enabled"))
            yield return "Sandbox:Enabled: the sandbox is for trying things out, and open to everybody. It is for Development only.";
        var addresses = ListeningOn(configuration);
        if (options.PlainHttpOnThisHost)
        {
            if (proxies.Count > 0)
                yield return "Security:PlainHttpOnThisHost is for this machine alone, and Security:TrustedProxies is for visitors from elsewhere. Take one of them away.";
            foreach (var address in addresses.Where(address => address.Scheme != Uri.UriSchemeHttps && !IsThisHost(address)))
                yield return $"Security:PlainHttpOnThisHost: '{address}' can be reached from elsewhere. Listen on 'http://127.0.0.1:5000', or use https.";
        }
        else if (unreadable is null && proxies.Count == 0 && !addresses.Any(address => address.Scheme == Uri.UriSchemeHttps))
        {
            yield return "Security: passwords and sessions would travel in clear. Name the proxy that speaks https in Security:TrustedProxies, "
                + "let this program listen on https itself, or say Security:PlainHttpOnThisHost=true to be reached from this machine alone.";
        }
    }

    private static IReadOnlyList<BindingAddress> ListeningOn(IConfiguration configuration)
    {
        List<string> urls = [.. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>()];
        if (urls.Count == 0)
            urls.AddRange(Split(configuration["urls"]));
        if (urls.Count == 0)
        {
            urls.AddRange(Split(configuration["http_ports"]).Select(port => $"http://*:{port}"));
            urls.AddRange(Split(configuration["https_ports"]).Select(port => $"https://*:{port}"));
        }

        return urls.Count == 0 ? [BindingAddress.Parse("http://localhost:5000")] : [.. urls.Select(BindingAddress.Parse)];
    }

    private static string[] Split(string? several) =>
        (several ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool IsThisHost(BindingAddress address) => address.IsUnixPipe || address.IsNamedPipe
        || address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}

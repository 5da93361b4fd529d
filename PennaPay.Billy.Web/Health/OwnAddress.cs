using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace PennaPay.Billy.Web.Health;

/// <summary>Where this machine reaches its own server.</summary>
internal static partial class OwnAddress
{
    /// <summary>
    /// Plain HTTP first, because nothing vouches for the certificate of a development server; null when the server is only to
    /// be reached from elsewhere, not by a port at all, or does not listen yet.
    /// </summary>
    public static Uri? Of(IServer server) =>
        server.Features.Get<IServerAddressesFeature>() is { } listening ? Among(listening.Addresses) : null;

    public static Uri? Among(IEnumerable<string> addresses) => addresses
        .Select(BindingAddress.Parse)
        .Where(address => address is { IsUnixPipe: false, IsNamedPipe: false })
        .OrderBy(address => address.Scheme == Uri.UriSchemeHttp ? 0 : 1)
        .Select(address => new UriBuilder(address.Scheme, LoopbackOf(address), address.Port).Uri)
        .FirstOrDefault(address => address.IsLoopback);

    /// <summary>Says, after everything else that a start says, where the dashboard is.</summary>
    public static void SayWhenStarted(WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        if (Of(app.Services.GetRequiredService<IServer>()) is { } address)
            Log.Ready(app.Logger, address.GetLeftPart(UriPartial.Authority));
    });

    private static string LoopbackOf(BindingAddress address) => address switch
    {
        { Host: "*" or "+" } when address.Scheme == Uri.UriSchemeHttp => "127.0.0.1",
        { Host: "*" or "+" } => "localhost",
        _ when IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) => LoopbackOf(ip),
        _ => address.Host,
    };

    private static string LoopbackOf(IPAddress ip) =>
        ip.Equals(IPAddress.Any) ? "127.0.0.1"
        : ip.Equals(IPAddress.IPv6Any) ? "[::1]"
        : ip.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{ip}]" : ip.ToString();

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "PennaPay is ready. Open {Address} in a browser.")]
        public static partial void Ready(ILogger logger, string address);
    }
}

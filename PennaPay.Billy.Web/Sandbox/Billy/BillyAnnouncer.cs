using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Systems.Billy;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>Tells the product where its sandbox is, once the server knows on which port it listens.</summary>
internal sealed class BillyAnnouncer(IServer server, BillyEndpoints endpoints, IOptions<SandboxOptions> options) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Enabled && server.Features.Get<IServerAddressesFeature>() is { } listening)
            endpoints.Sandbox = AddressOn(listening.Addresses);
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// The sandbox as this machine reaches itself. Plain HTTP first, because nothing vouches for the certificate of a
    /// development server; null when the server is only to be reached from elsewhere, or not by a port at all.
    /// </summary>
    internal static Uri? AddressOn(IEnumerable<string> addresses) => addresses
        .Select(BindingAddress.Parse)
        .Where(address => address is { IsUnixPipe: false, IsNamedPipe: false })
        .OrderBy(address => address.Scheme == Uri.UriSchemeHttp ? 0 : 1)
        .Select(address => new UriBuilder(address.Scheme, LoopbackOf(address), address.Port, BillySandbox.ApiPath + "/").Uri)
        .FirstOrDefault(address => address.IsLoopback);

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
        : ip.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{ip}]" : ip.ToString();
}

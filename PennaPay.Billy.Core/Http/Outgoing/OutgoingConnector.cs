using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PennaPay.Billy.Core.Http.Outgoing;

/// <summary>
/// Opens every connection of ours to elsewhere. A name is looked up here and nowhere again, so that it cannot be another
/// address once it has been judged: nobody's DNS leads requests of ours into the network that the program stands in.
/// </summary>
internal sealed partial class OutgoingConnector(IOptions<OutgoingOptions> options, ILogger<OutgoingConnector> logger)
{
    /// <summary>Looks names up; another one in tests.</summary>
    internal Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; set; } = Dns.GetHostAddressesAsync;

    /// <exception cref="HttpRequestException">The host has no address that requests may go to. Nothing was sent.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint host, CancellationToken cancellationToken)
    {
        var known = IPAddress.TryParse(host.Host, out var address) ? [address] : await Resolve(host.Host, cancellationToken);
        var allowed = options.Value.AllowsAnywhere(host.Host) ? known : Array.FindAll(known, IsAllowed);
        if (allowed.Length == 0)
        {
            Log.Refused(logger, host.Host);
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"'{host.Host}' has no address that requests may go to.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, host.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsAllowed(IPAddress address) => PublicAddresses.Contain(address) || (options.Value.ThisHost && IPAddress.IsLoopback(address));

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Nothing was sent to {Host}: it has no public address. Where it is meant, name it in Outgoing:AllowedHosts.")]
        public static partial void Refused(ILogger logger, string host);
    }
}

using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Net;
using System.Runtime.CompilerServices;

namespace PennaPay.Billy.Tests.Support;

/// <summary>
/// Hears of every connection and look-up of names that this process begins. Nothing but this machine is anybody's business
/// in a test: whatever goes elsewhere makes the tests of the whole program fail.
/// </summary>
internal sealed class Egress : EventListener
{
    /// <summary>Nobody's address (RFC 5737), for the test that connections are heard of.</summary>
    public static readonly IPAddress Nobody = IPAddress.Parse("192.0.2.1");

    private static readonly ConcurrentQueue<string> Elsewhere = new();
    private static Egress? all;

    [ModuleInitializer]
    internal static void Listen() => all = new Egress();

    /// <summary>Fails where something went elsewhere.</summary>
    public static void Verify()
    {
        Assert.NotNull(all);
        Assert.DoesNotContain(Elsewhere, what => what != $"{Nobody}");
    }

    public static bool HeardOf(IPAddress address) => Elsewhere.Contains($"{address}");

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name is "System.Net.Sockets" or "System.Net.NameResolution")
            EnableEvents(eventSource, EventLevel.Informational);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData is { EventName: "ConnectStart", Payload: [string socket, ..] } && AddressOf(socket) is var address && !IPAddress.IsLoopback(address))
            Elsewhere.Enqueue($"{address}");
        else if (eventData is { EventName: "ResolutionStart", Payload: [string name, ..] } && !name.StartsWith("localhost", StringComparison.Ordinal) && !IPAddress.TryParse(name, out _))
            Elsewhere.Enqueue(name);
    }

    /// <param name="socket">As the runtime writes addresses of sockets, such as <c>InterNetwork:16:{19,136,127,0,0,1,…}</c>: after the port, the address.</param>
    private static IPAddress AddressOf(string socket)
    {
        var bytes = socket[(socket.IndexOf('{', StringComparison.Ordinal) + 1)..].TrimEnd('}').Split(',');
        byte[] Part(int from, int count) => [.. bytes[from..(from + count)].Select(byte.Parse)];
        return socket.Split(':')[0] switch
        {
            "InterNetwork" => new(Part(2, 4)),
            "InterNetworkV6" => new IPAddress(Part(6, 16)) is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : new(Part(6, 16)),
            // What is no network is this machine.
            _ => IPAddress.Loopback,
        };
    }
}

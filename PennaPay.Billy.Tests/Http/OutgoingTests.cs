using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http.Outgoing;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Http;

/// <summary>Nobody's DNS, and no slip of a setting, leads requests into the network that the program stands in.</summary>
public sealed class OutgoingTests : IDisposable
{
    private readonly TcpListener inside = new(IPAddress.Loopback, 0);
    private readonly LogCollector logs = new();

    public OutgoingTests() => inside.Start();

    private int Port => ((IPEndPoint)inside.LocalEndpoint).Port;

    public void Dispose()
    {
        inside.Dispose();
        logs.Dispose();
    }

    [Theory]
    [InlineData("52.17.1.1", true)]
    [InlineData("193.88.12.1", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("2a02:6b8::1", true)]
    [InlineData("64:ff9b::3411:101", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.255.254", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:52.17.1.1", true)]
    [InlineData("::7f00:1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd12:3456::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fec0::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("2001:db8::1", false)]
    public void Address_IsPublic_OrOfSomeNetwork(string address, bool isPublic) =>
        Assert.Equal(isPublic, PublicAddresses.Contain(IPAddress.Parse(address)));

    [Theory]
    [InlineData("", false)]
    [InlineData("billy.example.dk", true)]
    public async Task NameThatLeadsInside_IsNotConnectedTo_UnlessTheOperatorAnswersForIt(string allowed, bool connects)
    {
        var connector = Connector(new() { AllowedHosts = allowed }, IPAddress.Loopback);

        if (connects)
        {
            await using var stream = await connector.ConnectAsync(new("billy.example.dk", Port), default);
            Assert.True(inside.Pending());
            return;
        }

        var refusal = await Assert.ThrowsAsync<HttpRequestException>(() => connector.ConnectAsync(new("billy.example.dk", Port), default).AsTask());
        Assert.Equal(HttpRequestError.ConnectionError, refusal.HttpRequestError);
        Assert.False(inside.Pending());
        Assert.Contains(logs.Written, line => line.Text.Contains("Nothing was sent to billy.example.dk", StringComparison.Ordinal));
    }

    [Fact]
    public async Task NameThatLeadsInsideAtASecondLook_IsNotLookedUpASecondTime()
    {
        var looks = 0;
        var connector = Connector(new() { ThisHost = true });
        connector.Resolve = (_, _) => Task.FromResult<IPAddress[]>([looks++ == 0 ? IPAddress.Loopback : IPAddress.Parse("10.0.0.1")]);

        await using var stream = await connector.ConnectAsync(new("billy.example.dk", Port), default);

        Assert.Equal(1, looks);
    }

    [Fact]
    public async Task OfSeveralAddresses_OnlyTheAllowedOnesAreTried()
    {
        // Nobody answers at a machine's neighbour; waiting for it would show.
        var connector = Connector(new() { ThisHost = true }, IPAddress.Parse("169.254.169.254"), IPAddress.Loopback);
        await using var stream = await connector.ConnectAsync(new("billy.example.dk", Port), default);
        Assert.True(inside.Pending());
    }

    [Fact]
    public async Task ConnectionsOfTests_AreHeardOf()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var connecting = socket.ConnectAsync(Egress.Nobody, 9);
        socket.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => connecting);
        Assert.True(Egress.HeardOf(Egress.Nobody));
        Egress.Verify();
    }

    private OutgoingConnector Connector(OutgoingOptions options, params IPAddress[] addresses)
    {
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(logs));
        return new(Options.Create(options), factory.CreateLogger<OutgoingConnector>()) { Resolve = (_, _) => Task.FromResult(addresses) };
    }
}

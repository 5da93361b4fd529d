using PennaPay.Billy.Web.Sandbox.Billy;

namespace PennaPay.Billy.Tests.Sandbox;

public sealed class BillyAnnouncerTests
{
    [Theory]
    [InlineData("http://localhost:5188", "http://localhost:5188/sandbox/billy/v2/")]
    [InlineData("http://127.0.0.1:5188", "http://127.0.0.1:5188/sandbox/billy/v2/")]
    [InlineData("http://0.0.0.0:8080", "http://127.0.0.1:8080/sandbox/billy/v2/")]
    [InlineData("http://*:8080", "http://127.0.0.1:8080/sandbox/billy/v2/")]
    [InlineData("http://+:80", "http://127.0.0.1/sandbox/billy/v2/")]
    [InlineData("http://[::]:8080", "http://[::1]:8080/sandbox/billy/v2/")]
    [InlineData("https://localhost:5189;http://localhost:5188", "http://localhost:5188/sandbox/billy/v2/")]
    [InlineData("https://+:5189", "https://localhost:5189/sandbox/billy/v2/")]
    [InlineData("http://unix:/tmp/kestrel.sock", null)]
    [InlineData("http://192.0.2.7:8080", null)]
    [InlineData("", null)]
    public void AddressOn_FindsTheWayBackToThisMachine(string addresses, string? expected) =>
        Assert.Equal(expected, BillyAnnouncer.AddressOn(addresses.Split(';', StringSplitOptions.RemoveEmptyEntries))?.AbsoluteUri);
}

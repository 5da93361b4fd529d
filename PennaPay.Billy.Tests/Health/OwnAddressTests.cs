using PennaPay.Billy.Web.Health;

namespace PennaPay.Billy.Tests.Health;

public sealed class OwnAddressTests
{
    [Theory]
    [InlineData("http://localhost:5188", "http://localhost:5188/")]
    [InlineData("http://127.0.0.1:5188", "http://127.0.0.1:5188/")]
    [InlineData("http://0.0.0.0:8080", "http://127.0.0.1:8080/")]
    [InlineData("http://*:8080", "http://127.0.0.1:8080/")]
    [InlineData("http://+:80", "http://127.0.0.1/")]
    [InlineData("http://[::]:8080", "http://[::1]:8080/")]
    [InlineData("https://localhost:5189;http://localhost:5188", "http://localhost:5188/")]
    [InlineData("https://+:5189", "https://localhost:5189/")]
    [InlineData("http://unix:/tmp/kestrel.sock", null)]
    [InlineData("http://192.0.2.7:8080", null)]
    [InlineData("", null)]
    public void Among_FindsTheWayBackToThisMachine(string addresses, string? expected) =>
        Assert.Equal(expected, OwnAddress.Among(addresses.Split(';', StringSplitOptions.RemoveEmptyEntries))?.AbsoluteUri);
}

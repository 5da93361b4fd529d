using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Web.Security;
using PennaPay.Billy.Web.Security.Circuits;

namespace PennaPay.Billy.Tests.Security.Circuits;

public sealed class CircuitPlacesTests
{
    private static readonly CircuitVisitor Somebody = new("session", "user", "address");

    [Fact]
    public void PlaceThatIsGivenBackTwice_FreesOne()
    {
        var places = new CircuitPlaces(new CircuitLimits { PerSession = 1 });
        var first = places.Take(Somebody)!;
        Assert.NotNull(places.Take(Somebody));

        first.Dispose();
        first.Dispose();

        Assert.NotNull(places.Take(Somebody));
        Assert.Null(places.Take(Somebody));
    }

    [Fact]
    public void WhatIsNotKnown_IsNotCounted()
    {
        var places = new CircuitPlaces(new CircuitLimits { PerSession = 1, PerUser = 1, PerAddress = 1 });
        for (var i = 0; i < 5; i++)
            Assert.NotNull(places.Take(new(null, null, null)));
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:aaaa::1", "20010db800010002")]
    [InlineData("2001:db8:1:2:bbbb::2", "20010db800010002")]
    public void AddressOfVersion6_IsCountedByItsNetwork(string address, string network) =>
        Assert.Equal(network, VisitorNetwork.Of(IPAddress.Parse(address)));

    [Fact]
    public void LimitsThatMakeNoSense_AreNamed_AllAtOnce()
    {
        using var services = new ServiceCollection().AddCircuits(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Security:Circuits:PerSession"] = "0", ["Security:Circuits:LostSeconds"] = "0", ["Security:Circuits:Origin"] = "https://books.example.dk/path",
        }).Build()).BuildServiceProvider();

        var refused = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<CircuitLimits>>().Value);

        Assert.Equal(
            [
                "Security:Circuits:PerSession must be at least 1.", "Security:Circuits:LostSeconds must be at least 1.",
                "Security:Circuits:Origin must be an address such as https://books.example.dk, without a path.",
            ],
            refused.Failures);
    }
}

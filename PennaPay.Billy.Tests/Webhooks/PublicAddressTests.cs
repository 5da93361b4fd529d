using PennaPay.Billy.Core.Connections.Webhooks;

namespace PennaPay.Billy.Tests.Webhooks;

public sealed class PublicAddressTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("https://billy.example.dk")]
    [InlineData("https://billy.example.dk:8443/")]
    [InlineData("http://localhost:5188")]
    [InlineData("http://127.0.0.1:5188")]
    public void Addresses_ThatCanBeCalled_AreTaken(string? text)
    {
        Assert.True(new PublicAddressValidator().Validate(null, new() { Text = text }).Succeeded);
        Assert.Equal(string.IsNullOrEmpty(text), new PublicAddress { Text = text }.Root is null);
    }

    [Theory]
    [InlineData("http://billy.example.dk")]
    [InlineData("billy.example.dk")]
    [InlineData("https://me@billy.example.dk")]
    [InlineData("https://billy.example.dk/app")]
    [InlineData("https://billy.example.dk/?a=1")]
    [InlineData("ftp://localhost")]
    public void Others_AreRefused_ByTheKeysName(string text)
    {
        Assert.StartsWith("PublicAddress ", Assert.Single(new PublicAddressValidator().Validate(null, new() { Text = text }).Failures!), StringComparison.Ordinal);
        Assert.Null(new PublicAddress { Text = text }.Root);
    }

    [Fact]
    public void OurAddresses_AreKnownByTheirLastPart_AndOthersAreNone()
    {
        var address = WebhookAddress.Of(new("https://billy.example.dk"), "geheim");
        Assert.Equal("https://billy.example.dk/hooks/geheim", address.AbsoluteUri);
        Assert.Equal(WebhookAddress.HashOf("geheim"), WebhookAddress.HashIn(address.AbsoluteUri));
        Assert.Null(WebhookAddress.HashIn("https://elders.example/"));
        Assert.Null(WebhookAddress.HashIn(null));
        Assert.NotEqual(WebhookAddress.NewSecret(), WebhookAddress.NewSecret());
    }
}

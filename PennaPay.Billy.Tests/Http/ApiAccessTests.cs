using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Tests.Http;

public sealed class ApiAccessTests
{
    [Theory]
    [InlineData("http://api.acme.test/v2/")]
    [InlineData("ftp://localhost/v2/")]
    [InlineData("https://user:secret@acme.test/v2/")]
    [InlineData("https://acme.test/v2/?a=b")]
    public void Access_RefusesAnAddressThatIsNoPlaceForAToken(string address) =>
        Assert.Throws<ArgumentException>(() => Access(address));

    [Theory]
    [InlineData("https://acme.test/v2", "https://acme.test/v2/")]
    [InlineData("http://localhost:5188/sandbox/acme/v2/", "http://localhost:5188/sandbox/acme/v2/")]
    public void Access_EndsTheAddressWithASlash(string address, string expected) =>
        Assert.Equal(expected, Access(address).BaseAddress.AbsoluteUri);

    [Fact]
    public void Access_IsForReadingUnlessItSaysSo() =>
        Assert.Equal(RequestPriority.Background, Access("https://acme.test/").Priority);

    private static ApiAccess Access(string address) => new(new AcmeProfile(), new Uri(address), AcmeProfile.Token());
}

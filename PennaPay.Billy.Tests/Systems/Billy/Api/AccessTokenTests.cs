using System.Text.Json;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Tests.Systems.Billy.Api;

public sealed class AccessTokenTests
{
    [Theory]
    [InlineData(null, AccessTokenProblem.Empty)]
    [InlineData(" \r\n\t", AccessTokenProblem.Empty)]
    [InlineData("0123456789012345678", AccessTokenProblem.TooShort)]
    [InlineData("0123456789 0123456789", AccessTokenProblem.InnerWhitespace)]
    [InlineData("0123456789\r\n0123456789", AccessTokenProblem.InnerWhitespace)]
    [InlineData("0123456789æ0123456789", AccessTokenProblem.NotAscii)]
    [InlineData("0123456789\u00000123456789", AccessTokenProblem.NotAscii)]
    [InlineData("\u200b01234567890123456789", AccessTokenProblem.NotAscii)]
    public void Check_TellsWhatIsWrong(string? pasted, AccessTokenProblem expected)
    {
        Assert.Equal(expected, AccessToken.Check(pasted, out var token));
        Assert.Null(token);
    }

    [Fact]
    public void Check_RefusesWhatIsTooLong() =>
        Assert.Equal(AccessTokenProblem.TooLong, AccessToken.Check(new string('a', 201), out _));

    [Fact]
    public void Check_TakesTheWhiteSpaceAway()
    {
        Assert.Null(AccessToken.Check("\n  01234567890123456789\t", out var token));
        Assert.Equal("01234567890123456789", token!.Reveal());
        Assert.Equal("6789", token.LastFour);
    }

    [Fact]
    public void ShowsItsLastFourCharactersOnly()
    {
        var token = BillyHost.Token();
        var access = new ApiAccess(new Uri("https://billy.test/v2"), token);

        Assert.Equal("••••ef78", token.ToString());
        Assert.DoesNotContain("5f1d", access.ToString(), StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(token));
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(access));
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<AccessToken>("\"01234567890123456789\""));
    }

    [Theory]
    [InlineData("http://api.billysbilling.com/v2/")]
    [InlineData("ftp://localhost/v2/")]
    [InlineData("https://user:secret@billy.test/v2/")]
    [InlineData("https://billy.test/v2/?a=b")]
    public void Access_RefusesAnAddressThatIsNoPlaceForAToken(string address) =>
        Assert.Throws<ArgumentException>(() => new ApiAccess(new Uri(address), BillyHost.Token()));

    [Theory]
    [InlineData("https://billy.test/v2", "https://billy.test/v2/")]
    [InlineData("http://localhost:5188/sandbox/billy/v2/", "http://localhost:5188/sandbox/billy/v2/")]
    public void Access_EndsTheAddressWithASlash(string address, string expected) =>
        Assert.Equal(expected, new ApiAccess(new Uri(address), BillyHost.Token()).BaseAddress.AbsoluteUri);
}

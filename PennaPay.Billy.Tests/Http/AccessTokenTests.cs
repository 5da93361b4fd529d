using System.Text.Json;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Tests.Http;

public sealed class AccessTokenTests
{
    private static readonly AccessTokenRule Rule = new(20, 200);

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
        Assert.Equal(expected, Rule.Check(pasted, out var token));
        Assert.Null(token);
    }

    [Fact]
    public void Check_RefusesWhatIsTooLong() =>
        Assert.Equal(AccessTokenProblem.TooLong, Rule.Check(new string('a', 201), out _));

    [Fact]
    public void Check_TakesTheWhiteSpaceAway()
    {
        Assert.Null(Rule.Check("\n  01234567890123456789\t", out var token));
        Assert.Equal("01234567890123456789", token!.Reveal());
        Assert.Equal("6789", token.LastFour);
    }

    [Theory]
    [InlineData(19, AccessTokenProblem.TooShort)]
    [InlineData(20, null)]
    [InlineData(1000, null)]
    [InlineData(1001, AccessTokenProblem.TooLong)]
    public void Check_GoesByTheLengthsOfTheSystem(int length, AccessTokenProblem? expected) =>
        Assert.Equal(expected, new AccessTokenRule(20, 1000).Check(new string('a', length), out _));

    [Fact]
    public void ShowsItsLastFourCharactersOnly()
    {
        var token = AcmeProfile.Token();
        var access = new ApiAccess(new AcmeProfile(), new Uri("https://acme.test/v2"), token);

        Assert.Equal("••••ef78", token.ToString());
        Assert.DoesNotContain("5f1d", access.ToString(), StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(token));
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(access));
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<AccessToken>("\"01234567890123456789\""));
    }
}

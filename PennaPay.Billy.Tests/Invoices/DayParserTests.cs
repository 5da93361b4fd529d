using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Tests.Invoices;

public sealed class DayParserTests
{
    [Theory]
    [InlineData("2026-11-05")]
    [InlineData("05-11-2026")]
    [InlineData("5-11-2026")]
    [InlineData("5/11/2026")]
    [InlineData("05/11/2026")]
    [InlineData("05.11.2026")]
    [InlineData(" 5.11.2026 ")]
    public void TryParse_UsualWritings_ReadsTheDay(string text)
    {
        Assert.True(DayParser.TryParse(text, out var day));
        Assert.Equal(new DateOnly(2026, 11, 5), day);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("05-11-26")]
    [InlineData("31-02-2026")]
    [InlineData("11/25/2026")]
    [InlineData("5. november 2026")]
    [InlineData("20261105")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(DayParser.TryParse(text, out _));
}

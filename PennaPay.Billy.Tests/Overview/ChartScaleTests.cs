using PennaPay.Billy.Web.Components.Overview;

namespace PennaPay.Billy.Tests.Overview;

public sealed class ChartScaleTests
{
    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(9, 10)]
    [InlineData(13, 20)]
    [InlineData(41, 60)]
    [InlineData(100, 100)]
    [InlineData(101, 200)]
    [InlineData(8_001, 10_000)]
    public void Top_IsTheNextRoundNumber(int most, int expected) => Assert.Equal(expected, ChartScale.TopOf(most));

    [Fact]
    public void Top_OfTheMostThereCanBe_DoesNotOverflow() => Assert.True(ChartScale.TopOf(int.MaxValue) > 0);
}

using PennaPay.Billy.Core.Push.Preview;
using PennaPay.Billy.Core.Push.Targets;

namespace PennaPay.Billy.Tests.Push;

public sealed class DraftDifferenceTests
{
    private static readonly DraftView Draft = new(
        "Nordlys", "invoice", "1042", null, new(2026, 11, 20), new(2026, 12, 4), "DKK", null, null, [Line("A"), Line("B"), Line("C")], new(300, 75, 375));

    [Fact]
    public void SameDraft_HasNoDifference()
    {
        var again = Draft with { Lines = [Line("A"), Line("B"), Line("C")] };

        Assert.True(DraftDifference.Between(Draft, again).IsNone);
    }

    [Fact]
    public void EveryField_IsNoticed()
    {
        var other = new DraftView("Sydlys", "creditNote", "1043", "7", new(2026, 11, 21), null, "EUR", "Hej", "1001", Draft.Lines, new(1, 2, 3));

        Assert.Equal(Enum.GetValues<DraftField>(), DraftDifference.Between(Draft, other).Fields.Order());
    }

    [Theory]
    [InlineData("ABC", "ABC", "A B C")]
    [InlineData("ABC", "AC", "A -B C")]
    [InlineData("AC", "ABC", "A +B C")]
    [InlineData("ABC", "AXC", "A B>X C")]
    [InlineData("ABC", "BCA", "-A B C +A")]
    [InlineData("", "AB", "+A +B")]
    [InlineData("AB", "", "-A -B")]
    [InlineData("AA", "A", "A -A")]
    [InlineData("ABC", "XYZ", "A>X B>Y C>Z")]
    [InlineData("ABCD", "AXD", "A B>X -C D")]
    public void Lines_ThatSayTheSameBelongTogether(string before, string now, string expected)
    {
        var difference = DraftDifference.Between(
            Draft with { Lines = [.. before.Select(c => Line(c.ToString()))] }, Draft with { Lines = [.. now.Select(c => Line(c.ToString()))] });

        Assert.Equal(expected, string.Join(' ', difference.Lines.Select(Show)));
    }

    [Fact]
    public void Line_WithAnotherPriceOrAccount_IsChanged()
    {
        var now = Draft with { Lines = [Line("A") with { UnitPrice = 101 }, Line("B"), Line("C") with { Posting = new("1120", "Andet salg", "Moms", 25) }] };

        Assert.Equal([false, true, false], DraftDifference.Between(Draft, now).Lines.Select(line => line.IsSame));
    }

    private static string Show(LineChange line) => (line.Before, line.Now) switch
    {
        (null, { } added) => $"+{added.Description}",
        ({ } gone, null) => $"-{gone.Description}",
        ({ } old, { } current) => line.IsSame ? current.Description : $"{old.Description}>{current.Description}",
        _ => "?",
    };

    private static DraftViewLine Line(string description) =>
        new(description, 1, 100, null, null, 100, new PostingView("1110", "Salg", "Moms", 25));
}

using FsCheck;
using FsCheck.Fluent;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Tests.Customers;

public sealed class CvrTests
{
    [Theory]
    [InlineData("10150817", true)]
    [InlineData("DK10150817", true)]
    [InlineData("dk 10 15 08 17", true)]
    [InlineData("10150818", false)]
    [InlineData("12345678", false)]
    [InlineData("1015081", false)]
    [InlineData("00000000", false)]
    [InlineData("1015081x", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsValid_KnowsModulusEleven(string? number, bool valid) => Assert.Equal(valid, Cvr.IsValid(number));

    [Theory]
    [InlineData("DK 10 15 08 17", CvrCheck.Valid)]
    [InlineData("10150818", CvrCheck.WrongCheckDigit)]
    [InlineData("00000000", CvrCheck.WrongCheckDigit)]
    [InlineData("1015081", CvrCheck.NotEightDigits)]
    [InlineData("1015081x", CvrCheck.NotEightDigits)]
    [InlineData(null, CvrCheck.NotEightDigits)]
    public void Check_SaysWhatIsWrong(string? number, CvrCheck check) => Assert.Equal(check, Cvr.Check(number));

    [Fact]
    public void RegisterEntry_IsThereOnlyForANumberThatCanBeOne()
    {
        Assert.Equal("https://datacvr.virk.dk/enhed/virksomhed/10150817", Cvr.RegisterEntry("DK 10 15 08 17")?.AbsoluteUri);
        Assert.Null(Cvr.RegisterEntry("10150818"));
        Assert.Null(Cvr.RegisterEntry("javascript:alert(1)"));
    }

    [Fact]
    public void IsValid_OneWrongDigit_IsNoticed() =>
        Prop.ForAll(
            Gen.Choose(0, 7).ToArbitrary(),
            Gen.Choose(1, 9).ToArbitrary(),
            (at, by) =>
            {
                var digits = "10150817".ToCharArray();
                digits[at] = (char)('0' + (digits[at] - '0' + by) % 10);
                return !Cvr.IsValid(new string(digits));
            }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("DK 12 34 56 78", "DK", "12345678")]
    [InlineData("se 5566-7788-9901", "SE", "SE556677889901")]
    [InlineData("DK12345678", "SE", "DK12345678")]
    [InlineData("  ", "DK", null)]
    public void RegistrationNumber_HasOneForm(string number, string country, string? expected) =>
        Assert.Equal(expected, RegistrationNumber.Normalise(number, country));

    [Theory]
    [InlineData(" en \t to\r\ntre ", "en to tre")]
    [InlineData("a\u0000b\u001bc", "a b c")]
    [InlineData("\u0007", null)]
    public void InputText_Line_IsOneCleanLine(string text, string? expected) => Assert.Equal(expected, InputText.Line(text));

    [Fact]
    public void InputText_Line_KeepsEmojiAndDropsHalfOfOne() =>
        Assert.Equal("\ud83d\ude00", InputText.Line("\ud83d\ude00 \ud83d"));

    [Theory]
    [InlineData("dk", "DK")]
    [InlineData("Sverige", "SE")]
    [InlineData("GREENLAND", "GL")]
    [InlineData("Atlantis", null)]
    public void Countries_AreFoundByCodeOrName(string text, string? expected) => Assert.Equal(expected, Countries.Find(text));
}

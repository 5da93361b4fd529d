using FsCheck;
using FsCheck.Fluent;
using PennaPay.Billy.Core.Values.France;

namespace PennaPay.Billy.Tests.Values.France;

public sealed class FrenchNumberTests
{
    [Theory]
    [InlineData("404833048", FrenchNumberCheck.Valid)]
    [InlineData(" 404 833 048 ", FrenchNumberCheck.Valid)]
    [InlineData("732.829.320", FrenchNumberCheck.Valid)]
    [InlineData("356000000", FrenchNumberCheck.Valid)]
    [InlineData("404833049", FrenchNumberCheck.WrongCheckDigits)]
    [InlineData("440833048", FrenchNumberCheck.WrongCheckDigits)]
    [InlineData("000000000", FrenchNumberCheck.WrongCheckDigits)]
    [InlineData("40483304", FrenchNumberCheck.WrongShape)]
    [InlineData("4048330481", FrenchNumberCheck.WrongShape)]
    [InlineData("40483304A", FrenchNumberCheck.WrongShape)]
    [InlineData("٤٠٤٨٣٣٠٤٨", FrenchNumberCheck.WrongShape)]
    [InlineData("", FrenchNumberCheck.WrongShape)]
    [InlineData(null, FrenchNumberCheck.WrongShape)]
    public void Siren_IsChecked(string? number, FrenchNumberCheck check) => Assert.Equal(check, Siren.Check(number));

    [Theory]
    [InlineData("73282932000074", FrenchNumberCheck.Valid)]
    [InlineData("732 829 320 00074", FrenchNumberCheck.Valid)]
    [InlineData("73282932000075", FrenchNumberCheck.WrongCheckDigits)]
    // The digits pass together, those of the company do not.
    [InlineData("73282932100007", FrenchNumberCheck.WrongCheckDigits)]
    // The post's head office passes as any, another office by the sum of its digits.
    [InlineData("35600000000048", FrenchNumberCheck.Valid)]
    [InlineData("35600000000001", FrenchNumberCheck.Valid)]
    [InlineData("35600000049837", FrenchNumberCheck.Valid)]
    [InlineData("35600000049838", FrenchNumberCheck.WrongCheckDigits)]
    [InlineData("7328293200007", FrenchNumberCheck.WrongShape)]
    [InlineData(null, FrenchNumberCheck.WrongShape)]
    public void Siret_IsChecked(string? number, FrenchNumberCheck check) => Assert.Equal(check, Siret.Check(number));

    [Theory]
    [InlineData("FR83404833048", FrenchNumberCheck.Valid)]
    [InlineData("fr 83 404 833 048", FrenchNumberCheck.Valid)]
    [InlineData("FR44732829320", FrenchNumberCheck.Valid)]
    [InlineData("FR84404833048", FrenchNumberCheck.WrongCheckDigits)]
    [InlineData("FR83404833049", FrenchNumberCheck.WrongCheckDigits)]
    [InlineData("FRK7404833048", FrenchNumberCheck.Valid)]
    [InlineData("FRK7404833049", FrenchNumberCheck.WrongCheckDigits)]
    [InlineData("FRO7404833048", FrenchNumberCheck.WrongShape)]
    [InlineData("83404833048", FrenchNumberCheck.WrongShape)]
    [InlineData("DE83404833048", FrenchNumberCheck.WrongShape)]
    [InlineData("FR8340483304", FrenchNumberCheck.WrongShape)]
    [InlineData("", FrenchNumberCheck.WrongShape)]
    [InlineData(null, FrenchNumberCheck.WrongShape)]
    public void VatNumber_IsChecked(string? number, FrenchNumberCheck check) => Assert.Equal(check, FrenchVatNumber.Check(number));

    [Fact]
    public void Numbers_LeadToEachOther()
    {
        Assert.Equal("FR83404833048", FrenchVatNumber.Of("404 833 048"));
        Assert.Equal("404833048", FrenchVatNumber.SirenOf("fr 83 404833048"));
        Assert.Equal("732829320", Siret.SirenOf("732 829 320 00074"));
        Assert.Equal((null, null, null), (FrenchVatNumber.Of("404833049"), FrenchVatNumber.SirenOf("404833048"), Siret.SirenOf("404833048")));
    }

    [Fact]
    public void OneWrongDigit_IsNoticed() => Prop.ForAll(Sirens, Gen.Choose(0, 8).ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), (siren, place, by) =>
    {
        var wrong = $"{siren[..place]}{(siren[place] - '0' + by) % 10}{siren[(place + 1)..]}";
        return Siren.Check(siren) == FrenchNumberCheck.Valid && Siren.Check(wrong) == FrenchNumberCheck.WrongCheckDigits
            && FrenchVatNumber.Check(FrenchVatNumber.Of(siren)) == FrenchNumberCheck.Valid
            && FrenchVatNumber.Check(FrenchVatNumber.Of(siren)![..4] + wrong) == FrenchNumberCheck.WrongCheckDigits;
    }).QuickCheckThrowOnFailure();

    private static Arbitrary<string> Sirens => Gen.Choose(10_000_000, 99_999_999)
        .Select(first => Enumerable.Range(0, 10).Select(last => $"{first}{last}").First(siren => Siren.Check(siren) == FrenchNumberCheck.Valid))
        .ToArbitrary();
}

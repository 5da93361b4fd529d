using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Tests.Invoices;

public sealed class AmountParserTests
{
    [Theory]
    [InlineData("1.234,50", "1234.5")]
    [InlineData("1,234.50", "1234.5")]
    [InlineData("1234.50", "1234.5")]
    [InlineData("1234,5", "1234.5")]
    [InlineData("1.234.567", "1234567")]
    [InlineData("1.234.567,891", "1234567.891")]
    [InlineData("1 234,50", "1234.5")]
    [InlineData("1\u00a0234,50", "1234.5")]
    [InlineData("1'234.50", "1234.5")]
    [InlineData("1 234.567", "1234.567")]
    [InlineData("0,125", "0.125")]
    [InlineData("0.125", "0.125")]
    [InlineData("1234,567", "1234.567")]
    [InlineData(",5", "0.5")]
    [InlineData("-12,5", "-12.5")]
    [InlineData("\u2212 12,5", "-12.5")]
    [InlineData("+7", "7")]
    [InlineData(" 1.234,50 kr. ", "1234.5")]
    [InlineData("100 DKK", "100")]
    [InlineData("007", "7")]
    [InlineData("0", "0")]
    public void Parse_UsualWritings_ReadsTheAmount(string text, string expected)
    {
        Assert.Equal(AmountProblem.None, AmountParser.Parse(text, out var amount));
        Assert.Equal(expected, amount.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(null, AmountProblem.Empty)]
    [InlineData("  ", AmountProblem.Empty)]
    [InlineData("1.234", AmountProblem.Ambiguous)]
    [InlineData("1,234", AmountProblem.Ambiguous)]
    [InlineData("-12.345", AmountProblem.Ambiguous)]
    [InlineData("999,999", AmountProblem.Ambiguous)]
    [InlineData("abc", AmountProblem.NotANumber)]
    [InlineData("1e5", AmountProblem.NotANumber)]
    [InlineData("12,", AmountProblem.NotANumber)]
    [InlineData("1,2,3", AmountProblem.NotANumber)]
    [InlineData("1.23.456", AmountProblem.NotANumber)]
    [InlineData("1.234,567.8", AmountProblem.NotANumber)]
    [InlineData("1 23", AmountProblem.NotANumber)]
    [InlineData("--5", AmountProblem.NotANumber)]
    [InlineData("kr.", AmountProblem.NotANumber)]
    [InlineData("٣", AmountProblem.NotANumber)]
    [InlineData("1234567890123", AmountProblem.TooLong)]
    [InlineData("0,12345678901", AmountProblem.TooLong)]
    public void Parse_AnythingElse_SaysWhy(string? text, AmountProblem expected) =>
        Assert.Equal(expected, AmountParser.Parse(text, out _));

    [Fact]
    public void Parse_WhatACultureWrote_IsTheSameAmount() =>
        Prop.ForAll(
            Gen.Choose(int.MinValue, int.MaxValue).Select(hundredths => hundredths / 100m).ToArbitrary(),
            Gen.Elements("da-DK", "en-GB", "en-US", "sv-SE", "de-CH").Select(CultureInfo.GetCultureInfo).ToArbitrary(),
            (amount, culture) =>
                AmountParser.Parse(amount.ToString("N2", culture), out var grouped) == AmountProblem.None && grouped == amount
                && AmountParser.Parse(amount.ToString("F2", culture), out var plain) == AmountProblem.None && plain == amount)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Parse_AnyText_NeverThrows() =>
        Prop.ForAll<string>(text => AmountParser.Parse(text, out _) is var problem && Enum.IsDefined(problem))
            .QuickCheckThrowOnFailure();
}

using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Tests.Values;

public sealed class OutsideTextTests
{
    [Theory]
    [InlineData("Ærø Bådebyggeri ApS", "Ærø Bådebyggeri ApS")]
    [InlineData("  two  spaces ", "  two  spaces ")]
    [InlineData("👩‍🌾 Gård 🇩🇰", "👩‍🌾 Gård 🇩🇰")]
    [InlineData("שלום \u200F!", "שלום \u200F!")]
    [InlineData("a\r\nb\nc\td", "a b c d")]
    [InlineData("a\u001B[2Jb\u009B1mc\u0000d\u007Fe\u2028f", "a [2Jb 1mc d e f")]
    [InlineData("invoice\u202Efdp.exe\u2066", "invoicefdp.exe")]
    [InlineData("", "")]
    [InlineData(null, null)]
    public void Line_KeepsWhatIsUsual_AndNothingThatActs(string? text, string? expected) => Assert.Equal(expected, OutsideText.Line(text));

    [Theory]
    [InlineData("a\r\nb\n\tc", "a\r\nb\n\tc")]
    [InlineData("a\rb\u001B\u202Ec", "a\nb c")]
    public void Block_KeepsItsLines(string text, string expected) => Assert.Equal(expected, OutsideText.Block(text));

    [Fact]
    public void LongText_IsCut_ButNotWithinALetter()
    {
        Assert.Equal(new string('x', 299) + "…", OutsideText.Line(new string('x', 5_000_000)));
        Assert.Equal(new string('x', 300), OutsideText.Line(new string('x', 300)));
        Assert.Equal("xx…", OutsideText.Line("xx😀y", 4));
        Assert.Equal("x😀…", OutsideText.Line("x😀yz", 4));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("  @SUM(A1)", "'  @SUM(A1)")]
    [InlineData("\t=1+1", "' =1+1")]
    [InlineData("\u202E=1+1", "'=1+1")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("＋1", "'＋1")]
    [InlineData("－1", "'－1")]
    [InlineData("＠a", "'＠a")]
    [InlineData("\u00A0＝1", "'\u00A0＝1")]
    [InlineData("Nordlys = Design", "Nordlys = Design")]
    [InlineData("", "")]
    [InlineData(null, null)]
    public void Cell_IsNoFormula(string? text, string? expected) => Assert.Equal(expected, SpreadsheetText.Cell(text));

    [Fact]
    public void WhatIsTyped_HasOneDirection()
    {
        var customer = new Customer();
        new CustomerForm { Name = "Nord\u202Elys" }.CopyTo(customer);
        Assert.Equal("Nordlys", customer.Name);
    }

    [Fact]
    public void LongSearch_IsCut() =>
        Assert.Equal([new string('x', SearchText.MaxLength)], SearchText.WordsOf(new string('x', 1_000_000)));
}

using FsCheck;
using FsCheck.Fluent;
using PennaPay.Billy.Core.Sync.Fields;

namespace PennaPay.Billy.Tests.Sync;

public sealed class FieldValueTests
{
    [Theory]
    [InlineData(FieldType.Text, " Nordlys \t Design\r\nApS ", "Nordlys Design ApS")]
    [InlineData(FieldType.Text, "A\u030Arhus\u202E", "Århus")]
    [InlineData(FieldType.Text, "Nordlys\u0007", "Nordlys")]
    [InlineData(FieldType.Block, "en  \r\nto\r\n\r\n", "en\nto")]
    [InlineData(FieldType.Email, " Post@Nordlys.DK ", "post@nordlys.dk")]
    [InlineData(FieldType.Phone, "12 34 56 78", "+45 12345678")]
    [InlineData(FieldType.Phone, "(0045) 12-34-56-78", "12345678")]
    [InlineData(FieldType.Phone, "+46 70 123 45 67", "0046701234567")]
    [InlineData(FieldType.RegistrationNo, "dk 12 34 56-74", "12345674")]
    [InlineData(FieldType.RegistrationNo, "se 5566-7788-9901", "SE556677889901")]
    [InlineData(FieldType.Number, "600.0", "600")]
    [InlineData(FieldType.Number, " +0600.00 ", "600")]
    [InlineData(FieldType.Number, "-0.0", "0")]
    [InlineData(FieldType.Code, " dk", "DK")]
    [InlineData(FieldType.Date, " 2026-12-24\t", "2026-12-24")]
    public void TwoSpellings_AreTheSame(FieldType type, string one, string other) => Assert.True(FieldValue.Same(type, one, other));

    [Theory]
    [InlineData(FieldType.Text, "Nordlys", "nordlys")]
    [InlineData(FieldType.Text, "Nordlys", "Nord lys")]
    [InlineData(FieldType.Block, "en to", "en\nto")]
    [InlineData(FieldType.Block, " en\n  to", "en\nto")]
    [InlineData(FieldType.Email, "post@nordlys.dk", "post@nordlys.com")]
    [InlineData(FieldType.Phone, "12345678", "+46 12345678")]
    [InlineData(FieldType.Phone, "+4512345678", "4512345679")]
    [InlineData(FieldType.Phone, "00", null)]
    [InlineData(FieldType.RegistrationNo, "12345674", "12345675")]
    [InlineData(FieldType.Number, "600", "6000")]
    [InlineData(FieldType.Number, "12,50", "1250")]
    [InlineData(FieldType.Number, "12,50", "12.50")]
    [InlineData(FieldType.Date, "2026-12-24", "2026-12-25")]
    [InlineData(FieldType.Date, "2026-12-24", "24.12.2026")]
    public void TwoValues_AreNot(FieldType type, string one, string? other) => Assert.False(FieldValue.Same(type, one, other));

    [Fact]
    public void Nothing_HasOneForm() => Assert.All(
        from type in Enum.GetValues<FieldType>() from nothing in new[] { null, "", " ", "\t\r\n", "\u00A0", "\u0007", "\u202E" } select (type, nothing),
        pair => Assert.Null(FieldValue.Normalise(pair.type, pair.nothing)));

    [Fact]
    public void WhateverItIs_ItIsTheSameAsItself_AndAsItsOneForm() => Prop.ForAll(
        Gen.Elements(Enum.GetValues<FieldType>().Except([FieldType.Phone]).ToArray()).ToArbitrary(),
        ArbMap.Default.ArbFor<string?>(),
        (type, value) => FieldValue.Same(type, value, value) && FieldValue.Same(type, value, FieldValue.Normalise(type, value))).QuickCheckThrowOnFailure();
}

using PennaPay.Billy.Core.Sync.Matching;

namespace PennaPay.Billy.Tests.Sync;

public sealed class NameKeyTests
{
    [Theory]
    [InlineData("Smith, Inc.", "smith inc")]
    [InlineData("Nordlys Design ApS", "NORDLYS-DESIGN  aps.")]
    [InlineData("Havblik Byg A/S", "Havblik Byg AS")]
    [InlineData("Café Olé", "cafe ole")]
    [InlineData("Bo Hansen", "Bo Hansen\u202E\u0007")]
    [InlineData("O'Neill", "O’Neill")]
    [InlineData("Müller GmbH", "Mu\u0308ller")]
    public void LikeNames_AreAlike(string one, string other) => Assert.Equal(NameKey.Of(one), NameKey.Of(other));

    [Theory]
    [InlineData("Nordlys Design", "Nordlys Byg")]
    [InlineData("Ørsted", "Orsted")]
    [InlineData("3F", "4F")]
    [InlineData("A/S Nordlys", "Nordlys")]
    public void OtherNames_AreNot(string one, string other) => Assert.NotEqual(NameKey.Of(one), NameKey.Of(other));

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("…!?")]
    [InlineData("\u0007")]
    [InlineData("\U0001F600")]
    public void WhatHasNoLetters_IsLikeNothing(string? name) => Assert.Null(NameKey.Of(name));

    [Fact]
    public void TheFormOfACompanyAlone_IsItsName() => Assert.Equal("aps", NameKey.Of("ApS"));

    // What an outside system sends need not be Unicode.
    [Fact]
    public void HalfALetter_IsNone() => Assert.Equal(NameKey.Of("Nordlys"), NameKey.Of("Nordlys " + (char)0xD800));
}

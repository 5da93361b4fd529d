using PennaPay.Billy.Core.Connections.OAuth;

namespace PennaPay.Billy.Tests.Connections.OAuth;

public sealed class AuthorizeRequestTests
{
    private const string Address = "https://acme.test/oauth/authorize?client_id=billy%20%26%20co"
        + "&redirect_uri=https%3A%2F%2Four.test%2Fconnections%2Fback%3Fto%3Dacme&response_type=code"
        + "&scope=things%3Areadonly%20people%3Areadonly&state=state%201%2F2";

    [Fact]
    public void Address_HoldsWhatTheSystemAsksFor_AndNoSecret() =>
        Assert.Equal(Address, OAuthHost.Request.AddressAt(OAuthHost.Acme).AbsoluteUri);

    [Fact]
    public void Address_WithoutScopes_AsksForNone() =>
        Assert.Equal(
            Address.Replace("&scope=things%3Areadonly%20people%3Areadonly", "", StringComparison.Ordinal),
            OAuthHost.Request.AddressAt(OAuthHost.Acme with { Scopes = [] }).AbsoluteUri);

    /// <summary>The example of RFC 7636, appendix B.</summary>
    [Fact]
    public void Address_HoldsTheChallenge_NotTheVerifier()
    {
        var verifier = PkceVerifier.Of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

        Assert.Equal(
            Address + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256",
            (OAuthHost.Request with { Verifier = verifier }).AddressAt(OAuthHost.Acme).AbsoluteUri);
        Assert.DoesNotContain(verifier.Reveal(), $"{OAuthHost.Request with { Verifier = verifier }}", StringComparison.Ordinal);
    }

    [Fact]
    public void Verifiers_AreLongAndNeverTheSame()
    {
        var verifiers = Enumerable.Range(0, 100).Select(_ => PkceVerifier.Create().Reveal()).ToList();

        Assert.Equal(100, verifiers.Distinct().Count());
        Assert.All(verifiers, verifier => Assert.Equal(verifier, PkceVerifier.Of(verifier).Reveal()));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjX ")]
    public void WhatIsNoVerifier_IsRefused(string text) => Assert.Throws<ArgumentException>(() => PkceVerifier.Of(text));
}

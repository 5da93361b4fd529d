using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billit.Api.Webhooks;

namespace PennaPay.Billy.Tests.Systems.Billit.Api;

/// <summary>Calls from outside: whose they are, and what they are about.</summary>
public sealed class WebhookTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_767_174_960);
    private static readonly byte[] Body = """{"UpdatedEntityID":987,"UpdatedEntityType":"Order","WebhookUpdateTypeTC":"U"}"""u8.ToArray();
    private static readonly AccessToken Secret = BillitHost.Token("whsec_0123456789abcdef");

    [Fact]
    public void ACall_ThatIsSigned_IsAccepted()
    {
        // Computed apart from this program, by openssl.
        const string Header = "t=1767174960,s=eea6ad0158f3fd491a4cb1dea9c0548912e127e8c6bbfbd5cb54b8d782c746a3";

        Assert.Equal(WebhookVerdict.Accepted, WebhookSignature.Check(Body, Header, Secret, Now));
        Assert.Equal(WebhookVerdict.Accepted, WebhookSignature.Check(Body, " s=eea6ad0158f3fd491a4cb1dea9c0548912e127e8c6bbfbd5cb54b8d782c746a3 , t=1767174960 ", Secret, Now));
    }

    [Theory]
    [InlineData(300, WebhookVerdict.Accepted)]
    [InlineData(301, WebhookVerdict.TooOld)]
    [InlineData(-300, WebhookVerdict.Accepted)]
    [InlineData(-301, WebhookVerdict.TooOld)]
    [InlineData(86_400, WebhookVerdict.TooOld)]
    public void ACall_IsGoodForFiveMinutes(int secondsLater, WebhookVerdict verdict) =>
        Assert.Equal(verdict, WebhookSignature.Check(Body, Sign(Body), Secret, Now.AddSeconds(secondsLater)));

    [Theory]
    [InlineData("99999999999999999999999999")]
    [InlineData("9223372036854775807")]
    [InlineData("0")]
    public void ASignedTime_BeyondReason_IsTooOld(string time) =>
        Assert.Equal(WebhookVerdict.TooOld, WebhookSignature.Check(Body, Sign(Body, time), Secret, Now));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("t=1767174960")]
    [InlineData("s={0}")]
    [InlineData("{0}")]
    [InlineData("t=1767174960,s=")]
    [InlineData("t=,s={0}")]
    [InlineData("t=-1767174960,s={0}")]
    [InlineData("t=1767174960,t=1767174960,s={0}")]
    [InlineData("t=1767174960,s={0},s={0}")]
    [InlineData("t=1767174960,s={0},v=1")]
    [InlineData("T=1767174960,S={0}")]
    [InlineData("t=1767174960,s={0}00")]
    [InlineData("t=1767174961,s={0}")]
    [InlineData("t=01767174960,s={0}")]
    public void AHeader_ThatIsNotExactlyOne_IsWrong(string? header) =>
        Assert.Equal(
            WebhookVerdict.WrongSignature,
            WebhookSignature.Check(Body, header?.Replace("{0}", Sign(Body)[^64..], StringComparison.Ordinal), Secret, Now));

    [Fact]
    public void AnyOtherBodyOrSecret_IsWrong()
    {
        Prop.ForAll(Gen.Choose(0, Body.Length - 1).ToArbitrary(), Gen.Choose(1, 255).ToArbitrary(), (at, difference) =>
        {
            var other = (byte[])Body.Clone();
            other[at] ^= (byte)difference;
            Assert.Equal(WebhookVerdict.WrongSignature, WebhookSignature.Check(other, Sign(Body), Secret, Now));
        }).QuickCheckThrowOnFailure();
        Assert.Equal(WebhookVerdict.WrongSignature, WebhookSignature.Check([.. Body, (byte)' '], Sign(Body), Secret, Now));
        Assert.Equal(WebhookVerdict.WrongSignature, WebhookSignature.Check(Body, Sign(Body), BillitHost.Token("whsec_0123456789abcdeF"), Now));
    }

    [Fact]
    public void WhateverStandsInTheHeader_NothingIsThrown_AndNothingAccepted()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), text => WebhookSignature.Check(Body, text, Secret, Now) == WebhookVerdict.WrongSignature)
            .QuickCheckThrowOnFailure();
        var pieces = Gen.Elements("t=", "s=", ",", "=", "1767174960", new string('a', 64), " ", "é", "\0");
        Prop.ForAll(Gen.ArrayOf(pieces).Select(string.Concat).ToArbitrary(), text => WebhookSignature.Check(Body, text, Secret, Now) == WebhookVerdict.WrongSignature)
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void WhateverIsSigned_IsAccepted() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), body => WebhookSignature.Check(body, Sign(body), Secret, Now) == WebhookVerdict.Accepted)
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("""{"UpdatedEntityID":987,"UpdatedEntityType":"Order","WebhookUpdateTypeTC":"U"}""", WebhookEntity.Order, 987, 987L, null)]
    [InlineData(
        """{"UpdatedEntityID":5,"UpdatedEntityType":"Message","WebhookUpdateTypeTC":"U","EntityDetail":{"OrderMessage":{"OrderID":987,"Success":true},"AdditionalMessageInformation":{"EInvoiceFlowState":"Delivered"}}}""",
        WebhookEntity.Message, 5, 987L, "Delivered")]
    [InlineData(
        """{"UpdatedEntityID":5,"UpdatedEntityType":"Message","EntityDetail":{"OrderID":987,"CreationDate":"31/01/2000","MessageAdditionalInformation":{"EInvoiceFlowState":"Refused","AdditionalFlowStateInformation":"No"}}}""",
        WebhookEntity.Message, 5, 987L, "Refused")]
    [InlineData("""{"UpdatedEntityID":5,"UpdatedEntityType":"Message","EntityDetail":{}}""", WebhookEntity.Message, 5, null, null)]
    [InlineData("""{"UpdatedEntityID":5,"UpdatedEntityType":"Message","EntityDetail":{"OrderMessage":7,"OrderID":"x","AdditionalMessageInformation":{"EInvoiceFlowState":"<b>"}}}""", WebhookEntity.Message, 5, null, null)]
    [InlineData("""{"UpdatedEntityID":5,"UpdatedEntityType":"Message","EntityDetail":[]}""", WebhookEntity.Message, 5, null, null)]
    [InlineData("""{"UpdatedEntityID":5,"UpdatedEntityType":"Party"}""", null, 5, null, null)]
    public void ACall_SaysWhatItIsAbout_InAnyOfItsShapes(string body, WebhookEntity? entity, long id, long? order, string? state) =>
        Assert.Equal(new WebhookEvent(entity, id, order, state), WebhookEvent.Read(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("""{"UpdatedEntityID":0,"UpdatedEntityType":"Order"}""")]
    [InlineData("""{"UpdatedEntityID":-1,"UpdatedEntityType":"Order"}""")]
    [InlineData("""{"UpdatedEntityID":{},"UpdatedEntityType":"Order"}""")]
    [InlineData("""{"UpdatedEntityID":5,"UpdatedEntityType":"\ud800"}""")]
    public void WhatIsNoCall_IsNone(string body) => Assert.Null(WebhookEvent.Read(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void Garbage_ThrowsNothing()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), body => WebhookEvent.Read(body) is null).QuickCheckThrowOnFailure();
        Assert.Null(WebhookEvent.Read(new byte[WebhookEvent.LongestBody + 1]));
    }

    [Theory]
    [InlineData("""{"Secret":"whsec_123456789"}""", "6789")]
    [InlineData("""{"secret":" whsec_123456789 "}""", "6789")]
    [InlineData("""{"Secret":"short"}""", null)]
    [InlineData("""{"Secret":{}}""", null)]
    [InlineData("""{"UpdatedEntityID":987}""", null)]
    public void ASecret_ThatIsSentToUs_IsFound(string body, string? lastFour) =>
        Assert.Equal(lastFour, WebhookEvent.SecretIn(Encoding.UTF8.GetBytes(body))?.LastFour);

    // Written apart from the product: the time, a dot and the body in one piece.
    private static string Sign(byte[] body, string? time = null)
    {
        time ??= Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes(time + "."), .. body];
        return $"t={time},s={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret.Reveal()), signed))}";
    }
}

using System.Net;
using PennaPay.Billy.Core.Connections.OAuth;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billit.Api;

namespace PennaPay.Billy.Tests.Systems.Billit.Api;

/// <summary>How Billit is asked for tokens, which differs from the standard.</summary>
public sealed class BillitTokenTests : IDisposable
{
    private const string Granted = """{"token_type":"Bearer","expires_in":3600,"access_token":"new-access-token","refresh_token":"new-refresh-token"}""";

    private static readonly AuthorizeRequest Request = new(new Uri("https://our.test/connections/back"), "state-1");

    private readonly BillitHost host = new(("ClientId", "billy|1"), ("ClientSecret", "client-secret-0123"));

    public void Dispose() => host.Dispose();

    private OAuthRegistration Registration => host.Get<BillitEndpoints>().RegistrationOf(sandbox: false)!;

    [Fact]
    public void People_AreSentToThePortal_WithoutScopes() =>
        Assert.Equal(
            "https://my.billit.be/Account/Logon?client_id=billy%7C1&redirect_uri=https%3A%2F%2Four.test%2Fconnections%2Fback&response_type=code&state=state-1",
            Request.AddressAt(Registration).AbsoluteUri);

    [Fact]
    public async Task Tokens_AreAskedForInJson_WithoutAToken()
    {
        host.Answers(Granted).Answers(Granted);
        var tokens = new OAuthTokens(host.Get<ApiSender>(), host.Clock);

        var first = Assert.IsType<GrantOutcome.Granted>(await tokens.ExchangeAsync(Registration, "code-1", Request, default)).Grant;
        var next = Assert.IsType<GrantOutcome.Granted>(await tokens.RefreshAsync(Registration, first.RefreshToken!, default)).Grant;

        Assert.Equal(("oken", "oken", host.Clock.GetUtcNow().AddHours(1)), (next.Token.LastFour, next.RefreshToken!.LastFour, next.ExpiresAt));
        Assert.All(host.Sent, sent => Assert.Equal(
            ("POST https://api.billit.be/OAuth2/token", "Accept: application/json\nContent-Type: application/json\nUser-Agent: PennaPay.Billy"), (sent.Line, sent.Headers)));
        Assert.Equal(
            [
                """{"client_id":"billy|1","client_secret":"client-secret-0123","code":"code-1","redirect_uri":"https://our.test/connections/back","grant_type":"authorization_code"}""",
                """{"client_id":"billy|1","client_secret":"client-secret-0123","refresh_token":"new-refresh-token","grant_type":"refresh_token"}""",
            ],
            host.Sent.Select(sent => sent.Body));
    }

    [Theory]
    [InlineData(401, """{"errors":[{"Code":"AccessTokenRevoked"}]}""", typeof(GrantOutcome.ConnectAgain))]
    [InlineData(400, """{"errors":[{"Code":"InvalidAccessToken"}]}""", typeof(GrantOutcome.ConnectAgain))]
    [InlineData(400, """{"error":"invalid_grant"}""", typeof(GrantOutcome.ConnectAgain))]
    [InlineData(400, """{"errors":[{"Code":"GenericError","Description":"new-refresh-token"}]}""", typeof(GrantOutcome.NotAccepted))]
    [InlineData(500, """{"errors":[{"Code":"AccessTokenRevoked"}]}""", typeof(GrantOutcome.TryLater))]
    [InlineData(400, "<html>", typeof(GrantOutcome.TryLater))]
    public async Task ARefusal_IsUnderstoodInBillitsWords(int status, string body, Type expected)
    {
        host.Answers(body, (HttpStatusCode)status);

        var outcome = await new OAuthTokens(host.Get<ApiSender>(), host.Clock).RefreshAsync(Registration, BillitHost.Token("new-refresh-token"), default);

        Assert.IsType(expected, outcome);
        Assert.DoesNotContain("new-refresh-token", $"{outcome}", StringComparison.Ordinal);
    }

    [Fact]
    public void Tokens_AreRenewedLongAfterTheyAreHad() => Assert.Equal(TimeSpan.FromMinutes(10), Registration.RenewBefore);
}

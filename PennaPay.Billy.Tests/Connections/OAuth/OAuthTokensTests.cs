using System.Net;
using PennaPay.Billy.Core.Connections.OAuth;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Tests.Connections.OAuth;

public sealed class OAuthTokensTests : IDisposable
{
    private const string Headers = """
        Accept: application/json
        Content-Type: application/x-www-form-urlencoded
        User-Agent: PennaPay.Billy
        """;

    private const string Granted = """
        {"access_token":"new-access-token-0123","token_type":"Bearer","expires_in":86400,"refresh_token":"new-refresh-token-0123",
         "scope":"things:readonly people:readonly","created_at":1764000000}
        """;

    private static readonly int[] Statuses = [200, 302, 400, 401, 403, 404, 429, 500];

    private static readonly string[] Sent = [OAuthHost.Secret, OAuthHost.OldRefreshToken];

    private readonly OAuthHost host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task Exchange_SendsExactlyThis()
    {
        host.Answers(Granted);

        AssertGranted(await host.ExchangeAsync());

        AssertSent("token", "code=code%2Bwith%2Fsigns%3D&redirect_uri=https%3A%2F%2Four.test%2Fconnections%2Fback%3Fto%3Dacme&grant_type=authorization_code");
    }

    [Fact]
    public async Task Exchange_WithAVerifier_ProvesWhoAsked()
    {
        host.Answers(Granted);
        const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

        await host.ExchangeAsync("c1", OAuthHost.Request with { Verifier = PkceVerifier.Of(Verifier) });

        AssertSent("token", $"code=c1&redirect_uri=https%3A%2F%2Four.test%2Fconnections%2Fback%3Fto%3Dacme&code_verifier={Verifier}&grant_type=authorization_code");
    }

    [Fact]
    public async Task Refresh_SendsExactlyThis()
    {
        host.Answers(Granted);

        AssertGranted(await host.RefreshAsync());

        AssertSent("token", $"refresh_token={OAuthHost.OldRefreshToken}&grant_type=refresh_token");
    }

    [Fact]
    public async Task Revoke_SendsExactlyThis()
    {
        host.Answers("");

        Assert.Null(await host.RevokeAsync());

        AssertSent("revoke", $"token={OAuthHost.OldRefreshToken}");
    }

    [Theory]
    [InlineData(200, "{}", true)]
    [InlineData(200, "Done.", true)]
    [InlineData(204, "", true)]
    [InlineData(400, """{"error":"unsupported_token_type"}""", false)]
    [InlineData(503, "", false)]
    public async Task Revoke_SaysWhetherItIsDone(int status, string body, bool isDone)
    {
        host.Answers(body, (HttpStatusCode)status);

        Assert.Equal(isDone, await host.RevokeAsync() is null);
        Assert.Single(host.Sent);
    }

    [Fact]
    public async Task RefreshThatRenewsNoRefreshToken_KeepsTheOldOne()
    {
        host.Answers("""{"access_token":"new-access-token-0123","token_type":"bearer"}""");

        var grant = Assert.IsType<GrantOutcome.Granted>(await host.RefreshAsync()).Grant;

        Assert.Equal((OAuthHost.OldRefreshToken, null, null), (grant.RefreshToken!.Reveal(), grant.ExpiresAt, grant.Scopes));
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_grant","error_description":"It was used."}""")]
    [InlineData(401, """{"error":"invalid_grant","status":401}""")]
    public async Task UsedToken_MeansConnectAgain(int status, string body)
    {
        host.Answers(body, (HttpStatusCode)status);

        Assert.IsType<GrantOutcome.ConnectAgain>(await host.RefreshAsync());
        Assert.Single(host.Sent);
    }

    [Theory]
    [InlineData("")]
    [InlineData(2049)]
    public async Task WhatIsNoCode_IsNotAskedAbout(object code)
    {
        Assert.IsType<GrantOutcome.ConnectAgain>(await host.ExchangeAsync(code as string ?? new string('c', (int)code)));
        Assert.Empty(host.Sent);
    }

    [Theory]
    [InlineData(401, """{"error":"invalid_client"}""", "invalid_client")]
    [InlineData(400, """{"error":"unauthorized_client"}""", "unauthorized_client")]
    [InlineData(400, """{"error":"invalid_scope"}""", "invalid_scope")]
    [InlineData(401, """{"error":"The access token is invalid","status":401}""", null)]
    [InlineData(403, "", null)]
    public async Task ProgramThatIsNotKnown_IsNobodysFaultWhoConnects(int status, string body, string? code)
    {
        host.Answers(body, (HttpStatusCode)status);

        Assert.Equal(new GrantOutcome.NotAccepted(code), await host.ExchangeAsync());
    }

    [Theory]
    [InlineData(500, "", ApiFailure.Unavailable)]
    [InlineData(503, """{"error":"invalid_grant"}""", ApiFailure.Unavailable)]
    [InlineData(429, "Rate limit exceeded.", ApiFailure.RateLimited)]
    [InlineData(302, "", ApiFailure.Unreadable)]
    [InlineData(404, "<html>", ApiFailure.Unreadable)]
    [InlineData(200, "<html>", ApiFailure.Unreadable)]
    [InlineData(200, "{}", ApiFailure.Unreadable)]
    [InlineData(200, """{"access_token":"new-access-token-0123","token_type":"mac"}""", ApiFailure.Unreadable)]
    [InlineData(200, """{"access_token":"short","token_type":"Bearer"}""", ApiFailure.Unreadable)]
    [InlineData(200, """{"access_token":"new-access-token-0123","token_type":"Bearer","refresh_token":"with space inside"}""", ApiFailure.Unreadable)]
    public async Task WhatIsNoAnswer_MeansTryLater(int status, string body, ApiFailure failure)
    {
        host.Answers(body, (HttpStatusCode)status);

        Assert.Equal(failure, Assert.IsType<GrantOutcome.TryLater>(await host.RefreshAsync()).Why.Failure);
        Assert.Single(host.Sent);
    }

    [Fact]
    public async Task LostAnswer_MeansTryLater_AndIsNotAskedForAgainByItself()
    {
        host.Throws(new HttpRequestException(HttpRequestError.ResponseEnded));

        Assert.IsType<GrantOutcome.TryLater>(await host.RefreshAsync());
        Assert.Single(host.Sent);
    }

    [Theory]
    [InlineData("""{"error":"ECHO"}""")]
    [InlineData("""{"error":"invalid_grant","error_description":"ECHO","ECHO":{"ECHO":1}}""")]
    [InlineData("""{"ECHO":}""")]
    [InlineData("ECHO")]
    public async Task Secrets_GetNoFurther(string body)
    {
        foreach (var (status, secret) in Statuses.SelectMany(status => Sent.Select(secret => (status, secret))))
        {
            host.Answers(body.Replace("ECHO", secret, StringComparison.Ordinal), (HttpStatusCode)status);
            var outcome = await host.RefreshAsync();
            var why = (outcome as GrantOutcome.TryLater)?.Why;
            Assert.DoesNotContain(secret, $"{outcome} {why} {why?.ErrorCode} {why?.Said}", StringComparison.Ordinal);
        }

        host.Answers(Granted);
        var granted = await host.RefreshAsync();
        string[] secrets = [.. Sent, "new-access-token-0123", "new-refresh-token-0123"];
        Assert.All(secrets, secret => Assert.All(
            [.. host.Logs.Lines, $"{granted}"], line => Assert.DoesNotContain(secret, line, StringComparison.Ordinal)));
    }

    private void AssertGranted(GrantOutcome outcome)
    {
        var grant = Assert.IsType<GrantOutcome.Granted>(outcome).Grant;
        Assert.Equal(
            ("new-access-token-0123", "new-refresh-token-0123", host.Clock.GetUtcNow().AddDays(1)),
            (grant.Token.Reveal(), grant.RefreshToken!.Reveal(), grant.ExpiresAt));
        Assert.Equal(["things:readonly", "people:readonly"], grant.Scopes!);
    }

    private void AssertSent(string path, string body)
    {
        var sent = Assert.Single(host.Sent);
        Assert.Equal(
            ($"POST https://acme.test/oauth/{path}", Headers, $"client_id=billy+%26+co&client_secret={OAuthHost.Secret}&{body}"),
            (sent.Line, sent.Headers, sent.Body));
    }
}

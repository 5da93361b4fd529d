using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using PennaPay.Billy.Web.Sandbox.Engine;
using PennaPay.Billy.Web.Sandbox.Pennylane;

namespace PennaPay.Billy.Tests.Sandbox.Pennylane;

/// <summary>How a client is let in.</summary>
public sealed class OAuthTests : PennylaneTests
{
    private const string Verifier = "a-verifier-that-is-long-enough-for-the-rule-of-43-characters";

    private static readonly PennylaneSandboxOptions Client = new();

    private string Redirect => new Uri(Server.Root, PennylaneSandboxOptions.DefaultRedirect).ToString();

    [Fact]
    public async Task SignIn_NamesEveryCompanyAndWhatIsAskedFor()
    {
        using var page = await SendAsync(HttpMethod.Get, Authorize());
        var html = await page.Content.ReadAsStringAsync();

        Assert.Equal("200 text/html", $"{(int)page.StatusCode} {page.Content.Headers.ContentType?.MediaType}");
        Assert.Contains("Atelier Lumière SARL", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains("Boulangerie Petit SAS", html, StringComparison.Ordinal);
        Assert.Contains("Essai SARL", html, StringComparison.Ordinal);
        Assert.Contains("customer_invoices:readonly", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NamesOfCompanies_AreTextAndNoMarkup()
    {
        Sandbox.AddCompany("<script>x</script>");

        using var page = await SendAsync(HttpMethod.Get, Authorize(("state", "\"><script>y</script>")));

        Assert.DoesNotContain("<script>", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("client_id", "somebody else")]
    [InlineData("redirect_uri", "https://evil.example/")]
    [InlineData("redirect_uri", null)]
    public async Task ClientOrAddressThatIsNotRegistered_IsToldToThePersonAndNeverRedirectedTo(string name, string? value)
    {
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Post])
        {
            using var answer = await SendAsync(method, Authorize((name, value)), content: method == HttpMethod.Post ? Form(("decision", "authorize")) : null);

            Assert.Equal((HttpStatusCode.BadRequest, null), (answer.StatusCode, answer.Headers.Location));
        }
    }

    [Fact]
    public async Task RedirectAddress_IsExactlyTheRegisteredOne()
    {
        using var longer = await SendAsync(HttpMethod.Get, Authorize(("redirect_uri", Redirect + "/more")));
        Sandbox.RegisterRedirect(Redirect + "/more");
        using var registered = await SendAsync(HttpMethod.Get, Authorize(("redirect_uri", Redirect + "/more")));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (longer.StatusCode, registered.StatusCode));
    }

    [Theory]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("response_type", null, "invalid_request")]
    [InlineData("scope", null, "invalid_scope")]
    [InlineData("scope", "customers:readonly everything", "invalid_scope")]
    [InlineData("code_challenge", "abc", "invalid_request")]
    public async Task WhatTheClientAskedWrongly_IsToldToTheClient(string name, string? value, string error)
    {
        using var answer = await SendAsync(HttpMethod.Get, Authorize((name, value)));

        var query = Returned(answer);
        Assert.Equal((error, "s t&1"), (query["error"].ToString(), query["state"].ToString()));
    }

    [Fact]
    public async Task Refused_IsAccessDenied_WithTheState()
    {
        using var answer = await SendAsync(HttpMethod.Post, Authorize(), content: Form(("decision", "refuse"), ("company", $"{Company.Id}")));

        var query = Returned(answer);
        Assert.Equal(("access_denied", "s t&1", false), (query["error"].ToString(), query["state"].ToString(), query.ContainsKey("code")));
    }

    [Fact]
    public async Task Authorised_TheTokenOpensTheCompanyThatWasPicked()
    {
        var bakery = Sandbox.Companies.Single(company => company.Name == "Boulangerie Petit SAS");

        var tokens = await ExchangeAsync(await CodeAsync(bakery));

        Assert.Equal("Bearer 86400 customers:readonly customer_invoices:readonly", tokens.Ok.Show("token_type", "expires_in", "scope"));
        var me = (await GetAsync("me", tokens.Json["access_token"].Text)).Ok;
        Assert.Equal($"{bakery.Id} Boulangerie Petit SAS {bakery.RegNo} FR_PCG", me["company"].Show("id", "name", "reg_no", "accounting_logic"));
        Assert.Equal("camille.laurent@exemple.fr fr", me["user"].Show("email", "locale"));
        Assert.Equal("""["customers:readonly","customer_invoices:readonly"]""", me["scopes"].ToString());
    }

    [Fact]
    public async Task DeveloperToken_HasNobodyBehindIt()
    {
        var me = (await GetAsync("me", Sandbox.DefaultToken)).Ok;

        Assert.Equal("Atelier Lumière SARL", me["company"]["name"].Text);
        Assert.True(me["user"].IsNull);
    }

    [Fact]
    public async Task Code_UsedTwice_TakesBackWhatItGave()
    {
        var code = await CodeAsync(Company);
        var first = await ExchangeAsync(code);
        var renewed = await RefreshAsync(first.Ok["refresh_token"].Text);

        var second = await ExchangeAsync(code);

        Assert.Equal("400 invalid_grant", Error(second));
        Assert.Equal(401, (await GetAsync("me", renewed.Ok["access_token"].Text)).Code);
        Assert.Equal("400 invalid_grant", Error(await RefreshAsync(renewed.Json["refresh_token"].Text)));
    }

    [Fact]
    public async Task Code_IsGoodForTenMinutes_AndForItsAddressAlone()
    {
        var (inTime, late, elsewhere) = (await CodeAsync(Company), await CodeAsync(Company), await CodeAsync(Company));
        Assert.Equal("400 invalid_grant", Error(await ExchangeAsync(elsewhere, ("redirect_uri", "https://elsewhere.example/"))));
        Server.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await ExchangeAsync(inTime)).Code);
        Server.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("400 invalid_grant", Error(await ExchangeAsync(late)));
    }

    [Fact]
    public async Task Refresh_KillsBothOldTokens()
    {
        var first = (await ExchangeAsync(await CodeAsync(Company))).Ok;

        var second = (await RefreshAsync(first["refresh_token"].Text)).Ok;

        Assert.Equal(401, (await GetAsync("me", first["access_token"].Text)).Code);
        Assert.Equal("400 invalid_grant", Error(await RefreshAsync(first["refresh_token"].Text)));
        Assert.Equal(200, (await GetAsync("me", second["access_token"].Text)).Code);
    }

    [Fact]
    public async Task Tokens_LiveADayAndNinetyDays()
    {
        var tokens = (await ExchangeAsync(await CodeAsync(Company))).Ok;
        Server.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await GetAsync("me", tokens["access_token"].Text)).Code);
        Server.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("""{"error":"The access token is invalid","status":401}""", (await GetAsync("me", tokens["access_token"].Text)).Text);

        Sandbox.Advance(TimeSpan.FromDays(89) - TimeSpan.FromSeconds(1));
        var renewed = await RefreshAsync(tokens["refresh_token"].Text);
        Sandbox.Advance(TimeSpan.FromDays(90));

        Assert.Equal("400 invalid_grant", Error(await RefreshAsync(renewed.Ok["refresh_token"].Text)));
    }

    [Fact]
    public async Task InvalidGrant_CanBeA401()
    {
        Sandbox.Behaviour.InvalidGrantStatus = 401;

        var answer = await RefreshAsync("nothing");

        Assert.Equal("""401 {"error":"invalid_grant","status":401}""", $"{answer.Code} {answer.Text}");
    }

    [Fact]
    public async Task Pkce_IsVerifiedWhereItWasAskedFor()
    {
        var challenge = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));
        Task<string> CodeAsync() => this.CodeAsync(Company, ("code_challenge", challenge), ("code_challenge_method", "S256"));

        Assert.Equal("400 invalid_grant", Error(await ExchangeAsync(await CodeAsync())));
        Assert.Equal("400 invalid_grant", Error(await ExchangeAsync(await CodeAsync(), ("code_verifier", Verifier + "x"))));
        Assert.Equal(200, (await ExchangeAsync(await CodeAsync(), ("code_verifier", Verifier))).Code);
    }

    [Theory]
    [InlineData("client_secret", "wrong", "401 invalid_client")]
    [InlineData("client_id", null, "401 invalid_client")]
    [InlineData("grant_type", null, "400 invalid_request")]
    [InlineData("grant_type", "password", "400 unsupported_grant_type")]
    [InlineData("code", null, "400 invalid_request")]
    [InlineData("redirect_uri", null, "400 invalid_request")]
    public async Task TokenRequest_ThatIsWrong_UsesUpNoCode(string name, string? value, string error)
    {
        var code = await CodeAsync(Company);

        Assert.Equal(error, Error(await ExchangeAsync(code, (name, value))));
        Assert.Equal(200, (await ExchangeAsync(code)).Code);
    }

    [Fact]
    public async Task TokenRequest_InJson_IsNone()
    {
        using var content = new StringContent($$"""{"client_id":"{{Client.ClientId}}"}""", Encoding.UTF8, "application/json");
        using var answer = await SendAsync(HttpMethod.Post, new(Server.Root, "oauth/token"), content: content);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("access_token")]
    [InlineData("refresh_token")]
    public async Task Revoke_OfEitherToken_KillsBoth_AndIsAnsweredWithNothing(string which)
    {
        var tokens = (await ExchangeAsync(await CodeAsync(Company))).Ok;

        var revoked = await PostAsync("oauth/revoke", Credentials([("token", tokens[which].Text)]));

        Assert.Equal("200 ", $"{revoked.Code} {revoked.Text}");
        Assert.Equal(401, (await GetAsync("me", tokens["access_token"].Text)).Code);
        Assert.Equal("400 invalid_grant", Error(await RefreshAsync(tokens["refresh_token"].Text)));
        Assert.Equal(200, (await PostAsync("oauth/revoke", Credentials([("token", "never given")]))).Code);
        Assert.Equal("401 invalid_client", Error(await PostAsync("oauth/revoke", Form(("token", tokens[which].Text)))));
    }

    [Fact]
    public async Task PeopleThere_RevokeExpireAndNarrow()
    {
        var tokens = (await ExchangeAsync(await CodeAsync(Company))).Ok;
        Sandbox.DropScope(Company, "customers:readonly");
        Assert.Equal(403, (await GetAsync("customers", tokens["access_token"].Text)).Code);
        Sandbox.ExpireAccess(Company);
        Assert.Equal(401, (await GetAsync("me", tokens["access_token"].Text)).Code);
        tokens = (await RefreshAsync(tokens["refresh_token"].Text)).Ok;
        Sandbox.ExpireRefresh(Company);
        Assert.Equal("400 invalid_grant", Error(await RefreshAsync(tokens["refresh_token"].Text)));
        Sandbox.Revoke(Company);

        Assert.Equal(401, (await GetAsync("me", tokens["access_token"].Text)).Code);
    }

    [Fact]
    public async Task RefreshThatIsLostOnItsWayBack_HasKilledTheOldTokensAllTheSame()
    {
        var tokens = (await ExchangeAsync(await CodeAsync(Company))).Ok;
        Sandbox.Plan(new() { Kind = SandboxFaultKind.CommitThenDrop, PathContains = "/oauth/token" });

        await Assert.ThrowsAsync<HttpRequestException>(() => RefreshAsync(tokens["refresh_token"].Text));

        Assert.Equal(401, (await GetAsync("me", tokens["access_token"].Text)).Code);
        Assert.Equal("400 invalid_grant", Error(await RefreshAsync(tokens["refresh_token"].Text)));
    }

    [Fact]
    public async Task Secrets_AreNotInTheLogOfRequests()
    {
        await ExchangeAsync(await CodeAsync(Company));

        Assert.DoesNotContain(Client.ClientSecret, string.Join('\n', Sandbox.Requests()), StringComparison.Ordinal);
        Assert.Equal("POST /oauth/token", Sandbox.LatestRequest is { } latest ? $"{latest.Method} {latest.Path}" : "");
    }

    private Uri Authorize(params ReadOnlySpan<(string Name, string? Value)> other)
    {
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = Client.ClientId, ["redirect_uri"] = Redirect, ["response_type"] = "code",
            ["scope"] = "customers:readonly customer_invoices:readonly", ["state"] = "s t&1",
        };
        foreach (var (name, value) in other)
            query[name] = value;
        return new(QueryHelpers.AddQueryString(new Uri(Server.Root, "oauth/authorize").ToString(), query.Where(pair => pair.Value is not null)));
    }

    private async Task<string> CodeAsync(PennylaneCompany company, params (string Name, string? Value)[] other)
    {
        using var answer = await SendAsync(HttpMethod.Post, Authorize(other), content: Form(("decision", "authorize"), ("company", $"{company.Id}")));
        return Returned(answer)["code"].ToString();
    }

    private Dictionary<string, Microsoft.Extensions.Primitives.StringValues> Returned(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith(Redirect + "?", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        return QueryHelpers.ParseQuery(answer.Headers.Location.Query);
    }

    private Task<Answer> ExchangeAsync(string code, params ReadOnlySpan<(string Name, string? Value)> other) => PostAsync(
        "oauth/token", Credentials([("code", code), ("redirect_uri", Redirect), ("grant_type", "authorization_code"), .. other]));

    private Task<Answer> RefreshAsync(string token) =>
        PostAsync("oauth/token", Credentials([("refresh_token", token), ("grant_type", "refresh_token")]));

    private async Task<Answer> PostAsync(string path, HttpContent content)
    {
        using var answer = await SendAsync(HttpMethod.Post, new(Server.Root, path), content: content);
        return await ReadAsync(answer);
    }

    private static FormUrlEncodedContent Credentials((string Name, string? Value)[] fields)
    {
        var form = new Dictionary<string, string?> { ["client_id"] = Client.ClientId, ["client_secret"] = Client.ClientSecret };
        foreach (var (name, value) in fields)
            form[name] = value;
        return new(form.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!));
    }

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.ToDictionary(field => field.Name, field => field.Value));

    private static string Error(Answer answer) => $"{answer.Code} {answer.Json["error"].Text}";
}

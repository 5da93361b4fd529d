using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.WebUtilities;
using PennaPay.Billy.Web.Sandbox.Billit;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Sandbox.Billit;

/// <summary>How a client is let in.</summary>
public sealed class SignInTests : BillitTests
{
    private static readonly BillitSandboxOptions Client = new();

    private string Redirect => new Uri(Server.Root, BillitSandboxOptions.DefaultRedirect).ToString();

    [Fact]
    public async Task Page_NamesEveryCompany_AndOffersNoneWithoutAccess()
    {
        using var page = await SendAsync(HttpMethod.Get, Logon());
        var html = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync());

        Assert.Equal("200 text/html", $"{(int)page.StatusCode} {page.Content.Headers.ContentType?.MediaType}");
        Assert.All(Sandbox.Companies, company => Assert.Contains(company.Name, html, StringComparison.Ordinal));
        var closed = Sandbox.Companies.Single(company => !company.AllowsApi);
        Assert.Contains($"value={closed.Id} disabled", html, StringComparison.Ordinal);
        Assert.Contains("No access by API", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NamesOfCompanies_AreTextAndNoMarkup()
    {
        Sandbox.AddCompany("<script>x</script>");

        using var page = await SendAsync(HttpMethod.Get, Logon(("state", "\"><script>y</script>")));

        Assert.DoesNotContain("<script>", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("client_id", "somebody else")]
    [InlineData("redirect_uri", "https://evil.example/")]
    [InlineData("redirect_uri", null)]
    public async Task ClientOrAddressThatIsNotRegistered_IsNeverRedirectedTo(string name, string? value)
    {
        using var asked = await SendAsync(HttpMethod.Get, Logon((name, value)));
        using var approved = await SendAsync(HttpMethod.Post, Logon((name, value)), Decision("approve", Company));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, null), (asked.StatusCode, approved.StatusCode, approved.Headers.Location));
    }

    [Fact]
    public async Task Refused_IsAccessDenied_WithTheState()
    {
        using var answer = await SendAsync(HttpMethod.Post, Logon(), Decision("refuse", Company));

        Assert.Equal($"{Redirect}?error=access_denied&state=s%20t", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task State_LosesWhatFollowsAnAmpersand()
    {
        using var answer = await SendAsync(HttpMethod.Post, Logon(("state", "a&b")), Decision("refuse", Company));

        Assert.EndsWith("&state=a", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CompanyWithoutAccess_CannotBeChosen()
    {
        using var answer = await SendAsync(HttpMethod.Post, Logon(), Decision("approve", Sandbox.Companies.Single(company => !company.AllowsApi)));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Approved_TheTokensOpenTheCompaniesThatWereChosen_AndNoOthers()
    {
        var tokens = (await ExchangeAsync(await CodeAsync(Company, Sandbox.Companies[1]))).Ok;

        Assert.Equal("Bearer 3600", tokens.Show("token_type", "expires_in"));
        var access = tokens["access_token"].Text;
        Assert.Equal((200, 200, 401), (await OpenAsync(access, Company), await OpenAsync(access, Sandbox.Companies[1]), await OpenAsync(access, Sandbox.Default)));
    }

    [Fact]
    public async Task Account_ShowsWhatWasChosen_AndWhatLetsNobodyIn()
    {
        var access = (await ExchangeAsync(await CodeAsync(Company))).Ok["access_token"].Text;

        using var answer = await SendAsync(HttpMethod.Get, new(Server.Root, "v1/account/accountInformation"), null, ("Authorization", $"Bearer {access}"));
        var account = (await ReadAsync(answer)).Ok;

        Assert.Equal("sofie.claes@voorbeeld.be Sofie Claes", account.Show("Email", "FirstName", "LastName"));
        Assert.Equal(
            [$"{Sandbox.Companies[2].Id} Holding Zonder Toegang NV false", $"{Company.Id} Proef BV true"],
            account["Companies"].Items.Select(company => company.Show("PartyID", "Name", "APIAllowed")));
    }

    [Fact]
    public async Task Code_IsGoodOnce_ForTenMinutes_AndForItsAddressAlone()
    {
        var (used, late, elsewhere) = (await CodeAsync(Company), await CodeAsync(Company), await CodeAsync(Company));
        Assert.Equal("401 InvalidAccessToken", Error(await ExchangeAsync(elsewhere, ("redirect_uri", "https://elsewhere.example/"))));
        Server.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await ExchangeAsync(used)).Code);
        Assert.Equal("401 InvalidAccessToken", Error(await ExchangeAsync(used)));
        Server.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("401 InvalidAccessToken", Error(await ExchangeAsync(late)));
    }

    [Fact]
    public async Task RefreshToken_IsGoodOnce_HoweverOldItIs()
    {
        var first = (await ExchangeAsync(await CodeAsync(Company))).Ok;
        Sandbox.Advance(TimeSpan.FromDays(2000));

        var second = (await RefreshAsync(first["refresh_token"].Text)).Ok;

        Assert.Equal("401 InvalidAccessToken", Error(await RefreshAsync(first["refresh_token"].Text)));
        Assert.Equal(200, await OpenAsync(second["access_token"].Text, Company));
        Assert.Equal(200, (await RefreshAsync(second["refresh_token"].Text)).Code);
    }

    [Fact]
    public async Task AccessToken_LivesAnHour()
    {
        var access = (await ExchangeAsync(await CodeAsync(Company))).Ok["access_token"].Text;
        Server.Time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        Assert.Equal(200, await OpenAsync(access, Company));
        Server.Time.Advance(TimeSpan.FromSeconds(1));

        using var late = await WithTokenAsync(access, Company);
        Assert.Equal("401 AccessTokenExpired", Error(await ReadAsync(late)));
    }

    [Fact]
    public async Task RevokedThere_BothTokensAreToldAsSuch()
    {
        var tokens = (await ExchangeAsync(await CodeAsync(Company))).Ok;
        Sandbox.Revoke(Company);

        using var answer = await WithTokenAsync(tokens["access_token"].Text, Company);
        Assert.Equal("401 AccessTokenRevoked", Error(await ReadAsync(answer)));
        Assert.Equal("401 InvalidAccessToken", Error(await RefreshAsync(tokens["refresh_token"].Text)));
    }

    [Fact]
    public async Task RevokedByTheClient_NothingIsOpenAnyMore()
    {
        var tokens = (await ExchangeAsync(await CodeAsync(Company))).Ok;

        var revoked = await TokenAsync("revoke", ("refresh_token", tokens["refresh_token"].Text));

        Assert.Equal("200 ", $"{revoked.Code} {revoked.Text}");
        Assert.Equal(401, await OpenAsync(tokens["access_token"].Text, Company));
    }

    [Theory]
    [InlineData("client_secret", "wrong")]
    [InlineData("client_id", null)]
    [InlineData("grant_type", "client_credentials")]
    [InlineData("redirect_uri", null)]
    public async Task TokenRequestThatIsWrong_UsesUpNoCode(string name, string? value)
    {
        var code = await CodeAsync(Company);

        Assert.Equal(401, (await ExchangeAsync(code, (name, value))).Code);
        Assert.Equal(200, (await ExchangeAsync(code)).Code);
    }

    [Fact]
    public async Task TokenRequest_MayBeAForm_AndCarriesNoAuthorization()
    {
        var fields = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code", ["code"] = await CodeAsync(Company), ["client_id"] = Client.ClientId, ["client_secret"] = Client.ClientSecret, ["redirect_uri"] = Redirect,
        };
        using var authorised = await SendAsync(HttpMethod.Post, new(Server.Root, "OAuth2/token"), new FormUrlEncodedContent(fields), ("Authorization", "Bearer x"));
        using var plain = await SendAsync(HttpMethod.Post, new(Server.Root, "OAuth2/token"), new FormUrlEncodedContent(fields));

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (authorised.StatusCode, plain.StatusCode));
    }

    [Fact]
    public async Task RefreshThatIsLostOnItsWayBack_HasUsedUpTheOldTokenAllTheSame()
    {
        var tokens = (await ExchangeAsync(await CodeAsync(Company))).Ok;
        Sandbox.Plan(new() { Kind = SandboxFaultKind.CommitThenDrop, PathContains = "/OAuth2/token" });

        await Assert.ThrowsAsync<HttpRequestException>(() => RefreshAsync(tokens["refresh_token"].Text));

        Assert.Equal("401 InvalidAccessToken", Error(await RefreshAsync(tokens["refresh_token"].Text)));
    }

    private Uri Logon(params ReadOnlySpan<(string Name, string? Value)> other)
    {
        var query = new Dictionary<string, string?> { ["client_id"] = Client.ClientId, ["redirect_uri"] = Redirect, ["state"] = "s t" };
        foreach (var (name, value) in other)
            query[name] = value;
        return new(QueryHelpers.AddQueryString(new Uri(Server.Root, "Account/Logon").ToString(), query.Where(pair => pair.Value is not null)));
    }

    private static FormUrlEncodedContent Decision(string decision, params BillitCompany[] companies) =>
        new([new("decision", decision), .. companies.Select(company => KeyValuePair.Create("company", $"{company.Id}"))]);

    private async Task<string> CodeAsync(params BillitCompany[] companies)
    {
        using var answer = await SendAsync(HttpMethod.Post, Logon(), Decision("approve", companies));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var query = QueryHelpers.ParseQuery(answer.Headers.Location!.Query);
        Assert.Equal("s t", query["state"].ToString());
        return query["code"].ToString();
    }

    private Task<Answer> ExchangeAsync(string code, params (string Name, string? Value)[] other) =>
        TokenAsync("token", [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Redirect), .. other]);

    private Task<Answer> RefreshAsync(string token) => TokenAsync("token", ("grant_type", "refresh_token"), ("refresh_token", token));

    private async Task<Answer> TokenAsync(string path, params (string Name, string? Value)[] fields)
    {
        var body = new Dictionary<string, string?> { ["client_id"] = Client.ClientId, ["client_secret"] = Client.ClientSecret };
        foreach (var (name, value) in fields)
            body[name] = value;
        using var answer = await SendAsync(HttpMethod.Post, new(Server.Root, $"OAuth2/{path}"), JsonContent.Create(body.Where(field => field.Value is not null).ToDictionary()));
        return await ReadAsync(answer);
    }

    private async Task<int> OpenAsync(string access, BillitCompany company)
    {
        using var answer = await WithTokenAsync(access, company);
        return (int)answer.StatusCode;
    }

    private Task<HttpResponseMessage> WithTokenAsync(string access, BillitCompany company) =>
        SendAsync(HttpMethod.Get, new(Server.Root, "v1/parties"), null, ("Authorization", $"Bearer {access}"), ("PartyID", $"{company.Id}"));
}

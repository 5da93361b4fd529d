using System.Globalization;
using System.Net;
using System.Text.Json;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Sandbox.Pennylane;

/// <summary>Tokens, scopes, the rate limit, and what can be planned to go wrong.</summary>
public sealed class LimitTests : PennylaneTests
{
    [Theory]
    [InlineData("")]
    [InlineData("wrong")]
    public async Task NoTokenOrAWrongOne_LookAlike(string token)
    {
        using var response = await SendAsync(HttpMethod.Get, new(Server.BaseAddress, "me"), token.Length > 0 ? token : null);

        Assert.Equal("""401 {"error":"The access token is invalid","status":401}""", $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }

    [Theory]
    [InlineData("customers", "customers")]
    [InlineData("customers/1/contacts", "customers")]
    [InlineData("company_customers/1", "customers")]
    [InlineData("changelogs/customers", "customers")]
    [InlineData("customer_invoices", "customer_invoices")]
    [InlineData("customer_invoices/1/payments", "customer_invoices")]
    [InlineData("customer_invoices/1/matched_transactions", "customer_invoices")]
    [InlineData("changelogs/customer_invoices", "customer_invoices")]
    [InlineData("products", "products")]
    [InlineData("transactions", "transactions")]
    public async Task EveryRoute_NeedsItsScope(string path, string resource)
    {
        var others = ((string[])["customers", "customer_invoices", "products", "transactions"]).Where(one => one != resource).Select(one => $"{one}:all").ToArray();

        var without = await GetAsync(path, Sandbox.AddToken(Company, others));

        Assert.Equal($$"""403 {"error":"Access to this resource requires scope \"{{resource}}:readonly\".","status":403}""", $"{without.Code} {without.Text}");
        Assert.NotEqual(403, (await GetAsync(path, Sandbox.AddToken(Company, $"{resource}:readonly"))).Code);
        Assert.NotEqual(403, (await GetAsync(path, Sandbox.AddToken(Company, $"{resource}:all"))).Code);
    }

    [Theory]
    [InlineData("POST", "company_customers", "customers")]
    [InlineData("PUT", "customer_invoices/1/finalize", "customer_invoices")]
    [InlineData("DELETE", "customer_invoices/1", "customer_invoices")]
    public async Task Writing_IsNotAllowed(string method, string path, string resource)
    {
        using var response = await SendAsync(new HttpMethod(method), new(Server.BaseAddress, path), Token);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains($"{resource}:all", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("quotes")]
    [InlineData("changelogs/quotes")]
    [InlineData("customers/1/invoices")]
    [InlineData("company_customers")]
    [InlineData("")]
    public async Task AddressThatIsNone_IsNotFound(string path) => Assert.Equal(404, (await GetAsync(path)).Code);

    [Fact]
    public async Task Headers_SayHowMuchIsLeft()
    {
        using var first = await SendAsync(HttpMethod.Get, new(Server.BaseAddress, "me"), Token);
        Server.Time.Advance(TimeSpan.FromSeconds(1));
        using var second = await SendAsync(HttpMethod.Get, new(Server.BaseAddress, "customers/1"), Token);

        var reset = new DateTimeOffset(2026, 11, 20, 9, 0, 5, TimeSpan.Zero).ToUnixTimeSeconds();
        Assert.Equal($"200 25 24 {reset}", Show(first));
        Assert.Equal($"404 25 23 {reset}", Show(second));
        Assert.True(first.Headers.Contains("X-Request-Id"));
    }

    [Fact]
    public async Task TooMany_ArePlainText_PerToken_UntilFiveSecondsAreOver()
    {
        for (var i = 0; i < 25; i++)
            Assert.Equal(200, (await GetAsync("me")).Code);
        Server.Time.Advance(TimeSpan.FromSeconds(1.5));

        using var refused = await SendAsync(HttpMethod.Get, new(Server.BaseAddress, "me"), Token);

        var text = await refused.Content.ReadAsStringAsync();
        Assert.Equal("text/plain 4 Rate limit exceeded. Please retry in 4 seconds.", $"{refused.Content.Headers.ContentType} {refused.Headers.RetryAfter} {text}");
        Assert.StartsWith("429 25 0 ", Show(refused), StringComparison.Ordinal);
        Assert.Equal(200, (await GetAsync("me", Sandbox.AddToken(Company))).Code);
        Server.Time.Advance(TimeSpan.FromSeconds(3.5));
        Assert.Equal(200, (await GetAsync("me")).Code);
    }

    [Fact]
    public async Task Limit_CanBeTakenAway()
    {
        Sandbox.Behaviour.RequestsPerWindow = 0;

        for (var i = 0; i < 60; i++)
            Assert.Equal(200, (await GetAsync("me")).Code);
    }

    [Theory]
    [InlineData(SandboxFaultKind.Unauthorized, 401, "The access token is invalid")]
    [InlineData(SandboxFaultKind.Forbidden, 403, "requires scope")]
    [InlineData(SandboxFaultKind.Invalid, 422, "could not be processed")]
    [InlineData(SandboxFaultKind.ServerError, 503, "Internal Server Error")]
    [InlineData(SandboxFaultKind.TooManyRequests, 429, "Rate limit exceeded. Please retry in 5 seconds.")]
    [InlineData(SandboxFaultKind.Html, 200, "<!DOCTYPE html>")]
    [InlineData(SandboxFaultKind.TruncatedWithoutCommit, 200, "{")]
    public async Task PlannedRefusals_AreInPennylanesWords(SandboxFaultKind kind, int status, string text)
    {
        Sandbox.Plan(new() { Kind = kind, PathContains = "/customers" });

        var answer = await GetAsync("customers");

        Assert.Equal(status, answer.Code);
        Assert.Contains(text, answer.Text, StringComparison.Ordinal);
        Assert.Null(answer.RetryAfter);
        Assert.Equal(200, (await GetAsync("customers")).Code);
    }

    [Fact]
    public async Task Planned429_MayHint()
    {
        Sandbox.Plan(new() { Kind = SandboxFaultKind.TooManyRequests, RetryAfterSeconds = 7 });

        Assert.Equal(TimeSpan.FromSeconds(7), (await GetAsync("me")).RetryAfter);
    }

    [Fact]
    public async Task Truncated_EndsInTheMiddle()
    {
        Company.AddCustomer("Dupont");
        Sandbox.Plan(new() { Kind = SandboxFaultKind.TruncatedJson });

        var truncated = await GetAsync("customers");

        Assert.ThrowsAny<JsonException>(() => truncated.Json);
        Assert.Equal(200, (await GetAsync("customers")).Code);
    }

    [Fact]
    public async Task Refuse_CutsTheConnection()
    {
        Sandbox.Plan(new() { Kind = SandboxFaultKind.Refuse, Token = Token });

        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync("me"));
    }

    [Fact]
    public async Task Slow_WaitsForTheClock()
    {
        Sandbox.Plan(new() { Kind = SandboxFaultKind.Slow, DelayMs = 30_000 });

        Assert.Equal(200, (await Server.Time.RunAsync(GetAsync("me"), TimeSpan.FromMinutes(1))).Code);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 9, 0, 30, TimeSpan.Zero), Server.Time.GetUtcNow());
    }

    [Fact]
    public async Task Hang_LastsUntilTheClientGivesUp()
    {
        Sandbox.Plan(new() { Kind = SandboxFaultKind.Hang });
        using var patience = new CancellationTokenSource();
        var hanging = SendAsync(HttpMethod.Get, new(Server.BaseAddress, "me"), Token, cancellationToken: patience.Token);
        await Until.TrueAsync(() => Sandbox.LatestRequest?.Fault == SandboxFaultKind.Hang);

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
    }

    [Fact]
    public async Task Endless_NeverStops()
    {
        Sandbox.Plan(new() { Kind = SandboxFaultKind.Endless });
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        await using var body = await http.GetStreamAsync(new Uri(Server.BaseAddress, "customers"));
        var buffer = new byte[1 << 20];

        for (var megabytes = 0; megabytes < 6; megabytes++)
            await body.ReadExactlyAsync(buffer);
    }

    private static string Show(HttpResponseMessage response) => string.Join(
        ' ', ((string[])["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"]).Select(name => response.Headers.GetValues(name).Single())
            .Prepend(((int)response.StatusCode).ToString(CultureInfo.InvariantCulture)));
}

using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Sandbox.PlugAndPay;

/// <summary>How the API wants to be asked, and what it says to whoever asks otherwise.</summary>
public sealed class AccessTests : PlugAndPayTests
{
    [Fact]
    public async Task Shop_IsToldToItsKey()
    {
        Assert.Equal($$$"""{"data":{"id":{{{Shop.Id}}},"name":"Proefwinkel","plan":"lite"}}""", (await GetAsync("auth/tenants/me")).Text);
        Assert.Equal(3, Key.Split('.').Length);
        Assert.InRange(Key.Length, 900, 1100);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/html")]
    public async Task WithoutAccept_PeopleAreSentToSignIn(string? accept)
    {
        using var response = await SendAsync(HttpMethod.Get, "auth/tenants/me", accept: accept, key: Key);

        Assert.Equal("302 text/html https://admin.plugandpay.example/login", $"{(int)response.StatusCode} {response.Content.Headers.ContentType} {response.Headers.Location}");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("CustomApiCall/1")]
    public async Task AnotherUserAgent_IsRefused_WhileItIsStrict(string? agent)
    {
        using var refused = await SendAsync(HttpMethod.Get, "auth/tenants/me", agent: agent, key: Key);
        Sandbox.Behaviour.IsStrictAboutUserAgent = false;
        using var taken = await SendAsync(HttpMethod.Get, "auth/tenants/me", agent: agent, key: Key);

        Assert.Equal((403, 200), ((int)refused.StatusCode, (int)taken.StatusCode));
    }

    [Theory]
    [InlineData("")]
    [InlineData("wrong-key-0123456789")]
    public async Task NoKeyOrAWrongOne_LookAlike(string key)
    {
        using var response = await SendAsync(HttpMethod.Get, "orders", key: key);

        Assert.Equal("""401 {"message":"Unauthenticated."}""", $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }

    [Fact]
    public async Task KeyThatWasTakenBack_OpensNothing_AndNobodySeesAnothersShop()
    {
        var order = Shop.PlaceOrder("Cursus", 121m);
        var other = Sandbox.AddKey(Sandbox.AddShop("Andere winkel"));

        Assert.Equal(404, (await CallAsync(HttpMethod.Get, $"orders/{order}", key: other)).Code);
        Sandbox.Revoke(Shop);
        Assert.Equal(401, (await GetAsync("orders")).Code);
    }

    [Theory]
    [InlineData("GET", "quotes", 404)]
    [InlineData("GET", "orders/1/2/3", 404)]
    [InlineData("GET", "orders/one", 404)]
    [InlineData("POST", "orders", 405)]
    [InlineData("DELETE", "orders/1", 405)]
    [InlineData("PUT", "rules/1", 405)]
    public async Task WhatIsNotThere_IsSaidSo(string method, string path, int status) => Assert.Equal(status, (await CallAsync(new(method), path)).Code);

    [Fact]
    public async Task TooMany_AreRefusedUntilTheMinuteIsOver()
    {
        Sandbox.Behaviour.RequestsPerMinute = 2;
        Server.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal((200, 200), ((await GetAsync("rules")).Code, (await GetAsync("rules")).Code));

        var refused = await GetAsync("rules");

        Assert.Equal((429, """{"message":"Too Many Attempts."}""", TimeSpan.FromSeconds(40)), (refused.Code, refused.Text, refused.RetryAfter));
        Server.Time.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(200, (await GetAsync("rules")).Code);
    }

    [Theory]
    [InlineData(SandboxFaultKind.Unauthorized, 401, "Unauthenticated.")]
    [InlineData(SandboxFaultKind.Invalid, 422, "The given data was invalid.")]
    [InlineData(SandboxFaultKind.ServerError, 503, "Server Error")]
    [InlineData(SandboxFaultKind.TooManyRequests, 429, "Too Many Attempts.")]
    public async Task PlannedRefusals_AreInItsWords(SandboxFaultKind kind, int status, string text)
    {
        Sandbox.Plan(new() { Kind = kind });

        var answer = await GetAsync("orders");

        Assert.Equal((status, text), (answer.Code, answer.Json["message"].Text));
        Assert.Equal(200, (await GetAsync("orders")).Code);
    }
}

using PennaPay.Billy.Web.Sandbox.Billit;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Sandbox.Billit;

/// <summary>Keys, the company that is meant, limits, and what can be planned to go wrong.</summary>
public sealed class AccessTests : BillitTests
{
    [Theory]
    [InlineData("ApiKey", "wrong", "401 ApiKeyNotValid")]
    [InlineData("Authorization", "Bearer wrong", "401 InvalidAccessToken")]
    [InlineData("Accept", "application/json", "401 InvalidAccessToken")]
    public async Task WhoIsNobody_IsToldInWhichWay(string header, string value, string error)
    {
        using var answer = await SendAsync(HttpMethod.Get, new(Server.Root, "v1/parties"), null, (header, value), ("PartyID", $"{Company.Id}"));

        Assert.Equal(error, Error(await ReadAsync(answer)));
    }

    [Fact]
    public async Task KeyIsNoToken_AndTheOtherWayRound()
    {
        using var answer = await SendAsync(HttpMethod.Get, new(Server.Root, "v1/parties"), null, ("Authorization", $"Bearer {Key}"), ("PartyID", $"{Company.Id}"));

        Assert.Equal("401 InvalidAccessToken", Error(await ReadAsync(answer)));
    }

    [Fact]
    public async Task Company_IsTheOneInTheHeader_HoweverItIsSpelled()
    {
        Assert.Equal(401, await StatusAsync(null));
        Assert.Equal(401, await StatusAsync(Sandbox.Default.Id));
        Assert.Equal(200, await StatusAsync(Company.Id));
        Assert.Equal(200, await StatusAsync(Company.Id, "partyid"));
        Company.Set(allowsApi: false);
        Assert.Equal(401, await StatusAsync(Company.Id));
    }

    [Fact]
    public async Task DefaultKey_OpensEveryCompanyThatAllowsIt()
    {
        foreach (var company in Sandbox.Companies)
        {
            using var answer = await SendAsync(HttpMethod.Get, new(Server.Root, "v1/orders"), null, ("ApiKey", Sandbox.DefaultToken), ("PartyID", $"{company.Id}"));

            Assert.Equal(company.AllowsApi ? 200 : 401, (int)answer.StatusCode);
        }
    }

    [Fact]
    public async Task WhatIsAnotherCompanys_IsToldApartFromNothing()
    {
        var (party, order) = (Sandbox.Default.Parties[0].PartyID, Sandbox.Default.Orders[0].OrderID);

        foreach (var path in (string[])[$"parties/{party}", $"orders/{order}", "orders/1", $"files/{order:x}-pdf"])
            Assert.Equal(401, (await GetAsync(path)).Code);
        Assert.Equal(401, (await PostAsync("orders", Invoice(("Customer", new { PartyID = party, PartyType = "Customer" })))).Code);
        Assert.Equal(404, (await GetAsync("quotes")).Code);
    }

    [Fact]
    public async Task TooManyRequests_SayWhenToComeBack()
    {
        Sandbox.Behaviour.RequestsPerMinute = 2;
        await GetAsync("parties");
        await GetAsync("parties");
        Server.Time.Advance(TimeSpan.FromSeconds(15));

        var late = await GetAsync("parties");

        Assert.Equal((429, TimeSpan.FromSeconds(45)), (late.Code, late.RetryAfter));
        Server.Time.Advance(TimeSpan.FromSeconds(45));
        Assert.Equal(200, (await GetAsync("parties")).Code);
    }

    [Theory]
    [InlineData(ErrorShape.List, """{"errors":[{"Code":"GenericError","Description":"Niet gevonden."}]}""")]
    [InlineData(ErrorShape.One, """{"Code":"GenericError","Description":"Niet gevonden."}""")]
    [InlineData(ErrorShape.Message, """{"Message":"Niet gevonden."}""")]
    [InlineData(ErrorShape.Text, "Niet gevonden.")]
    public async Task Errors_ComeInTheFormsThatWereSeen(ErrorShape shape, string body)
    {
        Sandbox.Behaviour.Errors = shape;

        Assert.Equal(body, (await GetAsync("quotes")).Text);
    }

    [Theory]
    [InlineData(SandboxFaultKind.TooManyRequests, 429)]
    [InlineData(SandboxFaultKind.Unauthorized, 401)]
    [InlineData(SandboxFaultKind.Forbidden, 403)]
    [InlineData(SandboxFaultKind.Invalid, 400)]
    [InlineData(SandboxFaultKind.ServerError, 503)]
    public async Task Planned_IsAnsweredInBillitsForm(SandboxFaultKind kind, int status)
    {
        Sandbox.Plan(new() { Kind = kind, Token = Key });

        var answer = await GetAsync("parties");

        Assert.Equal(status, answer.Code);
        Assert.True(answer.Json["errors"][0]["Code"].Exists);
        Assert.Equal(200, (await GetAsync("parties")).Code);
    }

    [Fact]
    public async Task StaleList_DoesNotShowWhatWasJustMade()
    {
        await NewOrderAsync();
        Sandbox.Plan(new() { Kind = SandboxFaultKind.StaleList, HideRequests = 5 });

        Assert.Equal((0, 1), ((await GetAsync("orders")).Ok["Items"].Count, (await GetAsync("orders")).Ok["Items"].Count));
    }

    [Fact]
    public async Task OrderThatIsLostOnItsWayBack_StandsAllTheSame()
    {
        Sandbox.Plan(new() { Kind = SandboxFaultKind.CommitThenDrop, Method = "POST" });

        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync("orders", Invoice()));

        Assert.Single(Company.Orders);
    }

    private async Task<int> StatusAsync(long? company, string header = "PartyID")
    {
        using var answer = await SendAsync(HttpMethod.Get, new(Server.Root, "v1/parties"), null, [("ApiKey", Key), .. company is null ? [] : new[] { (header, $"{company}") }]);
        return (int)answer.StatusCode;
    }
}

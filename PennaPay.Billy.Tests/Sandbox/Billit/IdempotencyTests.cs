using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Sandbox.Billit;

/// <summary>The same thing asked for twice.</summary>
public sealed class IdempotencyTests : BillitTests
{
    [Theory]
    [InlineData("Idempotent-Key")]
    [InlineData("Idempotency-Key")]
    [InlineData("idempotency-key")]
    public async Task KeyThatWasUsed_IsAConflict_AndTellsNothingOfTheFirst(string header)
    {
        await PostAsync("orders", Invoice(), (header, "k1"));

        var again = await PostAsync("orders", Invoice(), (header, "k1"));

        Assert.Equal("""409 {"errors":[{"Code":"Idempotent token already exists"}]}""", $"{again.Code} {again.Text}");
        Assert.Single(Company.Orders);
    }

    [Fact]
    public async Task EitherName_IsTheSameKey_AndBothMayStandThere()
    {
        await PostAsync("orders", Invoice(), ("Idempotent-Key", "k1"), ("Idempotency-Key", "k1"));

        Assert.Equal(409, (await PostAsync("orders", Invoice(), ("Idempotency-Key", "k1"))).Code);
        Assert.Equal(409, (await PostAsync("orders", Invoice(), ("Idempotent-Key", "k1"))).Code);
    }

    [Fact]
    public async Task KeyOfWhatFailed_IsStillGood()
    {
        Assert.Equal(400, (await PostAsync("orders", Invoice(("ExpiryDate", null)), ("Idempotent-Key", "k1"))).Code);

        Assert.Equal(200, (await PostAsync("orders", Invoice(), ("Idempotent-Key", "k1"))).Code);
    }

    [Fact]
    public async Task AnswerThatWasLost_IsFoundByItsOwnNumber()
    {
        var order = Invoice(("ExternalProviderID", "shop-5"));
        Sandbox.Plan(new() { Kind = SandboxFaultKind.CommitThenServerError, Method = "POST" });
        Assert.Equal(503, (await PostAsync("orders", order, ("Idempotent-Key", "k1"))).Code);

        Assert.Equal(409, (await PostAsync("orders", order, ("Idempotent-Key", "k1"))).Code);
        Assert.Equal($"{Assert.Single(Company.Orders).OrderID}", Assert.Single((await GetAsync("orders?$filter=ExternalProviderID eq 'shop-5'")).Ok["Items"].Items)["OrderID"].Text);
    }

    [Fact]
    public async Task DeletedOrder_DoesNotFreeItsKey()
    {
        var id = (await PostAsync("orders", Invoice(), ("Idempotent-Key", "k1"))).Text;
        await CallAsync(HttpMethod.Delete, $"orders/{id}");

        Assert.Equal(409, (await PostAsync("orders", Invoice(), ("Idempotent-Key", "k1"))).Code);
        Assert.Equal(200, (await PostAsync("orders", Invoice(), ("Idempotent-Key", "k1b"))).Code);
    }

    [Fact]
    public async Task Sending_HasKeysToo_AndWithoutOneSendsTwice()
    {
        var id = await NewOrderAsync();
        object body = new { Transporttype = "SMTP", OrderIDs = new[] { id } };
        await PostAsync("orders/commands/send", body, ("Idempotent-Key", "s1"));

        Assert.Equal(409, (await PostAsync("orders/commands/send", body, ("Idempotent-Key", "s1"))).Code);
        Assert.Single(Company.Order(id).Messages);
        await PostAsync("orders/commands/send", body);
        Assert.Equal(2, Company.Order(id).Messages.Count);
    }

    [Fact]
    public async Task OtherCompany_HasKeysOfItsOwn()
    {
        await PostAsync("orders", Invoice(), ("Idempotent-Key", "k1"));
        var other = Sandbox.AddCompany("Andere BV");

        using var answer = await SendAsync(
            HttpMethod.Post, new(Server.Root, "v1/orders"), System.Net.Http.Json.JsonContent.Create(Invoice(("Customer", new { Name = "Nieuw" }))),
            ("ApiKey", Sandbox.DefaultToken), ("PartyID", $"{other.Id}"), ("Idempotent-Key", "k1"));

        Assert.Equal(200, (int)answer.StatusCode);
    }
}

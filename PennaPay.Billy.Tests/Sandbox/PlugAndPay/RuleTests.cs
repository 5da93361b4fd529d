using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Sandbox.PlugAndPay;

/// <summary>Rules: made, changed and deleted by clients, and what they call.</summary>
public sealed class RuleTests : PlugAndPayTests
{
    [Fact]
    public async Task Rule_CallsItsAddress_WithNothingButWhatHappened()
    {
        var received = new List<string>();
        await using var receiver = await LocalServer.StartAsync(_ => { }, app => app.MapPost("/hooks/{secret}", async (HttpRequest request, string secret) =>
        {
            received.Add($"{request.Method} {secret} {request.ContentType} {await new StreamReader(request.Body).ReadToEndAsync()}");
            return Results.StatusCode(202);
        }));
        var made = await CallAsync(HttpMethod.Post, "rules", Rule(receiver.Urls.Single() + "/hooks/geheim"));
        Assert.Equal(201, made.Code);
        var rule = made.Json["data"]["id"].Element.GetInt64();

        var order = Shop.PlaceOrder("Een", 10m);
        Shop.Pay(order);
        await Sandbox.WhenQuietAsync();

        Assert.Equal(
            $$$"""POST geheim application/json {"event":{"trigger_type":"order_paid","triggerable_id":{{{order}}},"triggerable_type":"order"},"rule_id":{{{rule}}},"sent_at":"2026-11-20T09:00:00.000000Z","tenant_id":{{{Shop.Id}}}}""",
            Assert.Single(received));
        Assert.Equal([new(rule, "order_paid", order, 202)], Sandbox.RuleCalls);
    }

    [Fact]
    public async Task PaymentThatAClientRegisters_CallsToo()
    {
        await CallAsync(HttpMethod.Post, "rules", Rule("http://127.0.0.1:1/hooks/1"));
        var order = Shop.PlaceOrder("Een", 10m);

        await CallAsync(HttpMethod.Patch, $"orders/{order}/payment", new { status = "paid" });
        await Sandbox.WhenQuietAsync();

        Assert.Equal((order, null), (Assert.Single(Sandbox.RuleCalls).Order, Sandbox.RuleCalls[0].Status));
    }

    [Fact]
    public async Task OtherMachines_AreNotCalled()
    {
        await CallAsync(HttpMethod.Post, "rules", Rule("https://elsewhere.example/hooks/1"));

        Shop.Pay(Shop.PlaceOrder("Een", 10m));
        await Sandbox.WhenQuietAsync();

        Assert.Null(Assert.Single(Sandbox.RuleCalls).Status);
    }

    [Fact]
    public async Task Rule_ThatIsDeletedOrChanged_CallsNoMoreForThat()
    {
        var first = (await CallAsync(HttpMethod.Post, "rules", Rule("http://127.0.0.1:1/1"))).Json["data"]["id"].Text;
        var second = (await CallAsync(HttpMethod.Post, "rules", Rule("http://127.0.0.1:1/2"))).Json["data"]["id"].Text;

        Assert.Equal(204, (await CallAsync(HttpMethod.Delete, $"rules/{first}")).Code);
        var changed = await CallAsync(HttpMethod.Patch, $"rules/{second}", new { trigger_type = "order_invoice_created" });

        Assert.Equal("order_invoice_created", changed.Ok["data"]["trigger_type"].Text);
        Assert.Equal("http://127.0.0.1:1/2", changed.Ok["data"]["action_data"]["hook_url"].Text);
        Assert.Equal([second], (await GetAsync("rules")).Ok["data"].Items.Select(rule => rule["id"].Text));
        Assert.Equal(404, (await CallAsync(HttpMethod.Delete, $"rules/{first}")).Code);
        Assert.Equal(204, (await CallAsync(HttpMethod.Delete, "rules", new { ids = new[] { long.Parse(second, null) } })).Code);
        Shop.Pay(Shop.PlaceOrder("Een", 10m));
        await Sandbox.WhenQuietAsync();
        Assert.Empty(Sandbox.RuleCalls);
    }

    [Theory]
    [InlineData("mail", "call_webhook", "order_paid", "https://billy.example/", "driver")]
    [InlineData("webhook", "mail", "order_paid", "https://billy.example/", "action_type")]
    [InlineData("webhook", "call_webhook", "order_lost", "https://billy.example/", "trigger_type")]
    [InlineData("webhook", "call_webhook", "order_paid", "billy", "action_data.url")]
    public async Task RuleThatCannotBe_IsRefused(string driver, string action, string trigger, string url, string field)
    {
        var answer = await CallAsync(HttpMethod.Post, "rules", new { name = "PennaPay", driver, action_type = action, action_data = new { url }, trigger_type = trigger });

        Assert.Equal((422, true), (answer.Code, answer.Json["errors"][field].Exists));
        Assert.Empty(Shop.Rules);
    }

    private static object Rule(string url) => new
    {
        name = "PennaPay", driver = "webhook", action_type = "call_webhook", action_data = new { url }, trigger_type = "order_paid", condition_data = new { },
    };
}

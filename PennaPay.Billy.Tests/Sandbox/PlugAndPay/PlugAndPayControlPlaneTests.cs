using System.Net;
using System.Text.Json;
using PennaPay.Billy.Web.Sandbox.PlugAndPay;

namespace PennaPay.Billy.Tests.Sandbox.PlugAndPay;

/// <summary>The customers and the people of a shop, over HTTP.</summary>
public sealed class PlugAndPayControlPlaneTests : PlugAndPayTests
{
    [Fact]
    public async Task AShopIsRun()
    {
        var made = await PostAsync("shops", new { name = "Winkel Twee" });
        var (shop, key) = (made.GetProperty("id").GetInt64(), made.GetProperty("key").GetString());
        var order = (await PostAsync($"shops/{shop}/orders", new { buyer = new { firstname = "Eva", email = "eva@example.nl" }, items = new[] { new { label = "Cursus", price = 121 } } })).GetProperty("id").GetInt64();
        await PostAsync($"shops/{shop}/orders/{order}/remind?price=40");
        await PostAsync($"shops/{shop}/orders/{order}/pay?method=bancontact");
        var run = Sandbox.Shops.Single(known => known.Id == shop);
        Assert.Equal((OrderPayments.Paid, "bancontact", 40m), (run.Order(order).PaymentStatus, run.Order(order).PaymentMethod, Assert.Single(run.Order(order).CollectionCosts).Price));
        var credit = (await PostAsync($"shops/{shop}/orders/{order}/credit")).GetProperty("id").GetInt64();
        Assert.Equal(order, run.Order(credit).Credits);
        await PostAsync($"shops/{shop}/many?count=3");
        Assert.Equal(5, run.Orders.Count);
        Assert.Equal(200, (await CallAsync(HttpMethod.Get, "orders", key: key)).Code);
        await PostAsync($"shops/{shop}/revoke");
        Assert.Equal(401, (await CallAsync(HttpMethod.Get, "orders", key: key)).Code);
    }

    [Fact]
    public async Task WhatCannotBe_IsRefusedWithItsReason()
    {
        var order = Shop.PlaceOrder("Cursus", 121m);
        Shop.Pay(order);

        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync($"shops/{Shop.Id}/orders/{order}/pay"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"shops/{Shop.Id}/orders/1/pay"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("shops/1/revoke"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync("shops", new { title = "Winkel" }));
    }

    private async Task<HttpStatusCode> StatusAsync(string path, object? body = null)
    {
        using var response = await SendAsync(HttpMethod.Post, PlugAndPaySandbox.ControlPath + "/" + path, body);
        return response.StatusCode;
    }

    private async Task<JsonElement> PostAsync(string path, object? body = null)
    {
        using var response = await SendAsync(HttpMethod.Post, PlugAndPaySandbox.ControlPath + "/" + path, body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode} {text}");
        return text.Length > 0 ? JsonElement.Parse(text) : default;
    }
}

namespace PennaPay.Billy.Tests.Sandbox.Billit;

/// <summary>Money that comes in.</summary>
public sealed class PaymentTests : BillitTests
{
    [Fact]
    public async Task Registered_InParts_UntilItIsPaid()
    {
        var id = await NewOrderAsync();

        await PostAsync($"orders/{id}/payments", new { Amount = 21, Description = "deel", Date = "2026-11-19" });
        Assert.Equal("false 100 ToSend", (await OrderAsync(id)).Show("Paid", "ToPay", "OrderStatus"));
        await PostAsync($"orders/{id}/payments", new { Amount = 100, Description = "rest" });

        Assert.Equal("true 0 2026-11-20T10:00:00 Paid", (await OrderAsync(id)).Show("Paid", "ToPay", "PaidDate", "OrderStatus"));
    }

    [Theory]
    [InlineData("""{"Amount":0}""")]
    [InlineData("""{"Description":"niets"}""")]
    [InlineData("""{"Amount":"veel"}""")]
    public async Task WhatIsNoAmount_IsRefused(string body)
    {
        var id = await NewOrderAsync();

        Assert.Equal("400 GenericError", Error(await PostAsync($"orders/{id}/payments", System.Text.Json.JsonElement.Parse(body))));
        Assert.Equal(401, (await PostAsync("orders/7/payments", new { Amount = 1 })).Code);
    }

    [Fact]
    public async Task Payments_CannotBeRead()
    {
        var id = await NewOrderAsync();

        Assert.Equal(404, (await GetAsync($"orders/{id}/payments")).Code);
    }

    [Fact]
    public async Task CustomerPays_AndSomebodyTakesItBack()
    {
        var id = await NewOrderAsync();
        Company.Pay(id, 21m);
        Server.Time.Advance(TimeSpan.FromMinutes(1));
        Company.Pay(id, method: "Bancontact");
        Assert.Equal("true Bancontact 2026-11-20T10:01:00", (await OrderAsync(id)).Show("Paid", "PaymentMethod", "PaidDate"));
        Assert.Throws<InvalidOperationException>(() => Company.Pay(id));
        Server.Time.Advance(TimeSpan.FromMinutes(1));

        Company.ReversePayment(id);

        var order = await OrderAsync(id);
        Assert.Equal("false 121 2026-11-20T10:02:00", order.Show("Paid", "ToPay", "LastModified"));
        Assert.False(order["PaidDate"].Exists);
        Assert.Throws<InvalidOperationException>(() => Company.ReversePayment(id));
    }
}

namespace PennaPay.Billy.Tests.Systems.ShopOrders;

/// <summary>Where a company has more customers than fit on a page, new ones do not have all of them read each time.</summary>
public sealed class ManyCustomersTests
{
    [Fact]
    public async Task NewCustomers_AreMadeOnce_AndTheOthersAreReadOnce()
    {
        await using var host = await OrdersHost.StartAsync();
        host.Company.AddMany(customers: 130, invoices: 0);
        await host.ActivateAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.SwitchOnAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        for (var buyer = 1; buyer <= 4; buyer++)
            host.Order(buyer);
        // The same company by another mailbox.
        var twin = host.Shop.Order(host.Order(1));
        host.Shop.EditOrder(twin.Id, order => order with { Buyer = order.Buyer with { Email = "andere@voorbeeld.be" } });
        await host.ReadAsync(TimeSpan.FromMinutes(10));
        await host.RestAsync();

        Assert.Equal(134, host.Company.Parties.Count);
        Assert.Equal(5, host.Company.Orders.Count);
        Assert.Equal(2, host.Billit.Requests().Count(request => request.Method == "GET" && request.Path.StartsWith("/v1/parties?", StringComparison.Ordinal)));
    }
}

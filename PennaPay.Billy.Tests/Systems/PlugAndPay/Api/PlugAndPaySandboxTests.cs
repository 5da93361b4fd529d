using System.Text;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Engine;
using SandboxOrder = PennaPay.Billy.Web.Sandbox.PlugAndPay.SandboxOrder;
using SandboxShop = PennaPay.Billy.Web.Sandbox.PlugAndPay.PlugAndPayShop;

namespace PennaPay.Billy.Tests.Systems.PlugAndPay.Api;

/// <summary>The client against the sandbox: neither shares a type with the other.</summary>
public sealed class PlugAndPaySandboxTests : IAsyncLifetime
{
    private PlugAndPayServer server = null!;
    private SandboxShop shop = null!;
    private PlugAndPayHost host = null!;

    public async Task InitializeAsync()
    {
        server = await PlugAndPayServer.StartAsync();
        server.Control.Behaviour.RequestsPerMinute = 0;
        shop = server.Control.AddShop("Proefwinkel");
        host = PlugAndPayHost.InFrontOf(server.BaseAddress, server.Control.AddKey(shop), ("PageSize", "7"), ("MaxReadRetries", "0"));
    }

    public async Task DisposeAsync()
    {
        host.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Shop_IsTheOneOfTheKey() =>
        Assert.Equal(new PlugAndPayShop { Id = shop.Id, Name = "Proefwinkel", Plan = "lite" }, await host.Reader.GetShopAsync(host.Access, default));

    [Fact]
    public async Task FinalInvoicesOfTheFirstShop_AreReadInFull_OldestFirst()
    {
        var first = server.Control.Default;
        using var reading = PlugAndPayHost.InFrontOf(server.BaseAddress, server.Control.DefaultToken, ("PageSize", "7"));

        var read = await reading.AllAsync(reading.Reader.ListFinalInvoicesAsync(reading.Access, server.Time.GetUtcNow().AddDays(-365), default));

        var expected = first.Orders.Where(order => order is { IsTest: false, IsConcept: false, DeletedAt: null }).ToList();
        Assert.Equal(expected.Select(order => order.Id).Order(), read.Select(order => order.Id).Order());
        Assert.Equal(read.Select(order => order.InvoiceDate).Order(), read.Select(order => order.InvoiceDate));
        Assert.All(read, order =>
        {
            // What an order is made of comes to its total, which says what an item's amount is the amount of.
            var parts = order.Items.Sum(item => item.AmountWithTax) + (order.Shipping?.AmountWithTax ?? 0) + order.CollectionCosts.Sum(cost => cost.AmountWithTax);
            Assert.Equal(order.AmountWithTax, parts);
            Assert.Equal(order.AmountWithTax - order.Amount, order.Taxes.Sum(tax => tax.Amount));
        });
        var credit = Assert.Single(await reading.AllAsync(reading.Reader.ListCreditInvoicesAsync(reading.Access, server.Time.GetUtcNow().AddDays(-365), default)));
        Assert.Equal((-246.95m, "credit_invoice"), (credit.AmountWithTax!.Value, credit.Payment!.Status));
        Assert.Equal(first.Order(credit.Id).Credits, Assert.Single(credit.RelatedOrders));
    }

    [Fact]
    public async Task SinceAMoment_NothingOlderThanItsDayComes()
    {
        shop.PlaceOrder("Oud", 10m);
        server.Time.Advance(TimeSpan.FromDays(3));
        var fresh = shop.PlaceOrder("Nieuw", 10m);

        var read = await host.AllAsync(host.Reader.ListFinalInvoicesAsync(host.Access, server.Time.GetUtcNow(), default));

        Assert.Equal(fresh, Assert.Single(read).Id);
    }

    [Fact]
    public async Task Payment_IsRegisteredOnce_AlsoWhenTheAnswerIsLost()
    {
        var order = shop.PlaceOrder("Cursus", 121m);
        server.Control.Plan(new() { Kind = SandboxFaultKind.CommitThenDrop, Method = "PATCH" });

        var lost = await Assert.ThrowsAsync<ApiException>(() => host.Writer.RegisterPaymentAsync(host.Access, order, default));
        var again = await host.Writer.RegisterPaymentAsync(host.Access, order, default);

        Assert.Equal((true, new PaymentRegistration.NotOpen("paid")), (lost.MayHaveBeenProcessed, again));
        Assert.Equal(["GET", "PATCH", "GET"], server.Control.Requests().Select(request => request.Method));
        Assert.Equal("manual", shop.Order(order).PaymentType);
    }

    [Fact]
    public async Task Payment_OfAnOpenOrder_IsRegistered_AndOfACreditedOneNot()
    {
        var (open, credited) = (shop.PlaceOrder("Cursus", 121m), shop.PlaceOrder("Cursus", 121m));
        shop.Credit(credited);

        Assert.IsType<PaymentRegistration.Registered>(await host.Writer.RegisterPaymentAsync(host.Access, open, default));
        Assert.Equal(new PaymentRegistration.NotOpen("credited"), await host.Writer.RegisterPaymentAsync(host.Access, credited, default));
        Assert.Equal(new PaymentRegistration.NoOrder(), await host.Writer.RegisterPaymentAsync(host.Access, 1, default));
    }

    [Theory]
    [InlineData("url")]
    [InlineData("hook_url")]
    public async Task Rule_IsMadeFoundAndDeleted_UnderEitherNameOfItsAddress(string name)
    {
        server.Control.Behaviour.AddressKey = name;
        var address = new Uri("https://billy.example/hooks/5f1d0c2ba94e4a7d8c3b");

        var made = await host.Writer.CreateRuleAsync(host.Access, "PennaPay", address, RuleTrigger.OrderPaid, default);
        var listed = await host.Writer.ListRulesAsync(host.Access, default);
        await host.Writer.DeleteRuleAsync(host.Access, made.Id, default);
        await host.Writer.DeleteRuleAsync(host.Access, made.Id, default);

        Assert.Equal(made, Assert.Single(listed));
        Assert.Equal(address.AbsoluteUri, made.Address);
        Assert.Empty(shop.Rules);
    }

    [Fact]
    public async Task ProductsAndRates_AreRead()
    {
        shop.AddProduct(new() { Title = "Cursus", Ledger = "8000", Sku = "FOTO" });

        Assert.Equal(("8000", "FOTO"), Assert.Single(await host.Reader.ListProductsAsync(host.Access, default)) is var product ? (product.Ledger, product.Sku) : default);
        Assert.Equal([21m, 12m, 6m, 0m], (await host.Reader.ListTaxRatesAsync(host.Access, "BE", default)).Select(rate => rate.Percentage));
        Assert.Equal(16, (await host.Reader.ListTaxRatesAsync(host.Access, null, default)).Count);
    }

    [Fact]
    public async Task InvoicePdf_IsRead_WhereThereIsOne()
    {
        var (final, concept) = (shop.PlaceOrder("Cursus", 121m), shop.PlaceOrder(new SandboxOrder { IsConcept = true }));

        var pdf = await host.Reader.FindInvoicePdfAsync(host.Access, final, default);

        Assert.StartsWith("%PDF-1.4", Encoding.ASCII.GetString(pdf!), StringComparison.Ordinal);
        Assert.Null(await host.Reader.FindInvoicePdfAsync(host.Access, concept, default));
    }

    [Fact]
    public async Task KeyThatIsTakenBack_IsUnauthorized()
    {
        server.Control.Revoke(shop);

        var exception = await Assert.ThrowsAsync<ApiException>(() => host.Reader.GetShopAsync(host.Access, default));

        Assert.Equal((ApiFailure.Unauthorized, "Unauthenticated."), (exception.Failure, exception.Message));
    }

    [Fact]
    public async Task ManyOrders_AreAllRead()
    {
        shop.AddMany(300);
        using var wide = PlugAndPayHost.InFrontOf(server.BaseAddress, server.Control.AddKey(shop), ("PageSize", "100"));

        var read = await wide.AllAsync(wide.Reader.ListFinalInvoicesAsync(wide.Access, server.Time.GetUtcNow().AddDays(-100), default));

        Assert.Equal((300, 3), (read.DistinctBy(order => order.Id).Count(), server.Control.Requests().Count));
    }
}

using PennaPay.Billy.Core.Systems.PlugAndPay.Api;

namespace PennaPay.Billy.Tests.Systems.PlugAndPay.Api;

/// <summary>What every call of the client sends, on every page.</summary>
public sealed class PlugAndPayRequestTests : IDisposable
{
    private const string Everything = "include=billing,collection_costs,discounts,items,payment,products,related_orders,shipping,taxes";

    private readonly PlugAndPayHost host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task EveryRequest_SaysWhoAsksAndWhatFor_AsItIsDocumented()
    {
        host.Answers("""{"data":{"id":4107,"name":"Studio Noord","plan":"lite"}}""");

        var shop = await host.Reader.GetShopAsync(host.Access, default);

        Assert.Equal(new PlugAndPayShop { Id = 4107, Name = "Studio Noord", Plan = "lite" }, shop);
        var sent = Assert.Single(host.Sent);
        Assert.Equal(
            (
                $"GET {PlugAndPayHost.Root}auth/tenants/me",
                $"Accept: application/json\nAuthorization: Bearer {PlugAndPayHost.TokenText}\nUser-Agent: CustomApiCall/2",
                ""),
            (sent.Line, sent.Headers, sent.Body));
    }

    [Fact]
    public async Task FinalInvoices_AreAskedForOldestFirst_OnEveryPage()
    {
        host.Pages("""{"id":1},{"id":2}""", """{"id":3}""", """{"id":4}""");

        var orders = await host.AllAsync(host.Reader.ListFinalInvoicesAsync(
            host.Access, new DateTimeOffset(2026, 11, 20, 0, 30, 0, TimeSpan.FromHours(1)), default));

        Assert.Equal([1, 2, 3, 4], orders.Select(order => order.Id));
        const string Query = $"GET orders?invoice_status=final&mode=live&since_invoice_date=2026-11-19&sort=invoice_date&direction=asc&{Everything}&limit=25";
        Assert.Equal([$"{Query}&page=1", $"{Query}&page=2", $"{Query}&page=3"], host.Asked);
    }

    [Fact]
    public async Task CreditInvoices_AreAskedForByTheirState()
    {
        host.Pages("");

        await host.AllAsync(host.Reader.ListCreditInvoicesAsync(host.Access, new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero), default));

        Assert.Equal(
            [$"GET orders?invoice_status=final&mode=live&payment_status=credit_invoice&since_invoice_date=2026-11-20&sort=invoice_date&direction=asc&{Everything}&limit=25&page=1"],
            host.Asked);
    }

    [Fact]
    public async Task Filter_IsSentWithItsExactNames_OnEveryPage()
    {
        using var two = new PlugAndPayHost(("PageSize", "2"));
        two.Pages("""{"id":1}""", """{"id":2}""");

        await two.AllAsync(two.Reader.ListOrdersAsync(
            two.Access,
            new()
            {
                AreFinal = false, AreLive = false, AreDeleted = true, PaymentStatuses = ["open", "processing"], SinceInvoiceDate = new(2026, 1, 2),
                UntilInvoiceDate = new(2026, 3, 4), SincePaidAt = new(2026, 5, 6, 9, 8, 9, TimeSpan.FromHours(2)), Sort = OrderSort.PaidAt,
            },
            default));

        const string Query = "GET orders?invoice_status=concept&mode=test&is_deleted=1&payment_status=open,processing&since_invoice_date=2026-01-02"
            + $"&until_invoice_date=2026-03-04&since_paid_at=2026-05-06 07:08:09&sort=paid_at&direction=asc&{Everything}&limit=2";
        Assert.Equal([$"{Query}&page=1", $"{Query}&page=2"], two.Asked);
    }

    [Fact]
    public async Task OneOrder_IsAskedForWithEverything()
    {
        host.Answers("""{"data":{"id":17}}""").Answers("""{"data":{"order_id":17,"status":"open"}}""");

        Assert.Equal(17, (await host.Reader.FindOrderAsync(host.Access, 17, default))!.Id);
        Assert.Equal("open", (await host.RunAsync(host.Reader.FindPaymentAsync(host.Access, 17, default)))!.Status);

        Assert.Equal([$"GET orders/17?{Everything}", "GET orders/17/payment"], host.Asked);
    }

    [Fact]
    public async Task RatesAndProducts_AreListed()
    {
        host.Answers("""{"data":[{"id":6,"country":"BE","percentage":"6.0"}]}""");
        host.Pages("""{"id":1,"ledger":8000,"title":"Cursus"},{"id":2,"ledger":"OMZET-C"}""");

        Assert.Equal([new PlugAndPayTaxRate { Id = 6, Country = "BE", Percentage = 6 }], await host.RunAsync(host.Reader.ListTaxRatesAsync(host.Access, "BE", default)));
        Assert.Equal(
            [new PlugAndPayProduct { Id = 1, Ledger = "8000", Title = "Cursus" }, new PlugAndPayProduct { Id = 2, Ledger = "OMZET-C" }],
            await host.RunAsync(host.Reader.ListProductsAsync(host.Access, default)));
        Assert.Equal(["GET tax-rates?country=BE&limit=25&page=1", "GET products?limit=25&page=1"], host.Asked);
    }

    [Fact]
    public void Default_IsTheAddressOfTheVendorsOwnClient() => Assert.Equal("https://api.plugandpay.com/v2/", new PlugAndPayOptions().BaseAddress.AbsoluteUri);
}

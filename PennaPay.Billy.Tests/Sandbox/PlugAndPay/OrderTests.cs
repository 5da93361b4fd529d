using System.Globalization;
using PennaPay.Billy.Web.Sandbox.PlugAndPay;

namespace PennaPay.Billy.Tests.Sandbox.PlugAndPay;

/// <summary>Orders as they are shown, listed and paid.</summary>
public sealed class OrderTests : PlugAndPayTests
{
    private const string Everything = "include=billing,collection_costs,discounts,items,payment,products,related_orders,shipping,taxes";

    private static readonly SandboxBuyer Buyer = new() { Firstname = "Eva", Lastname = "Smit", Email = "eva@example.nl" };

    [Fact]
    public async Task Order_ShowsWhatWasAskedForAlone_WithAmountsAsTexts()
    {
        var id = Shop.PlaceOrder(Basket());

        var bare = (await GetAsync($"orders/{id}")).Ok["data"];
        var full = (await GetAsync($"orders/{id}?{Everything}")).Ok["data"];

        // 2 × 121.00 - 24.20 and 6.95 at 21 %, 10.90 at 9 %, all with VAT.
        Assert.Equal("195.74 235.65 20260001 final 2026-11-20 live", bare.Show("amount", "amount_with_tax", "invoice_number", "invoice_status", "invoice_date", "mode"));
        Assert.Equal((false, false, false, false), (bare["items"].Exists, bare["payment"].Exists, bare["shipping"].Exists, bare["taxes"].Exists));
        Assert.Equal("180.00 217.80", full["items"][0].Show("amount", "amount_with_tax"));
        Assert.Equal("20.00 24.20 ZOMER", full["items"][0]["discounts"][0].Show("amount", "amount_with_tax", "code"));
        Assert.Equal(["21.0", "9.0"], full["taxes"].Items.Select(tax => tax["rate"]["percentage"].Text));
        Assert.Equal(
            full["amount_with_tax"].Text,
            (full["items"].Items.Concat([full["shipping"]]).Sum(part => Amount(part, "amount_with_tax"))).ToString("0.00", CultureInfo.InvariantCulture));
        Assert.Equal("open ideal mail", full["payment"].Show("status", "method", "type"));
    }

    [Theory]
    [InlineData(ItemAmounts.OfTheLine, true, "180.00")]
    [InlineData(ItemAmounts.OfTheLine, false, "200.00")]
    [InlineData(ItemAmounts.OfOnePiece, true, "100.00")]
    public async Task ItemsAmount_HasEitherMeaning_AndTheTotalStays(ItemAmounts meaning, bool isDiscounted, string amount)
    {
        (Sandbox.Behaviour.ItemAmounts, Sandbox.Behaviour.ItemAmountsAreDiscounted) = (meaning, isDiscounted);
        var id = Shop.PlaceOrder(Basket());

        var order = (await GetAsync($"orders/{id}?include=items")).Ok["data"];

        Assert.Equal((amount, "235.65"), (order["items"][0]["amount"].Text, order["amount_with_tax"].Text));
    }

    [Fact]
    public async Task PricesBeforeTax_HaveItAdded()
    {
        var id = Shop.PlaceOrder(new SandboxOrder { Buyer = Buyer, IsTaxIncluded = false, Items = [new() { Label = "Uur", Price = 99.99m, Quantity = 3, Percentage = 21m }] });

        Assert.Equal("299.97 362.96", (await GetAsync($"orders/{id}")).Ok["data"].Show("amount", "amount_with_tax"));
    }

    [Fact]
    public async Task List_LeavesOutWhatIsDeleted_AndFiltersTheRest()
    {
        var paid = Shop.PlaceOrder("Een", 10m);
        var test = Shop.PlaceOrder(new SandboxOrder { Buyer = Buyer, IsTest = true });
        var concept = Shop.PlaceOrder(new SandboxOrder { Buyer = Buyer, IsConcept = true });
        var deleted = Shop.PlaceOrder("Vier", 10m);
        Shop.Pay(paid);
        Shop.Delete(deleted);
        Server.Time.Advance(TimeSpan.FromDays(2));
        var later = Shop.PlaceOrder("Vijf", 10m);

        Assert.Equal([later, concept, test, paid], await IdsAsync("orders"));
        Assert.Equal([later, paid], await IdsAsync("orders?invoice_status=final&mode=live"));
        Assert.Equal([concept], await IdsAsync("orders?invoice_status=concept"));
        Assert.Equal([test], await IdsAsync("orders?mode=test"));
        Assert.Equal([deleted], await IdsAsync("orders?is_deleted=1"));
        Assert.Equal([paid], await IdsAsync("orders?payment_status=paid,reversed"));
        Assert.Equal([later], await IdsAsync("orders?since_invoice_date=2026-11-21"));
        Assert.Equal([paid], await IdsAsync("orders?mode=live&until_invoice_date=2026-11-21"));
        Assert.Equal([paid], await IdsAsync("orders?since_paid_at=2026-11-20%2009:00:00"));
        Assert.Equal([paid, later], await IdsAsync("orders?invoice_status=final&mode=live&sort=invoice_date&direction=asc"));
        Assert.Equal(404, (await GetAsync($"orders/{deleted}")).Code);
        Assert.Equal(("20260002-T", true), ((await GetAsync($"orders/{test}")).Ok["data"]["invoice_number"].Text, (await GetAsync($"orders/{concept}")).Ok["data"]["invoice_number"].IsNull));
    }

    [Fact]
    public async Task List_HasPages_ThatKnowOfEachOther()
    {
        for (var i = 0; i < 5; i++)
            Shop.PlaceOrder("Een", 10m);

        var second = (await GetAsync("orders?limit=2&page=2&mode=live")).Ok;

        Assert.Equal("2 3 2 5", second["meta"].Show("current_page", "last_page", "per_page", "total"));
        Assert.EndsWith("/sandbox/plugandpay/v2/orders?limit=2&mode=live&page=3", second["links"]["next"].Text, StringComparison.Ordinal);
        Assert.True((await GetAsync("orders?limit=2&page=3")).Ok["links"]["next"].IsNull);
        Assert.Equal(5, (await IdsAsync("orders")).Count);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("page=x", "page")]
    [InlineData("include=items,secrets", "include")]
    [InlineData("sort=id", "sort")]
    [InlineData("direction=up", "direction")]
    [InlineData("payment_status=odd", "payment_status")]
    [InlineData("since_invoice_date=20-11-2026", "since_invoice_date")]
    [InlineData("since_paid_at=2026-11-20", "since_paid_at")]
    public async Task ParameterThatCannotBe_IsNamed(string query, string field)
    {
        var answer = await GetAsync($"orders?{query}");

        Assert.Equal((422, "The given data was invalid."), (answer.Code, answer.Json["message"].Text));
        Assert.True(answer.Json["errors"][field].Exists);
    }

    [Fact]
    public async Task Payment_IsRegisteredOnce()
    {
        var id = Shop.PlaceOrder("Een", 10m);

        var paid = await CallAsync(HttpMethod.Patch, $"orders/{id}/payment", new { status = "paid", type = "manual" });
        var again = await CallAsync(HttpMethod.Patch, $"orders/{id}/payment", new { status = "paid" });

        Assert.Equal("paid manual", paid.Ok["data"].Show("status", "type"));
        Assert.Equal(422, again.Code);
        Assert.Equal("The payment is paid and cannot be changed.", again.Json["errors"]["status"][0].Text);
        Assert.Equal((OrderPayments.Paid, Server.Time.GetUtcNow()), (Shop.Order(id).PaymentStatus, Shop.Order(id).PaidAt));
        Assert.Equal([true, false], Sandbox.Requests(Key).Select(request => request.Committed));
    }

    [Fact]
    public async Task CreditInvoice_IsAnOrderOfItsOwn_WithNegativeAmounts()
    {
        var id = Shop.PlaceOrder(Basket());

        var credit = Shop.Credit(id);

        var shown = (await GetAsync($"orders/{credit}?{Everything}")).Ok["data"];
        Assert.Equal("-195.74 -235.65 20260002", shown.Show("amount", "amount_with_tax", "invoice_number"));
        Assert.Equal(($"{id}", "credit_invoice"), (shown["related_orders"][0]["id"].Text, shown["payment"]["status"].Text));
        Assert.Equal("credited", (await GetAsync($"orders/{id}/payment")).Ok["data"]["status"].Text);
        Assert.Equal(422, (await CallAsync(HttpMethod.Patch, $"orders/{id}/payment", new { status = "paid" })).Code);
        Assert.Throws<InvalidOperationException>(() => Shop.Credit(id));
    }

    [Fact]
    public async Task ProductsAndRates_AreListed()
    {
        var id = Shop.AddProduct(new() { Title = "Cursus", Ledger = "8000" });
        Shop.AddProduct(new() { Title = "Uur", Ledger = "OMZET-C" });

        Assert.Equal(["8000", "OMZET-C"], (await GetAsync("products")).Ok["data"].Items.Select(product => product["ledger"].Text));
        Assert.Equal("Cursus", (await GetAsync($"products/{id}")).Ok["data"]["title"].Text);
        Assert.Equal(["21.0", "12.0", "6.0", "0.0"], (await GetAsync("tax-rates?country=BE")).Ok["data"].Items.Select(rate => rate["percentage"].Text));
    }

    [Fact]
    public async Task FirstShop_HasSomethingOfEverything()
    {
        var orders = Sandbox.Default.Orders;

        Assert.InRange(orders.Count, 35, 45);
        Assert.Equal(OrderPayments.All.Order(), orders.Select(order => order.PaymentStatus).Distinct().Order());
        Assert.Contains(orders, order => order.IsTest);
        Assert.Contains(orders, order => order.IsConcept);
        Assert.Contains(orders, order => order.DeletedAt is not null);
        Assert.Contains(orders, order => order.Shipping is not null);
        Assert.Contains(orders, order => order.CollectionCosts.Count > 0);
        Assert.Contains(orders, order => order.Buyer.TaxExempt == "reverse");
        Assert.Equal(2, Sandbox.Shops.Count(shop => shop.Name is "Studio Noord" or "Atelier Zuid"));
        Assert.Equal("Studio Noord", (await CallAsync(HttpMethod.Get, "auth/tenants/me", key: Sandbox.DefaultToken)).Ok["data"]["name"].Text);
    }

    private static SandboxOrder Basket() => new()
    {
        Buyer = Buyer,
        Items =
        [
            new() { Label = "Cursus", Price = 121m, Quantity = 2, Discount = 24.20m, DiscountCode = "ZOMER" },
            new() { Label = "Boek", Price = 10.90m, Percentage = 9m },
        ],
        Shipping = new(6.95m),
    };

    private static decimal Amount(Json part, string name) => decimal.Parse(part[name].Text, CultureInfo.InvariantCulture);
}

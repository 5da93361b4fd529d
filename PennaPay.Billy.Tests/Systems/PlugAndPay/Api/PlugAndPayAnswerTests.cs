using System.Net;
using System.Text.RegularExpressions;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api;

namespace PennaPay.Billy.Tests.Systems.PlugAndPay.Api;

/// <summary>What the client makes of answers, as real shops' are and as nobody's should be.</summary>
public sealed class PlugAndPayAnswerTests : IDisposable
{
    private static readonly Regex Lists = new(@"[^ ]*(\[\]|`1\[[^ ]*\])(?=[ ,])");

    private readonly PlugAndPayHost host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task Order_IsReadWithEverything()
    {
        host.Answers("""
            {"data":{"id":17,"reference":"3b6f2f0e-0f0f-4b0e-9a55-0f5a6d1f9c11","invoice_number":"20264019","invoice_status":"final","invoice_date":"2026-11-19T23:30:00.000000Z",
             "amount":"1234.50","amount_with_tax":"1493.75","is_tax_included":true,"currency":"EUR","mode":"live","source":"checkout","is_first":1,"is_hidden":false,
             "product_group":null,"customer_id":"","created_at":"2026-11-19T22:30:00.000000Z","updated_at":null,"deleted_at":null,"unheard_of":{"a":[1]},
             "billing":{"contact":{"company":"","email":"eva@example.nl","invoice_email":"boek@example.nl","firstname":"Eva","lastname":"Smit","telephone":null,"website":null,
              "vat_id_number":"NL1","tax_exempt":"none"},"address":{"street":"Meir","housenumber":48,"zipcode":"2000","city":"Antwerpen","country":"BE"}},
             "items":[{"id":1701,"product_id":3,"label":"Cursus\nfotografie","quantity":1.5,"type":null,"amount":"200.00","amount_with_tax":"242.00",
              "discounts":[{"amount":"20.00","amount_with_tax":"24.20","code":"ZOMER10","type":"promotion"}],
              "tax":{"amount":"42.00","rate":{"id":1,"country":"NL","percentage":"21.0"}},"product":{"id":3,"ledger":8000,"sku":"FOTO-1","title":"Cursus","is_physical":false}}],
             "taxes":[{"amount":"42.00","rate":{"id":1,"country":"NL","percentage":"21.0"}}],"total_discounts":null,
             "shipping":{"amount":"5.74","amount_with_tax":"6.95","taxes":[]},"collection_costs":[{"amount":"40.00","amount_with_tax":"40.00"},null],
             "payment":{"order_id":17,"method":"a-new-one","status":"paid","type":"mail","provider":"mollie","transaction_id":"tr_1","paid_at":"2026-11-20 08:00:00","url":"https://secret.test/"},
             "related_orders":[{"id":9,"invoice_number":"1"},"8",7,{"order":6},null,[5]]}}
            """);

        var order = (await host.Reader.FindOrderAsync(host.Access, 17, default))!;

        var rate = new PlugAndPayTaxRate { Id = 1, Country = "NL", Percentage = 21.0m };
        Assert.Equal([9L, 8L, 7L], order.RelatedOrders);
        var item = Assert.Single(order.Items);
        Assert.Equal([new PlugAndPayDiscount { Amount = 20, AmountWithTax = 24.20m, Code = "ZOMER10", Type = "promotion" }], item.Discounts);
        AssertSame(
            new PlugAndPayItem
            {
                Id = 1701, ProductId = 3, Label = "Cursus fotografie", Quantity = 1.5m, Amount = 200.00m, AmountWithTax = 242.00m,
                Tax = new() { Amount = 42.00m, Rate = rate }, Product = new() { Id = 3, Ledger = "8000", Sku = "FOTO-1", Title = "Cursus", IsPhysical = false },
            },
            item with { Discounts = [] });
        Assert.Equal([new PlugAndPayTax { Amount = 42, Rate = rate }], order.Taxes);
        Assert.Equal((5.74m, 6.95m, 40m), (order.Shipping!.Amount, order.Shipping.AmountWithTax, Assert.Single(order.CollectionCosts).Amount));
        Assert.Equal(
            new PlugAndPayPayment { OrderId = 17, Method = "a-new-one", Status = "paid", Type = "mail", Provider = "mollie", TransactionId = "tr_1", PaidAt = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero) },
            order.Payment);
        Assert.Equal(
            new PlugAndPayBilling
            {
                Contact = new() { Email = "eva@example.nl", InvoiceEmail = "boek@example.nl", Firstname = "Eva", Lastname = "Smit", VatIdNumber = "NL1", TaxExempt = "none" },
                Address = new() { Street = "Meir", Housenumber = "48", Zipcode = "2000", City = "Antwerpen", Country = "BE" },
            },
            order.Billing);
        AssertSame(
            new PlugAndPayOrder
            {
                Id = 17, Reference = "3b6f2f0e-0f0f-4b0e-9a55-0f5a6d1f9c11", InvoiceNumber = "20264019", InvoiceStatus = "final", InvoiceDate = new(2026, 11, 20),
                Amount = 1234.50m, AmountWithTax = 1493.75m, IsTaxIncluded = true, Currency = "EUR", Mode = "live", Source = "checkout", IsFirst = true, IsHidden = false,
                CreatedAt = new(2026, 11, 19, 22, 30, 0, TimeSpan.Zero), Billing = order.Billing, Payment = order.Payment, TotalDiscounts = order.TotalDiscounts,
            },
            order with { Items = [], Taxes = [], Shipping = null, CollectionCosts = [], RelatedOrders = [] });
        Assert.Empty(order.TotalDiscounts);

        // Lists in records are the same only where they are one.
        static void AssertSame(object expected, object actual) => Assert.Equal(Lists.Replace($"{expected}", "[]"), Lists.Replace($"{actual}", "[]"));
    }

    [Theory]
    [InlineData("2026-11-19", "2026-11-19")]
    [InlineData("2026-11-19 23:30:00", "2026-11-19")]
    [InlineData("2026-11-19T23:30:00", "2026-11-19")]
    [InlineData("2026-11-19T23:30:00Z", "2026-11-20")]
    [InlineData("2026-11-20T00:30:00+05:00", "2026-11-19")]
    [InlineData("", null)]
    public async Task InvoiceDate_IsTheDayThatStandsThere_OrThatInBrussels(string written, string? day)
    {
        host.Answers($$$"""{"data":{"id":17,"invoice_date":"{{{written}}}"}}""");

        Assert.Equal(day, (await host.Reader.FindOrderAsync(host.Access, 17, default))!.InvoiceDate?.ToString("yyyy-MM-dd", null));
    }

    [Theory]
    [InlineData("\"amount\":\"twelve\"", "amount")]
    [InlineData("\"amount\":\"12,50\"", "amount")]
    [InlineData("\"amount_with_tax\":\"1e3\"", "amount_with_tax")]
    [InlineData("\"amount\":{}", "amount")]
    [InlineData("\"invoice_date\":\"20/11/2026\"", "invoice_date")]
    [InlineData("\"created_at\":\"yesterday\"", "created_at")]
    [InlineData("\"is_tax_included\":\"perhaps\"", "is_tax_included")]
    [InlineData("\"mode\":[]", "mode")]
    [InlineData("\"customer_id\":-4", "customer_id")]
    [InlineData("\"items\":[{\"id\":1,\"quantity\":\"many\"}]", "quantity")]
    [InlineData("\"taxes\":[{\"rate\":{\"id\":1,\"percentage\":\"21 %\"}}]", "percentage")]
    [InlineData("\"id\":\"one\"", "id")]
    public async Task Garbage_IsNamed_AndNotTakenForNothing(string field, string name)
    {
        host.Answers(PlugAndPayHost.Page($$"""{"id":1,{{field}}}"""));

        var exception = await host.FailureOfAsync(host.AllAsync(host.Reader.ListOrdersAsync(host.Access, new(), default)));

        Assert.Equal(
            (ApiFailure.Unreadable, $"Plug&Pay's answer has a value in {name} that cannot be read."), (exception.Failure, exception.Message));
    }

    [Theory]
    [InlineData("""{"data":null}""")]
    [InlineData("""{"data":[null]}""")]
    [InlineData("""{"data":[{"reference":"no id"}]}""")]
    [InlineData("""{"data":{"id":1}}""")]
    [InlineData("""{"data":[{"id":1}""")]
    [InlineData("[]")]
    [InlineData("<html>")]
    [InlineData("")]
    public async Task WhatIsNoList_IsUnreadable(string body)
    {
        host.Answers(body);

        Assert.Equal(
            ApiFailure.Unreadable, (await host.FailureOfAsync(host.AllAsync(host.Reader.ListOrdersAsync(host.Access, new(), default)))).Failure);
    }

    [Theory]
    [InlineData("""{"id":2}""", 1, 3)]
    [InlineData("""{"id":1}""", 2, 3)]
    [InlineData("", 2, 3)]
    public async Task AListThatGoesRoundInCircles_IsStopped(string second, int number, int last)
    {
        host.Answers(PlugAndPayHost.Page("""{"id":1}""", 1, 3)).Answers(PlugAndPayHost.Page(second, number, last));

        var exception = await host.FailureOfAsync(host.AllAsync(host.Reader.ListOrdersAsync(host.Access, new(), default)));

        Assert.Equal(("Plug&Pay's list of orders goes round in circles.", false), (exception.Message, exception.MayHaveBeenProcessed));
    }

    [Fact]
    public async Task AListWithoutAnEnd_IsStopped()
    {
        using var endless = new PlugAndPayHost(("RequestsPerSecond", "0"));
        for (var i = 1; i <= 10_001; i++)
            endless.Answers(PlugAndPayHost.Page($$"""{"id":{{i}}}""", i, int.MaxValue));

        var exception = await endless.FailureOfAsync(endless.AllAsync(endless.Reader.ListOrdersAsync(endless.Access, new(), default)));

        Assert.Equal((ApiFailure.TooMuch, 10_000), (exception.Failure, endless.Sent.Count));
    }

    [Fact]
    public async Task WhatMovedOverAPagesEdge_ComesOnce()
    {
        host.Answers(PlugAndPayHost.Page("""{"id":1},{"id":2}""", 1, 2)).Answers(PlugAndPayHost.Page("""{"id":2},{"id":3}""", 2, 2));

        Assert.Equal([1, 2, 3], (await host.AllAsync(host.Reader.ListOrdersAsync(host.Access, new(), default))).Select(order => order.Id));
    }

    [Fact]
    public async Task WhatIsNotThere_IsNull_AndAnotherOrderIsNoAnswer()
    {
        host.Answers("""{"message":"Not Found"}""", HttpStatusCode.NotFound).Answers("""{"message":"Not Found"}""", HttpStatusCode.NotFound)
            .Answers("""{"data":{"id":18}}""").Answers("""{"data":{"order_id":18,"status":"open"}}""");

        Assert.Null(await host.Reader.FindOrderAsync(host.Access, 17, default));
        Assert.Null(await host.RunAsync(host.Reader.FindPaymentAsync(host.Access, 17, default)));
        Assert.Equal(ApiFailure.Unreadable, (await host.FailureOfAsync(host.Reader.FindOrderAsync(host.Access, 17, default))).Failure);
        Assert.Equal(ApiFailure.Unreadable, (await host.FailureOfAsync(host.Reader.FindPaymentAsync(host.Access, 17, default))).Failure);
    }

    [Fact]
    public async Task InvoicePdf_IsTakenAsItComes()
    {
        host.Answers("%PDF-1.4 whatever follows");

        Assert.Equal("%PDF-1.4 whatever follows"u8.ToArray(), await host.Reader.FindInvoicePdfAsync(host.Access, 17, default));
        Assert.Equal(["GET orders/17/invoice"], host.Asked);
    }

    [Theory]
    [InlineData("<html>", false)]
    [InlineData("", false)]
    [InlineData("""{"data":{"url":"https://elsewhere.test/"}}""", false)]
    [InlineData("%PDF-", true)]
    public async Task InvoicePdf_ThatIsNoneOrTooLarge_IsUnreadable(string beginning, bool isTooLarge)
    {
        host.Answers(isTooLarge ? beginning + new string(' ', 5 * 1024 * 1024) : beginning);

        var exception = await host.FailureOfAsync(host.Reader.FindInvoicePdfAsync(host.Access, 17, default));

        Assert.Equal((ApiFailure.Unreadable, isTooLarge), (exception.Failure, exception.IsTooLarge));
    }
}

namespace PennaPay.Billy.Tests.Sandbox.Billit;

/// <summary>Invoices and credit notes: what is taken, and how it reads.</summary>
public sealed class OrderTests : BillitTests
{
    [Fact]
    public async Task Created_TheAnswerIsABareNumber()
    {
        var answer = await PostAsync("orders", Invoice());

        Assert.Equal($"200 {Assert.Single(Company.Orders).OrderID}", $"{answer.Code} {answer.Text}");
    }

    [Fact]
    public async Task Read_ShowsWhatWasPosted_AndWhatBillitMadeOfIt()
    {
        var order = await OrderAsync(await NewOrderAsync(Invoice(
            ("OrderNumber", "2026-001"), ("Reference", "PO-9"), ("ExternalProviderID", "shop-12"), ("Comments", "Dank u"), ("OrderLines", new object[] { Line(50m, 21, 3), Line(20m, 6) }))));

        Assert.Equal(
            "Invoice Income 2026-001 2026-11-20T00:00:00 2026-12-20T00:00:00 PO-9 shop-12 APIFeed EUR ToSend false false",
            order.Show("OrderType", "OrderDirection", "OrderNumber", "OrderDate", "ExpiryDate", "Reference", "ExternalProviderID", "ExternalProvider", "Currency", "OrderStatus", "IsSent", "Paid"));
        Assert.Equal("170 32.7 202.7 202.7", order.Show("TotalExcl", "TotalVAT", "TotalIncl", "ToPay"));
        Assert.Equal("150 31.5 181.5 4 false", order["OrderLines"][0].Show("TotalExcl", "TotalVAT", "TotalIncl", "VentilationCode", "InclLeading"));
        Assert.Equal(["4 21 150 31.5 181.5", "2 6 20 1.2 21.2"], order["VatGroups"].Items.Select(group => group.Show("VentilationCode", "VATPercentage", "TotalExcl", "TotalVAT", "TotalIncl")));
        Assert.Equal("Klant NV", order["Customer"]["Name"].Text);
        Assert.Matches(@"^\+\+\+\d{3}/\d{4}/\d{5}\+\+\+$", order["PaymentReference"].Text);
        Assert.False(order["CurrentDocumentDeliveryDetails"].Exists);
    }

    [Fact]
    public async Task Numbers_ComeFromTheCompanysRow_WhereNoneIsPosted()
    {
        var numbers = new List<string>();
        foreach (var type in (string[])["Invoice", "Invoice", "CreditNote"])
            numbers.Add((await OrderAsync(await NewOrderAsync(Invoice(("OrderType", type)))))["OrderNumber"].Text);
        var next = (await PostAsync("account/sequences", new { SequenceType = "Income-Invoice", Consume = false })).Ok.Text;
        await NewOrderAsync(Invoice(("OrderNumber", next)));

        Assert.Equal(["F-2026-0001", "F-2026-0002", "CN-2026-0001", "F-2026-0003"], [.. numbers, next]);
        Assert.Equal("F-2026-0004", (await PostAsync("account/sequences", new { SequenceType = "Income-Invoice", Consume = true })).Ok.Text);
        Assert.Equal("F-2026-0005", (await OrderAsync(await NewOrderAsync()))["OrderNumber"].Text);
    }

    [Fact]
    public async Task NumberThatIsTaken_IsRefused_UnlessItBehavesOtherwise()
    {
        await NewOrderAsync(Invoice(("OrderNumber", "A1")));

        Assert.Equal("400 GenericError", Error(await PostAsync("orders", Invoice(("OrderNumber", "a1")))));
        Sandbox.Behaviour.RefusesTakenNumbers = false;
        await NewOrderAsync(Invoice(("OrderNumber", "A1")));
        Assert.Equal(2, Company.Orders.Count);
    }

    [Theory]
    [InlineData("OrderType", "Bill")]
    [InlineData("OrderType", null)]
    [InlineData("OrderDirection", "Sideways")]
    [InlineData("ExpiryDate", null)]
    [InlineData("ExpiryDate", "20/12/2026")]
    [InlineData("Customer", null)]
    [InlineData("OrderLines", null)]
    [InlineData("Currency", "euro")]
    [InlineData("PaymentMethod", "Cheque")]
    [InlineData("VentilationCode", 5)]
    public async Task WhatIsWrong_IsRefused(string name, object? value)
    {
        Assert.Equal("400 GenericError", Error(await PostAsync("orders", Invoice((name, value)))));
        Assert.Empty(Company.Orders);
    }

    [Fact]
    public async Task ExplicitNull_IsRefused()
    {
        var order = Invoice();
        order["Reference"] = null!;

        Assert.Equal("400 GenericError", Error(await PostAsync("orders", order)));
        Sandbox.Behaviour.RefusesNulls = false;
        Assert.Equal(200, (await PostAsync("orders", order)).Code);
    }

    [Fact]
    public async Task Rates_AreThoseOfTheCompanysCountry()
    {
        var dutch = Invoice(("OrderLines", new object[] { Line(10m, 9) }));
        Assert.Equal("400 InvalidVAtPercentageForTaxCountry_0_", Error(await PostAsync("orders", dutch)));
        Company.Set(taxCountry: "NL");

        Assert.Equal(200, (await PostAsync("orders", dutch)).Code);
    }

    [Theory]
    [InlineData(null, null, "1")]
    [InlineData(21, null, "21")]
    [InlineData(21, 55, "55")]
    public async Task WhyThereIsNoVat_StandsOnTheLineOrTheOrder_ElseItIsZeroRated(int? ofOrder, int? ofLine, string shown)
    {
        object line = ofLine is null ? Line(10m, 0) : new { Description = "x", Quantity = 1, UnitPriceExcl = 10, VATPercentage = 0, VentilationCode = ofLine };

        var order = await OrderAsync(await NewOrderAsync(Invoice(("OrderLines", new[] { line, Line(10m) }), ("VentilationCode", ofOrder))));

        Assert.Equal([shown, "4"], order["VatGroups"].Items.Select(group => group["VentilationCode"].Text));
    }

    [Fact]
    public async Task CreditNote_ToAnInvoice_IsSettled_AndItsInvoiceHasToBeThere()
    {
        await NewOrderAsync(Invoice(("OrderNumber", "A1")));
        var settled = await OrderAsync(await NewOrderAsync(Invoice(("OrderType", "CreditNote"), ("AboutInvoiceNumber", "A1"))));
        var open = await OrderAsync(await NewOrderAsync(Invoice(("OrderType", "CreditNote"))));

        Assert.Equal(("true 0", "false 121"), (settled.Show("Paid", "ToPay"), open.Show("Paid", "ToPay")));
        Assert.Equal("400 TheAboutInvoiceNumberCouldNotBeFound", Error(await PostAsync("orders", Invoice(("OrderType", "CreditNote"), ("AboutInvoiceNumber", "A2")))));
        Assert.Equal("400 GenericError", Error(await PostAsync("orders", Invoice(("OrderType", "CreditNote"), ("OrderLines", new[] { Line(-5m) })))));
    }

    [Fact]
    public async Task PaidOrPartlyPaid_WhenPosted()
    {
        var paid = await OrderAsync(await NewOrderAsync(Invoice(("Paid", true), ("PaidDate", "2026-11-19T12:00:00"), ("PaymentMethod", "Bancontact"))));
        var partly = await OrderAsync(await NewOrderAsync(Invoice(("ToPay", 21))));

        Assert.Equal("true 2026-11-19T12:00:00 0 Paid Bancontact", paid.Show("Paid", "PaidDate", "ToPay", "OrderStatus", "PaymentMethod"));
        Assert.Equal("false 21", partly.Show("Paid", "ToPay"));
    }

    [Fact]
    public async Task Files_AreTheOrdersOwn_AndWhatWasPosted()
    {
        var pdf = Convert.ToBase64String("%PDF-eigen"u8);
        var order = await OrderAsync(await NewOrderAsync(Invoice(
            ("OrderPDF", new { FileName = "factuur.pdf", MimeType = "application/pdf", FileContent = pdf }),
            ("Attachments", new[] { new { FileName = "bon.png", MimeType = "image/png", FileContent = "AAEC" } }))));
        var made = await OrderAsync(await NewOrderAsync());

        Assert.Equal($"factuur.pdf application/pdf {pdf}", (await FileAsync(order["OrderPDF"]["FileID"].Text)).Show("FileName", "MimeType", "FileContent"));
        Assert.Equal(["order.json", "bon.png"], order["Attachments"].Items.Select(file => file["FileName"].Text));
        Assert.Equal("AAEC", (await FileAsync(order["Attachments"][1]["FileID"].Text))["FileContent"].Text);
        Assert.StartsWith(Convert.ToBase64String("%PDF-1"u8)[..8], (await FileAsync(made["OrderPDF"]["FileID"].Text))["FileContent"].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("zonder")]
    [InlineData("../geheim.pdf")]
    public async Task NameOfAFile_HasToBeOne(string name)
    {
        var order = Invoice(("OrderPDF", new { FileName = name, MimeType = "application/pdf", FileContent = "AAEC" }));

        Assert.Equal("400 Invalid Filename", Error(await PostAsync("orders", order)));
    }

    [Fact]
    public async Task Patched_IsWhatMayBe()
    {
        var id = await NewOrderAsync();

        var sent = await PatchAsync($"orders/{id}", new { IsSent = true, InternalInfo = "uit de winkel", AccountCode = 700000 });

        Assert.Equal("200 ", $"{sent.Code} {sent.Text}");
        Assert.Equal("true ToPay 700000", (await OrderAsync(id)).Show("IsSent", "OrderStatus", "AccountCode"));
        Assert.Equal("400 GenericError", Error(await PatchAsync($"orders/{id}", new { OrderStatus = "Paid" })));
        Assert.Equal("400 GenericError", Error(await PatchAsync($"orders/{id}", new { PaidDate = "2026-11-20" })));
        await PatchAsync($"orders/{id}", new { Paid = true, PaidDate = "2026-11-20T08:00:00" });
        Assert.Equal("true 2026-11-20T08:00:00 0 Paid", (await OrderAsync(id)).Show("Paid", "PaidDate", "ToPay", "OrderStatus"));
        await PatchAsync($"orders/{id}", new Dictionary<string, object?> { ["Paid"] = false, ["PaidDate"] = null });
        Assert.Equal("false 121 ToPay", (await OrderAsync(id)).Show("Paid", "ToPay", "OrderStatus"));
    }

    [Fact]
    public async Task Deleted_IsGone_AndListedAsSuch()
    {
        var id = await NewOrderAsync(Invoice(("OrderNumber", "A1")));

        Assert.Equal(200, (await CallAsync(HttpMethod.Delete, $"orders/{id}")).Code);

        Assert.Equal(401, (await GetAsync($"orders/{id}")).Code);
        Assert.Equal($"{id} A1", Assert.Single((await GetAsync("orders/deleted")).Ok["Items"].Items).Show("OrderID", "OrderNumber"));
        await NewOrderAsync(Invoice(("OrderNumber", "A1")));
    }

    [Fact]
    public async Task EditedThere_TheTotalsFollow()
    {
        var id = await NewOrderAsync();
        Server.Time.Advance(TimeSpan.FromMinutes(5));

        Company.EditOrder(id, content => content with { OrderLines = [new() { Quantity = 2, UnitPriceExcl = 30, VATPercentage = 21 }] });

        Assert.Equal("72.6 72.6 2026-11-20T10:05:00", (await OrderAsync(id)).Show("TotalIncl", "ToPay", "LastModified"));
    }

    private async Task<Json> FileAsync(string id) => (await GetAsync($"files/{id}")).Ok;
}

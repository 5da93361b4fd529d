using System.Globalization;
using System.Net;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billit.Api;
using PennaPay.Billy.Core.Systems.Billit.Api.Orders;
using PennaPay.Billy.Core.Systems.Billit.Api.Webhooks;
using PennaPay.Billy.Tests.Http;

namespace PennaPay.Billy.Tests.Systems.Billit.Api;

/// <summary>What is sent to Billit, byte by byte, and what is made of what it says to that.</summary>
public sealed class BillitWriteTests : IDisposable
{
    private const string Head = "Accept: application/json\nAuthorization: Bearer " + ApiHost.TokenText + "\nContent-Type: application/json";
    private const string Tail = "PartyID: 552741\nUser-Agent: PennaPay.Billy";

    private static readonly IdempotencyKey Key = IdempotencyKey.Of("order", "1", "create", "1");

    private readonly BillitHost host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task AnOrder_IsSentExactly_WithItsKeyUnderBothNames()
    {
        host.Answers("2615999");

        var outcome = await host.Writer.CreateOrderAsync(host.Access, Order(), Key, default);

        Assert.Equal(new BillitOutcome.Created(2615999), outcome);
        var sent = Assert.Single(host.Sent);
        Assert.Equal(
            ("POST https://billit.test/v1/orders", $"{Head}\nIdempotency-Key: {Key.Value}\nIdempotent-Key: {Key.Value}\n{Tail}"), (sent.Line, sent.Headers));
        Assert.Equal(
            """
            {"OrderType":"Invoice","OrderDirection":"Income","OrderDate":"2026-11-30","ExpiryDate":"2026-12-30","Customer":{"PartyID":7,"PartyType":"Customer"},"Currency":"EUR","ExternalProviderID":"shop-1","OrderLines":[{"Description":"Bread","Quantity":3,"UnitPriceExcl":0.1,"VATPercentage":6}]}
            """,
            sent.Body);
    }

    [Fact]
    public async Task ACreditNote_WithEverything_IsSentExactly()
    {
        host.Answers(" 12 ");

        await host.Writer.CreateOrderAsync(
            host.Access,
            Order() with
            {
                Type = OrderType.CreditNote, OrderNumber = "2026-C1", DeliveryDate = new(2026, 11, 29), Reference = "PO 1", OrderTitle = "Title",
                PaymentReference = "+++1+++", Comments = "<b>", InternalInfo = "Inside", AboutInvoiceNumber = "2026-1", VentilationCode = VentilationCode.OneStopShop,
                AccountCode = 700000, Paid = true, PaidDate = new(2026, 11, 30), PaymentMethod = PaymentMethod.Bancontact, IsSent = true,
                Pdf = new("c.pdf", "application/pdf", "%PDF-"u8.ToArray()), Attachments = [new("a.txt", "text/plain", "a"u8.ToArray())],
                Lines =
                [
                    Line() with { Price = new LinePrice.TotalWithVat(12.10m), VatPercentage = 21.00m, Reference = "B-1", AccountCode = 700100, Unit = "C62" },
                    Line() with { Price = new LinePrice.UnitWithVat(0.12345m), VatPercentage = 0m, VentilationCode = VentilationCode.ReverseCharge, ReductionPercentage = 12.5m },
                    Line() with { VatPercentage = null, VentilationCode = VentilationCode.OutsideVat, Quantity = -1.5m },
                ],
            },
            Key,
            default);

        Assert.Equal(
            """
            {"OrderType":"CreditNote","OrderDirection":"Income","OrderNumber":"2026-C1","OrderDate":"2026-11-30","ExpiryDate":"2026-12-30","DeliveryDate":"2026-11-29","Customer":{"PartyID":7,"PartyType":"Customer"},"Currency":"EUR","Reference":"PO 1","OrderTitle":"Title","PaymentReference":"\u002B\u002B\u002B1\u002B\u002B\u002B","Comments":"\u003Cb\u003E","InternalInfo":"Inside","AboutInvoiceNumber":"2026-1","VentilationCode":"104","AccountCode":700000,"Paid":true,"PaidDate":"2026-11-30T00:00:00","PaymentMethod":"Bancontact","IsSent":true,"ExternalProviderID":"shop-1","OrderPDF":{"FileName":"c.pdf","MimeType":"application/pdf","FileContent":"JVBERi0="},"Attachments":[{"FileName":"a.txt","MimeType":"text/plain","FileContent":"YQ=="}],"OrderLines":[{"Description":"Bread","Reference":"B-1","Quantity":3,"TotalIncl":12.1,"InclLeading":true,"VATPercentage":21,"AccountCode":700100,"Unit":"C62"},{"Description":"Bread","Quantity":3,"UnitPriceIncl":0.12345,"InclLeading":true,"VATPercentage":0,"VentilationCode":"21","ReductionPercentage":12.5},{"Description":"Bread","Quantity":-1.5,"UnitPriceExcl":0.1,"VentilationCode":"22"}]}
            """,
            host.Sent[0].Body);
    }

    [Fact]
    public void Amounts_ArriveAsTheyAre_AndAreNeverRounded()
    {
        var amounts = Gen.Choose(-1_000_000_000, 1_000_000_000).SelectMany(number => Gen.Choose(0, 5), (number, decimals) => number / (decimal)Math.Pow(10, decimals));

        Prop.ForAll(amounts.ToArbitrary(), amount =>
        {
            using var one = new BillitHost(("RequestsPerMinute", "0"));
            one.Answers("1");
            one.Writer.CreateOrderAsync(
                one.Access, Order() with { Lines = [Line() with { Price = new LinePrice.UnitWithoutVat(amount) }] }, Key, default).GetAwaiter().GetResult();
            using var body = JsonDocument.Parse(one.Sent[0].Body);
            Assert.Equal(amount, body.RootElement.GetProperty("OrderLines")[0].GetProperty("UnitPriceExcl").GetDecimal());
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("0.000001", "A price a piece has at most 5 decimals.")]
    [InlineData("0.123456", "A price a piece has at most 5 decimals.")]
    [InlineData("0.12345", null)]
    [InlineData("-0.1000000", null)]
    public void APrice_ThatBillitWouldRound_IsAProblem(string price, string? problem)
    {
        var amount = decimal.Parse(price, CultureInfo.InvariantCulture);
        Assert.Equal(problem, (Order() with { Lines = [Line() with { Price = new LinePrice.UnitWithoutVat(amount) }] }).Problem);
        Assert.Equal(problem, (Order() with { Lines = [Line() with { Price = new LinePrice.UnitWithVat(amount) }] }).Problem);
    }

    public static TheoryData<string, string> Problems { get; } = new()
    {
        { "customer", "An order needs a customer." },
        { "id", "An order needs an id of ours." },
        { "lines", "An order needs a line." },
        { "currency", "An order needs a currency." },
        { "to pay and paid", "What is still to pay does not go with paid or not paid." },
        { "paid day", "Only what is paid has a day of payment." },
        { "to pay", "What is still to pay is never negative." },
        { "to pay exactly", "What is still to pay has at most 2 decimals." },
        { "about", "Only a credit note is about another invoice." },
        { "order code", "The code of an order is for lines without VAT." },
        { "description", "A line's description has 1 to 512 characters." },
        { "quantity", "A line's quantity is not 0." },
        { "total", "A line's total has at most 2 decimals." },
        { "rate", "A rate is between 0 and 100 percent." },
        { "reduction", "A reduction is between 0 and 100 percent." },
        { "unknown code", "A line's code is one of Billit's." },
        { "no rate", "A line outside VAT says so by its code." },
        { "rate outside", "A line outside VAT has no rate." },
        { "no code", "A line without VAT says why by its code." },
        { "low code", "A line without VAT says why by its code." },
        { "code with rate", "The code of a line with VAT is not one for lines without." },
        { "account", "An account's number is above 0." },
    };

    [Theory]
    [MemberData(nameof(Problems))]
    public async Task AnOrder_ThatBillitWouldChangeOrRefuse_IsNotSent(string what, string problem)
    {
        var order = Broken(what);

        Assert.Equal(problem, order.Problem);
        await Assert.ThrowsAsync<ArgumentException>(() => host.Writer.CreateOrderAsync(host.Access, order, Key, default));
        Assert.Empty(host.Sent);
    }

    [Theory]
    [InlineData(200, "7", typeof(BillitOutcome.Created))]
    [InlineData(200, "\"7\"", typeof(BillitOutcome.Created))]
    [InlineData(200, "0", typeof(BillitOutcome.Unknown))]
    [InlineData(200, "", typeof(BillitOutcome.Unknown))]
    [InlineData(200, "7.5", typeof(BillitOutcome.Unknown))]
    [InlineData(200, "null", typeof(BillitOutcome.Unknown))]
    [InlineData(200, "<html>", typeof(BillitOutcome.Unknown))]
    [InlineData(200, """{"OrderID":7}""", typeof(BillitOutcome.Unknown))]
    [InlineData(302, "", typeof(BillitOutcome.Unknown))]
    [InlineData(400, """{"errors":[{"Code":"GenericError","Description":"Nee"}]}""", typeof(BillitOutcome.Refused))]
    [InlineData(400, "<html>Bad request</html>", typeof(BillitOutcome.Unknown))]
    [InlineData(401, """{"errors":[{"Code":"AccessTokenExpired"}]}""", typeof(BillitOutcome.Refused))]
    [InlineData(409, """{"errors":[{"Code":"Idempotent token already exists"}]}""", typeof(BillitOutcome.AlreadyThere))]
    [InlineData(409, """{"errors":[{"Code":"IDEMPOTENT TOKEN already exists","Description":"Bestaat"}]}""", typeof(BillitOutcome.AlreadyThere))]
    [InlineData(409, """{"errors":[{"Code":"SomethingElse"}]}""", typeof(BillitOutcome.Unknown))]
    [InlineData(409, "", typeof(BillitOutcome.Unknown))]
    [InlineData(429, "", typeof(BillitOutcome.Refused))]
    [InlineData(500, """{"errors":[{"Code":"GenericError"}]}""", typeof(BillitOutcome.Unknown))]
    [InlineData(503, "", typeof(BillitOutcome.Unknown))]
    public async Task WhatBillitSays_IsNeverTakenForMore(int status, string body, Type expected)
    {
        host.Answers(body, (HttpStatusCode)status);

        Assert.IsType(expected, await host.RunAsync(host.Writer.CreateOrderAsync(host.Access, Order(), Key, default)));
        Assert.Single(host.Sent);
    }

    [Fact]
    public async Task Silence_IsUnknown_AndWhatNeverLeftIsNotSent()
    {
        host.Throws(new HttpRequestException(HttpRequestError.ResponseEnded)).Throws(new HttpRequestException(HttpRequestError.ConnectionError));

        var broken = Assert.IsType<BillitOutcome.Unknown>(await host.Writer.CreateOrderAsync(host.Access, Order(), Key, default));
        var refused = Assert.IsType<BillitOutcome.NotSent>(await host.Writer.CreateOrderAsync(host.Access, Order(), Key, default));

        Assert.Equal((ApiFailure.Unavailable, true, ApiFailure.Unavailable, false), (broken.Why.Failure, broken.Why.MayHaveBeenProcessed, refused.Why.Failure, refused.Why.MayHaveBeenProcessed));
        Assert.Equal(2, host.Sent.Count);
    }

    [Fact]
    public async Task AParty_IsSentExactly_WithoutAKeyThatBillitDoesNotKnow()
    {
        host.Answers("41").Answers("", HttpStatusCode.Conflict);
        var party = new NewParty { Name = "An Peeters", ExternalProviderId = "debtor-1", Email = "an@x.be", VatLiable = false, CountryCode = "BE" };

        Assert.Equal(new BillitOutcome.Created(41), await host.Writer.CreatePartyAsync(host.Access, party, default));
        Assert.IsType<BillitOutcome.Unknown>(await host.Writer.CreatePartyAsync(
            host.Access, party with { VatNumber = "BE0123456789", VatLiable = true, Nr = "17", Identifiers = [new() { IdentifierType = "CBE", Identifier = "0123456789" }] }, default));

        Assert.Equal(("POST https://billit.test/v1/parties", $"{Head}\n{Tail}"), (host.Sent[0].Line, host.Sent[0].Headers));
        Assert.Equal(
            """{"Name":"An Peeters","PartyType":"Customer","ExternalProviderID":"debtor-1","Email":"an@x.be","VATLiable":false,"VATDeductable":false,"CountryCode":"BE"}""",
            host.Sent[0].Body);
        Assert.Equal(
            """{"Name":"An Peeters","PartyType":"Customer","ExternalProviderID":"debtor-1","Nr":"17","Email":"an@x.be","VATNumber":"BE0123456789","VATLiable":true,"VATDeductable":true,"CountryCode":"BE","Identifiers":[{"IdentifierType":"CBE","Identifier":"0123456789"}]}""",
            host.Sent[1].Body);
    }

    [Theory]
    [InlineData(TransportType.Peppol, """{"Transporttype":"Peppol","OrderIDs":[5]}""")]
    [InlineData(TransportType.Email, """{"Transporttype":"SMTP","OrderIDs":[5]}""")]
    [InlineData(TransportType.Letter, """{"Transporttype":"Letter","OrderIDs":[5]}""")]
    [InlineData(null, """{"OrderIDs":[5]}""")]
    public async Task Sending_ByOneWay_AllowsNoOther(TransportType? transport, string body)
    {
        host.Answers("OK");

        Assert.Equal(new BillitOutcome.Done(), await host.Writer.SendOrderAsync(host.Access, 5, transport, Key, default));

        var sent = Assert.Single(host.Sent);
        Assert.Equal(("POST https://billit.test/v1/orders/commands/send", body), (sent.Line, sent.Body));
        Assert.Equal(
            $"{Head}\nIdempotency-Key: {Key.Value}\nIdempotent-Key: {Key.Value}\nPartyID: 552741\n{(transport is null ? "" : "StrictTransportType: true\n")}User-Agent: PennaPay.Billy",
            sent.Headers);
    }

    [Theory]
    [InlineData(200, "", typeof(BillitOutcome.Done))]
    [InlineData(200, " OK\n", typeof(BillitOutcome.Done))]
    [InlineData(200, "\"OK\"", typeof(BillitOutcome.Done))]
    [InlineData(204, "", typeof(BillitOutcome.Done))]
    [InlineData(200, "<html>Log in</html>", typeof(BillitOutcome.Unknown))]
    [InlineData(200, """{"Errors":[{"Code":"TheCustomerIsNotActiveOnPeppol"}]}""", typeof(BillitOutcome.Unknown))]
    [InlineData(409, """{"errors":[{"Code":"Idempotent token already exists"}]}""", typeof(BillitOutcome.AlreadyThere))]
    [InlineData(400, """{"errors":[{"Code":"TheCustomerIsNotActiveOnPeppol","Description":"De klant is niet actief"}]}""", typeof(BillitOutcome.Refused))]
    public async Task Sending_IsDoneOnlyWhereBillitSaysSo(int status, string body, Type expected)
    {
        host.Answers(body, (HttpStatusCode)status);

        var outcome = await host.Writer.SendOrderAsync(host.Access, 5, TransportType.Peppol, Key, default);

        Assert.IsType(expected, outcome);
        if (outcome is BillitOutcome.Refused refused)
            Assert.Equal((BillitErrorCodes.NotOnPeppol, "De klant is niet actief", ApiFailure.Invalid), (refused.Code, refused.Message, refused.Why.Failure));
    }

    [Fact]
    public async Task Changes_AndPayments_AreSentExactly()
    {
        host.Answers("").Answers("{}").Answers("");

        await host.Writer.ChangeOrderAsync(host.Access, 5, new() { IsSent = true }, default);
        await host.Writer.ChangeOrderAsync(host.Access, 5, new() { Paid = true, PaidDate = new(2026, 11, 30), InternalInfo = "x" }, default);
        await host.Writer.AddPaymentAsync(host.Access, 5, 12.30m, new(2026, 11, 30), null, default);

        Assert.Equal(
            [
                ("PATCH https://billit.test/v1/orders/5", """{"IsSent":true}"""),
                ("PATCH https://billit.test/v1/orders/5", """{"Paid":true,"PaidDate":"2026-11-30T00:00:00","InternalInfo":"x"}"""),
                ("POST https://billit.test/v1/orders/5/payments", """{"Amount":12.3,"Date":"2026-11-30"}"""),
            ],
            host.Sent.Select(sent => (sent.Line, sent.Body)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => host.Writer.AddPaymentAsync(host.Access, 5, 0.001m, new(2026, 11, 30), null, default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => host.Writer.AddPaymentAsync(host.Access, 5, 0, new(2026, 11, 30), null, default));
    }

    [Theory]
    [InlineData("""{"WebhookID":9,"Secret":"whsec_123456789"}""", 9L, "6789")]
    [InlineData("""{"ID":9}""", 9L, null)]
    [InlineData("""{"Secret":"whsec_123456789"}""", null, "6789")]
    public async Task AWebhook_IsCreated_AndItsSecretIsNotShown(string answer, long? id, string? lastFour)
    {
        host.Answers(answer).Answers("");

        var outcome = await host.Writer.CreateWebhookAsync(host.Access, new(WebhookEntity.Order, WebhookUpdate.Changed, new("https://we.test/in/x")), default);

        var registered = Assert.IsType<BillitOutcome.Registered>(outcome);
        Assert.Equal((id, lastFour), (registered.Id, registered.Secret?.LastFour));
        Assert.DoesNotContain("whsec", registered.ToString(), StringComparison.Ordinal);
        Assert.Equal(new BillitOutcome.Done(), await host.Writer.DeleteWebhookAsync(host.Access, 9, default));
        Assert.Equal(
            [
                ("POST https://billit.test/v1/webhooks", """{"EntityType":"Order","EntityUpdateType":"U","WebhookURL":"https://we.test/in/x"}"""),
                ("DELETE https://billit.test/v1/webhooks/9", ""),
            ],
            host.Sent.Select(sent => (sent.Line, sent.Body)));
        Assert.DoesNotContain(host.Logs.Lines, line => line.Contains("whsec", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AWebhook_OverPlainHttp_IsNotAskedFor()
    {
        await Assert.ThrowsAsync<ArgumentException>(() =>
            host.Writer.CreateWebhookAsync(host.Access, new(WebhookEntity.Order, WebhookUpdate.Created, new("http://we.test/in")), default));
        Assert.Empty(host.Sent);
    }

    [Fact]
    public void Keys_AreTheSameForTheSame_AndOthersForAnythingElse()
    {
        Assert.Equal(IdempotencyKey.Of("a", "bc"), IdempotencyKey.Of("a", "bc"));
        Assert.NotEqual(IdempotencyKey.Of("a", "bc"), IdempotencyKey.Of("ab", "c"));
        Assert.NotEqual(IdempotencyKey.Of("a", "b"), IdempotencyKey.Of("b", "a"));
        Assert.True(Key.Value.Length == 64 && Key.Value.All(char.IsAsciiLetterOrDigit));
    }

    [Fact]
    public void VentilationCodes_MeanWhatBillitSays() =>
        Assert.Equal(
            ["1 Z", "2 S", "3 S", "4 S", "21 AE", "22 O", "24 E", "51 K", "55 K", "70 G", "101 E", "102 E", "104 E"],
            Enum.GetValues<VentilationCode>().Select(code => $"{(int)code} {VentilationCodes.CategoryOf(code)}"));

    private static NewOrder Order() => new()
    {
        Type = OrderType.Invoice,
        OrderDate = new(2026, 11, 30),
        ExpiryDate = new(2026, 12, 30),
        CustomerId = 7,
        ExternalProviderId = "shop-1",
        Currency = "EUR",
        Lines = [Line()],
    };

    private static NewOrderLine Line() => new() { Description = "Bread", Quantity = 3.00m, Price = new LinePrice.UnitWithoutVat(0.10m), VatPercentage = 6m };

    private static NewOrder Broken(string what)
    {
        var (order, line) = (Order(), Line());
        return what switch
        {
            "customer" => order with { CustomerId = 0 },
            "id" => order with { ExternalProviderId = "" },
            "lines" => order with { Lines = [] },
            "currency" => order with { Currency = "EU" },
            "to pay and paid" => order with { Paid = false, ToPay = 1 },
            "paid day" => order with { PaidDate = new(2026, 11, 30) },
            "to pay" => order with { ToPay = -1 },
            "to pay exactly" => order with { ToPay = 1.001m },
            "about" => order with { AboutInvoiceNumber = "1" },
            "order code" => order with { VentilationCode = VentilationCode.HighRate },
            "description" => With(line with { Description = new('x', 513) }),
            "quantity" => With(line with { Quantity = 0 }),
            "total" => With(line with { Price = new LinePrice.TotalWithVat(1.001m) }),
            "rate" => With(line with { VatPercentage = 101 }),
            "reduction" => With(line with { ReductionPercentage = 101 }),
            "unknown code" => With(line with { VatPercentage = 0, VentilationCode = (VentilationCode)99 }),
            "no rate" => With(line with { VatPercentage = null }),
            "rate outside" => With(line with { VatPercentage = 0, VentilationCode = VentilationCode.OutsideVat }),
            "no code" => With(line with { VatPercentage = 0 }),
            "low code" => With(line with { VatPercentage = 0, VentilationCode = VentilationCode.LowRate }),
            "code with rate" => With(line with { VentilationCode = VentilationCode.ReverseCharge }),
            "account" => With(line with { AccountCode = 0 }),
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };

        NewOrder With(NewOrderLine broken) => order with { Lines = [line, broken] };
    }
}

using PennaPay.Billy.Web.Sandbox.Billit;

namespace PennaPay.Billy.Tests.Sandbox.Billit;

/// <summary>How orders go out, who can be reached, and what becomes of them.</summary>
public sealed class SendingTests : BillitTests
{
    private const string Vat = "BE0420010042";

    [Fact]
    public async Task ReceiverWhoIsNotOnPeppol_IsRefusedAtOnce()
    {
        var id = await NewOrderAsync();

        Assert.Equal("400 TheCustomerIsNotActiveOnPeppol", Error(await SendAsync("Peppol", id)));
        Assert.Equal("false ToSend", (await OrderAsync(id)).Show("IsSent", "OrderStatus"));
    }

    [Fact]
    public async Task Peppol_FellBackToEmailOnce_UnlessTheRequestIsStrict()
    {
        Sandbox.Behaviour.FallsBackFromPeppol = true;
        var id = await NewOrderAsync();

        Assert.Equal("400 TheCustomerIsNotActiveOnPeppol", Error(await PostAsync("orders/commands/send", Body("Peppol", id), ("StrictTransportType", "true"))));
        Assert.Equal(200, (await SendAsync("Peppol", id)).Code);
        Assert.Equal("SMTP", (await OrderAsync(id))["Messages"][0]["TransportType"].Text);
    }

    [Fact]
    public async Task Peppol_TakesItsTime_ByTheClockInHere()
    {
        Sandbox.Peppol.Register(Vat);
        var id = await NewOrderAsync();

        var answer = await SendAsync("Peppol", id);

        Assert.Equal("200 ", $"{answer.Code} {answer.Text}");
        var sent = await OrderAsync(id);
        Assert.Equal("true ToPay", sent.Show("IsSent", "OrderStatus"));
        Assert.Equal("false Pending", sent["CurrentDocumentDeliveryDetails"].Show("IsDocumentDelivered", "DocumentDeliveryStatus"));
        Assert.Equal("Peppol true 0208:0420010042 Outgoing", sent["Messages"][0].Show("TransportType", "Success", "Destination", "MessageDirection"));
        Sandbox.Advance(TimeSpan.FromSeconds(119));
        Assert.Equal("Pending", (await DeliveryAsync(id))["DocumentDeliveryStatus"].Text);
        Sandbox.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("true Delivered 2026-11-20T10:02:00", (await DeliveryAsync(id)).Show("IsDocumentDelivered", "DocumentDeliveryStatus", "DocumentDeliveryDate"));
    }

    [Fact]
    public async Task ReceiverWhoRefuses_SaysWhy()
    {
        Sandbox.Peppol.Register(Vat, one => one with { Outcome = PeppolOutcome.Refused, Reason = "Bestelnummer onbekend" });
        var id = await NewOrderAsync();
        await SendAsync("Peppol", id);
        Sandbox.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal("Delivered 2026-11-20T10:02:00 Other Bestelnummer onbekend", (await DeliveryAsync(id)).Show("DocumentDeliveryStatus", "DocumentRefusedDate", "DocumentRefusedReasonTC", "DocumentRefusedInfo"));
        Assert.Equal("Refused", (await OrderAsync(id))["OrderStatus"].Text);
    }

    [Fact]
    public async Task NetworkThatFails_IsAnError_AndSomeStayOnTheirWayForEver()
    {
        Sandbox.Peppol.Register(Vat, one => one with { Outcome = PeppolOutcome.Failed, Reason = "Geen antwoord" });
        var failed = await NewOrderAsync();
        await SendAsync("Peppol", failed);
        Sandbox.Advance(TimeSpan.FromMinutes(2));
        Sandbox.Peppol.Register(Vat, one => one with { Outcome = PeppolOutcome.Stuck });
        var stuck = await NewOrderAsync();
        await SendAsync("Peppol", stuck);
        Sandbox.Advance(TimeSpan.FromDays(30));

        Assert.Equal("false Error Geen antwoord", (await DeliveryAsync(failed)).Show("IsDocumentDelivered", "DocumentDeliveryStatus", "DocumentDeliveryInfo"));
        Assert.Equal("false", (await OrderAsync(failed))["Messages"][0]["Success"].Text);
        Assert.Equal("Pending", (await DeliveryAsync(stuck))["DocumentDeliveryStatus"].Text);
        Company.Deliver(stuck);
        Assert.Equal("Delivered", (await DeliveryAsync(stuck))["DocumentDeliveryStatus"].Text);
    }

    [Fact]
    public async Task PeopleThere_RefuseAndFail()
    {
        Sandbox.Peppol.Register(Vat);
        var (refused, failed, unsent) = (await NewOrderAsync(), await NewOrderAsync(), await NewOrderAsync());
        await SendAsync("Peppol", refused, failed);

        Company.RefuseDelivery(refused, "Dubbel");
        Company.FailDelivery(failed, "Weg");

        Assert.Equal(("Dubbel", "Weg"), ((await DeliveryAsync(refused))["DocumentRefusedInfo"].Text, (await DeliveryAsync(failed))["DocumentDeliveryInfo"].Text));
        Assert.Throws<InvalidOperationException>(() => Company.RefuseDelivery(refused, "Weer"));
        Assert.Throws<InvalidOperationException>(() => Company.Deliver(unsent));
    }

    [Fact]
    public async Task DocumentTypes_AreTheReceivers()
    {
        Sandbox.Peppol.Register(Vat, one => one with { DocumentTypes = [PeppolParticipant.Invoices] });
        var (invoice, note) = (await NewOrderAsync(), await NewOrderAsync(Invoice(("OrderType", "CreditNote"))));

        Assert.Equal("400 TheCustomerDoesNotSupportPeppolForType_0", Error(await SendAsync("Peppol", note)));
        Assert.Equal(200, (await SendAsync("Peppol", invoice)).Code);
    }

    [Fact]
    public async Task ReceiverWhoWantsAPurchaseNumber_GetsNothingWithoutOne()
    {
        Sandbox.Peppol.Register(Vat, one => one with { NeedsReference = true });
        var (without, with) = (await NewOrderAsync(), await NewOrderAsync(Invoice(("Reference", "PO-1"))));

        Assert.Equal("400 PleaseSupplyAValidPONumberInTheFieldYourReference", Error(await SendAsync("Peppol", without)));
        Assert.Equal(200, (await SendAsync("Peppol", with)).Code);
    }

    [Fact]
    public async Task NoTransportNamed_IsPeppolWherePossible_ElseEmail_ElseRefused()
    {
        var (first, second) = (await NewOrderAsync(), await NewOrderAsync());
        await SendAsync(null, first);
        Sandbox.Peppol.Register(Vat);
        await SendAsync(null, second);
        var nowhere = Company.AddInvoice(Company.AddCustomer("Zonder adres"), 5m);

        Assert.Equal(("SMTP", "Peppol"), ((await OrderAsync(first))["Messages"][0]["TransportType"].Text, (await OrderAsync(second))["Messages"][0]["TransportType"].Text));
        Assert.Equal("400 TheCustomer_0_DoesNotHaveAValidEmailAddress", Error(await SendAsync(null, nowhere)));
    }

    [Fact]
    public async Task Email_NeedsTheCompanysOwnAddressConfirmed()
    {
        Company.Set(isEmailVerified: false);
        var id = await NewOrderAsync();
        Assert.Equal("400 GenericError", Error(await SendAsync("smtp", id)));
        Company.Set(isEmailVerified: true);

        Assert.Equal(200, (await SendAsync("smtp", id)).Code);
        Assert.Equal("true Delivered", (await DeliveryAsync(id)).Show("IsDocumentDelivered", "DocumentDeliveryStatus"));
    }

    [Theory]
    [InlineData("Letter")]
    [InlineData("Pigeon")]
    [InlineData("KSeF")]
    public async Task WhatDoesNotGoHere_IsRefused(string transport) => Assert.Equal("400 GenericError", Error(await SendAsync(transport, await NewOrderAsync())));

    [Fact]
    public async Task OneBadOrder_KeepsTheOthersBack_UnlessItBehavesOtherwise()
    {
        var (good, bad) = (await NewOrderAsync(), Company.AddInvoice(Company.AddCustomer("Zonder adres"), 5m));

        Assert.Equal(400, (await SendAsync("SMTP", good, bad)).Code);
        Assert.False(Company.Order(good).IsSent);
        Sandbox.Behaviour.SendsTheGoodOnes = true;
        Assert.Equal(400, (await SendAsync("SMTP", good, bad)).Code);
        Assert.True(Company.Order(good).IsSent);
        Assert.Equal(401, (await SendAsync("SMTP", good, Sandbox.Default.Orders[0].OrderID)).Code);
        Assert.Equal(400, (await SendAsync("SMTP")).Code);
    }

    [Fact]
    public async Task WhatWentOutByPeppol_CannotBeDeleted()
    {
        Sandbox.Peppol.Register(Vat);
        var (peppol, email) = (await NewOrderAsync(), await NewOrderAsync());
        await SendAsync("Peppol", peppol);
        await SendAsync("SMTP", email);

        Assert.Equal(400, (await CallAsync(HttpMethod.Delete, $"orders/{peppol}")).Code);
        Assert.Equal(200, (await CallAsync(HttpMethod.Delete, $"orders/{email}")).Code);
    }

    [Fact]
    public async Task EveryMorningAtNine_WhatIsUnsentGoesOut_WhereTheCompanySaysSo()
    {
        var before = await NewOrderAsync();
        Sandbox.Advance(TimeSpan.FromDays(3));
        Assert.False(Company.Order(before).IsSent);
        Company.Set(sendsAutomatically: true);
        var marked = await NewOrderAsync(Invoice(("IsSent", true)));
        Sandbox.Advance(TimeSpan.FromHours(23) - TimeSpan.FromSeconds(1));
        Assert.False(Company.Order(before).IsSent);
        Sandbox.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("2026-11-24T09:00:00", Assert.Single((await OrderAsync(before))["Messages"].Items)["CreationDate"].Text);
        Assert.Empty(Company.Order(marked).Messages);
        Sandbox.Advance(TimeSpan.FromDays(5));
        Assert.Single(Company.Order(before).Messages);
    }

    [Fact]
    public async Task EveryMorning_TakesWhatIsMarkedAsSentToo_WhereItBehavesSo()
    {
        Sandbox.Behaviour.MarkedAsSentStaysUnsent = false;
        Company.Set(sendsAutomatically: true);
        var marked = await NewOrderAsync(Invoice(("IsSent", true)));
        Sandbox.Advance(TimeSpan.FromDays(1));

        Assert.Single(Company.Order(marked).Messages);
    }

    [Fact]
    public async Task EveryMorning_WhatCannotGoOutStaysBehind_WithAReason()
    {
        Company.Set(sendsAutomatically: true);
        var nowhere = Company.AddInvoice(Company.AddCustomer("Zonder adres"), 5m);
        Sandbox.Advance(TimeSpan.FromDays(1));

        var order = await OrderAsync(nowhere);
        Assert.Equal("false false", $"{order["IsSent"]} {order["Messages"][0]["Success"]}");
        Assert.Contains("geen geldig e-mailadres", order["Messages"][0]["Description"].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Vat)]
    [InlineData("0420.010.042")]
    [InlineData("0208:0420010042")]
    [InlineData("9925:be0420010042")]
    public async Task Registry_AnswersAnybody_HoweverTheNumberIsWritten(string number)
    {
        Sandbox.Peppol.Register(Vat);

        using var answer = await SendAsync(HttpMethod.Get, new(Server.Root, $"v1/peppol/participantInformation/{number}"));

        var participant = (await ReadAsync(answer)).Ok;
        Assert.Equal("""true 0208:0420010042 ["BISv3Invoice","BISv3CreditNote"]""", participant.Show("Registered", "Identifier", "DocumentTypes"));
        Assert.Equal(2, participant["ServiceDetails"].Count);
    }

    [Fact]
    public async Task Registry_OfNobody_IsEmpty()
    {
        using var answer = await SendAsync(HttpMethod.Get, new(Server.Root, $"v1/peppol/participantInformation/{Vat}"));

        Assert.Equal("false [] []", (await ReadAsync(answer)).Ok.Show("Registered", "DocumentTypes", "ServiceDetails"));
    }

    private Task<Answer> SendAsync(string? transport, params long[] ids) => PostAsync("orders/commands/send", Body(transport, ids));

    private static object Body(string? transport, params long[] ids) => transport is null ? new { OrderIDs = ids } : new { Transporttype = transport, OrderIDs = ids };

    private async Task<Json> DeliveryAsync(long id) => (await OrderAsync(id))["CurrentDocumentDeliveryDetails"];
}

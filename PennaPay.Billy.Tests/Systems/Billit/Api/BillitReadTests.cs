using System.Net;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billit.Api.Orders;
using PennaPay.Billy.Core.Systems.Billit.Api.Webhooks;
using PennaPay.Billy.Tests.Http;

namespace PennaPay.Billy.Tests.Systems.Billit.Api;

/// <summary>What is asked of Billit, and what is made of its answers.</summary>
public sealed class BillitReadTests : IDisposable
{
    private const string Income = "$filter=OrderDirection eq 'Income'";

    private readonly BillitHost host = new(("MaxReadRetries", "0"));

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData("552741", true, "Authorization: Bearer " + ApiHost.TokenText, "PartyID: 552741")]
    [InlineData("552741", false, "ApiKey: " + ApiHost.TokenText, "PartyID: 552741")]
    [InlineData("552741/90", true, "Authorization: Bearer " + ApiHost.TokenText, "ContextPartyID: 90", "PartyID: 552741")]
    [InlineData(null, true, "Authorization: Bearer " + ApiHost.TokenText)]
    public async Task TheHead_SaysAsWhomAndForWhichCompany(string? account, bool isGranted, string secret, params string[] company)
    {
        using var one = new BillitHost([], account, isGranted);
        one.Answers("""{"Companies":[]}""");

        await one.Reader.GetAccountAsync(one.Access, default);

        var sent = Assert.Single(one.Sent);
        Assert.Equal(
            ("GET https://billit.test/v1/account/accountInformation", ""), (sent.Line, sent.Body));
        Assert.Equal(
            string.Join('\n', new[] { "Accept: application/json", secret, "User-Agent: PennaPay.Billy" }.Concat(company).Order(StringComparer.Ordinal)),
            sent.Headers);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("12/")]
    [InlineData("1/2/3")]
    [InlineData("12\r\nApiKey: x")]
    public async Task ACompanyThatIsNone_IsAskedNothing(string account)
    {
        using var one = new BillitHost([], account, isGranted: true);

        await Assert.ThrowsAsync<InvalidOperationException>(() => one.Reader.GetAccountAsync(one.Access, default));

        Assert.Empty(one.Sent);
    }

    [Fact]
    public async Task Account_TellsCompaniesWithAndWithoutAccess()
    {
        host.Answers("""
            {"Email":"a@b.be","FirstName":"An","LastName":"Peeters","UserCompanyRoles":[{"PartyID":1,"UserRoleTypes":["Admin"]}],
             "Companies":[
               {"PartyID":552741,"Name":"Bakkerij\u202E & Co","APIAllowed":true,"APIEnabledFeatures":{"GLAccounts":true,"Projects":false},
                "VATNumber":"BE0123456789","VATLiable":true,"DefaultCurrencyTC":"EUR","Users":[{}],"Identifiers":[],
                "Addresses":[{"AddressType":"InvoiceAddress","CountryCode":"BE"}]},
               {"PartyID":552742,"Name":"Slagerij","APIAllowed":false,"APIEnabledFeatures":null,"Addresses":null}]}
            """);

        var account = await host.Reader.GetAccountAsync(host.Access, default);

        Assert.Equal(
            [(552741, "Bakkerij & Co", true, true, "EUR"), (552742, "Slagerij", false, null, null)],
            account.Companies.Select(company => (company.PartyId, company.Name, company.ApiAllowed, company.ApiEnabledFeatures.GLAccounts, company.DefaultCurrencyTC)));
        Assert.Equal("BE", Assert.Single(account.Companies[0].Addresses).CountryCode);
    }

    [Fact]
    public async Task Orders_GoOnByNumber_AndALinkIsNeverFollowed()
    {
        host.Answers(BillitHost.Page("""{"OrderID":11},{"OrderID":12}""", goesOn: true))
            .Answers(BillitHost.Page("""{"OrderID":12},{"OrderID":40}""", goesOn: true))
            .Answers(BillitHost.Page(""));

        var orders = await host.AllAsync(host.Reader.ListOrdersAsync(host.Access, new(), default));

        Assert.Equal([11, 12, 40], orders.Select(order => order.OrderId));
        Assert.Equal(
            [
                $"GET v1/orders?{Income}&$orderby=OrderID asc&$top=120",
                $"GET v1/orders?{Income} and OrderID gt 12&$orderby=OrderID asc&$top=120",
                $"GET v1/orders?{Income} and OrderID gt 40&$orderby=OrderID asc&$top=120",
            ],
            host.Asked);
    }

    [Fact]
    public async Task OrderFilter_IsWrittenInBillitsWords_WithQuotesDoubled()
    {
        host.Answers(BillitHost.Page(""));

        await host.AllAsync(host.Reader.ListOrdersAsync(
            host.Access,
            new()
            {
                Type = OrderType.CreditNote, ExternalProviderId = "o'1", OrderNumber = "2026' or 1 eq 1", CounterPartyId = 7, Status = "ToPay",
                IsPaid = false, IsSent = true, ModifiedSince = new(2026, 11, 1), From = new(2026, 1, 1), To = new(2026, 12, 31),
            },
            default));

        Assert.Equal(
            "GET v1/orders?" + Income + " and OrderType eq 'CreditNote' and ExternalProviderID eq 'o''1' and OrderNumber eq '2026'' or 1 eq 1'"
            + " and CounterParty/PartyID eq 7 and OrderStatus eq 'ToPay' and Paid eq false and IsSent eq true and LastModified ge DateTime'2026-11-01'"
            + " and OrderDate ge DateTime'2026-01-01' and OrderDate le DateTime'2026-12-31'&$orderby=OrderID asc&$top=120",
            Assert.Single(host.Asked));
        Assert.Contains("%27%27", host.Sent[0].Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OrdersByOurId_AreOnlyThoseThatDoNotSayOtherwise()
    {
        // A filter that is not heeded.
        host.Answers(BillitHost.Page("""
            {"OrderID":1,"ExternalProviderID":"shop-1"},{"OrderID":2,"ExternalProviderID":"shop-2"},{"OrderID":3},
            {"OrderID":4,"ExternalProviderID":"SHOP-1"},{"OrderID":5,"ExternalProviderID":"shop-1","OrderDirection":"Cost"}
            """));

        var orders = await host.Reader.ListOrdersByExternalIdAsync(host.Access, "shop-1", default);

        Assert.Equal([1, 3], orders.Select(order => order.OrderId));
        await Assert.ThrowsAsync<ArgumentException>(() => host.Reader.ListOrdersByExternalIdAsync(host.Access, "", default));
    }

    [Fact]
    public async Task OrdersByNumber_AreOfOneKind()
    {
        host.Answers(BillitHost.Page("""{"OrderID":1,"OrderNumber":"2026-1","OrderType":"Invoice"},{"OrderID":2,"OrderNumber":"2026-1","OrderType":"CreditNote"}"""));

        var order = Assert.Single(await host.Reader.ListOrdersByNumberAsync(host.Access, OrderType.Invoice, "2026-1", default));

        Assert.Equal(1, order.OrderId);
        Assert.Contains("OrderType eq 'Invoice' and OrderNumber eq '2026-1'", Assert.Single(host.Asked), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parties_AreAskedForByWhatIsDocumented_AndSkippedThrough()
    {
        host.Answers(BillitHost.Page("""{"PartyID":1,"Email":" An@x.be; b@x.be ;"},{"PartyID":2}""", goesOn: true)).Answers(BillitHost.Page("""{"PartyID":3}"""));

        var parties = await host.AllAsync(host.Reader.ListPartiesAsync(
            host.Access, new() { AreCustomers = true, ModifiedSince = new(2026, 11, 1), Search = "an@x.be" }, default));

        const string Query = "GET v1/parties?$filter=PartyType eq 'Customer' and LastModified ge DateTime'2026-11-01'&fullTextSearch=an@x.be&$orderby=PartyID asc&$top=120";
        Assert.Equal([Query, Query + "&$skip=2"], host.Asked);
        Assert.Equal([1, 2, 3], parties.Select(party => party.PartyId));
        Assert.Equal(["An@x.be", "b@x.be"], parties[0].Emails);
    }

    [Theory]
    [InlineData("""{"OrderID":1}""")]
    [InlineData("")]
    public async Task AList_ThatGoesRoundInCircles_Ends(string again)
    {
        host.Answers(BillitHost.Page("""{"OrderID":1}""", goesOn: true)).Answers(BillitHost.Page(again, goesOn: true));

        var failed = await host.FailureOfAsync(host.AllAsync(host.Reader.ListOrdersAsync(host.Access, new(), default)));

        Assert.Equal((ApiFailure.Unreadable, "Billit's list of v1/orders goes round in circles."), (failed.Failure, failed.Message));
    }

    [Theory]
    [InlineData("""{"Items":null}""")]
    [InlineData("""{"Items":[null]}""")]
    [InlineData("""{"Items":[{"OrderID":1},{"OrderID":2},{"OrderID":3}]}""")]
    [InlineData("""{"Items":[{"OrderID":0}]}""")]
    [InlineData("""{"Items":[{"OrderNumber":"1"}]}""")]
    [InlineData("""{"Items":[{"OrderID":1,"TotalIncl":"a lot"}]}""")]
    [InlineData("[]")]
    public async Task APage_ThatIsNone_IsUnreadable(string page)
    {
        using var small = new BillitHost(("MaxReadRetries", "0"), ("PageSize", "2"));
        small.Answers(page);

        Assert.Equal(ApiFailure.Unreadable, (await small.FailureOfAsync(small.AllAsync(small.Reader.ListOrdersAsync(small.Access, new(), default)))).Failure);
    }

    [Fact]
    public async Task Order_IsReadToTheCent_WithItsTimesInUtc()
    {
        host.Answers("""
            {"OrderID":987,"OrderNumber":"2026-7","OrderType":"Invoice","OrderDirection":"Income","OrderStatus":"ToPay","OrderDate":"2026-11-30T00:00:00",
             "ExpiryDate":"2026-12-30","Currency":"EUR","TotalExcl":1234.5,"TotalVAT":259.25,"TotalIncl":1493.75,"ToPay":0.01,"Paid":false,"IsSent":true,
             "ExternalProviderID":"shop-1","ExternalProvider":"APIFeed","Customer":{"PartyID":7,"DisplayName":"An"},"CounterParty":{"PartyID":7},
             "OrderPDF":{"FileID":"5b1f-1"},"LastModified":"2026-11-30T15:00:49.72","Created":"2026-07-01T08:00:00Z","PaidDate":"2026-10-25T02:30:00",
             "CurrentDocumentDeliveryDetails":{"IsDocumentDelivered":false,"DocumentDeliveryStatus":"Error","DocumentDeliveryInfo":"No\nVAT",
               "DocumentRefusedReasonTC":"X","DocumentRefusedDate":"2026-11-30T16:00:00+02:00"},
             "OrderLines":[{"Description":"Bread","Quantity":3,"UnitPriceExcl":0.00001,"TotalExcl":1234.50,"TotalVAT":259.25,"TotalIncl":1493.75,"VATPercentage":21.0,
               "VentilationCode":4,"AccountCode":700000}],
             "VatGroups":[{"VentilationCode":"4","VATPercentage":21,"TotalExcl":1234.5,"TotalVAT":259.25,"TotalIncl":1493.75}],"Attachments":[{}],"PaymentLinks":[]}
            """);

        var order = (await host.Reader.FindOrderAsync(host.Access, 987, default))!;

        Assert.Equal("GET v1/orders/987", Assert.Single(host.Asked));
        Assert.Equal((1234.5m, 259.25m, 1493.75m, 0.01m), (order.TotalExcl, order.TotalVat, order.TotalIncl, order.ToPay));
        Assert.Equal((new DateOnly(2026, 11, 30), new DateOnly(2026, 12, 30)), (order.OrderDate, order.ExpiryDate));
        Assert.Equal(
            ("2026-11-30T14:00:49.7200000+00:00", "2026-07-01T08:00:00.0000000+00:00", "2026-10-25T00:30:00.0000000+00:00"),
            (order.LastModified!.Value.ToString("O"), order.Created!.Value.ToString("O"), order.PaidDate!.Value.ToString("O")));
        Assert.Equal(
            ("Error", "No\nVAT", "X", "2026-11-30T14:00:00.0000000+00:00"),
            (order.Delivery!.Status, order.Delivery.Info, order.Delivery.RefusedReason, order.Delivery.RefusedAt!.Value.ToString("O")));
        var line = Assert.Single(order.Lines);
        Assert.Equal((0.00001m, 21m, "4", 700000), (line.UnitPriceExcl, line.VatPercentage, line.VentilationCode, line.AccountCode));
        Assert.Equal((7, "5b1f-1", "shop-1"), (order.Customer!.PartyId, order.Pdf!.FileId, order.ExternalProviderId));
        Assert.Equal(("4", 259.25m), (order.VatGroups[0].VentilationCode, order.VatGroups[0].TotalVat));
    }

    [Theory]
    [InlineData(404, """{"errors":[{"Code":"NotFound"}]}""")]
    [InlineData(401, "")]
    [InlineData(401, """{"errors":[{"Code":"NoAccess","Description":"Geen toegang"}]}""")]
    public async Task ARecord_ThatIsNotThere_IsNone_WhileTheTokenIsGood(int status, string body)
    {
        host.Answers(body, (HttpStatusCode)status);
        if (status == 401)
            host.Answers("""{"Companies":[{"PartyID":552741,"APIAllowed":true}]}""");

        Assert.Null(await host.RunAsync(host.Reader.FindPartyAsync(host.Access, 5, default)));

        Assert.Equal(
            ["GET v1/parties/5", .. status == 401 ? ["GET v1/account/accountInformation"] : Array.Empty<string>()], host.Asked);
    }

    [Theory]
    [InlineData("""{"Companies":[{"PartyID":552741,"APIAllowed":false}]}""", 200, ApiFailure.Forbidden)]
    [InlineData("""{"Companies":[{"PartyID":1,"APIAllowed":true}]}""", 200, ApiFailure.Forbidden)]
    [InlineData("", 401, ApiFailure.Unauthorized)]
    [InlineData("", 500, ApiFailure.Unauthorized)]
    public async Task ARefusal_OfTheCompanyOrTheToken_IsTold(string account, int status, ApiFailure failure)
    {
        host.Answers("", HttpStatusCode.Unauthorized).Answers(account, (HttpStatusCode)status);

        Assert.Equal(failure, (await host.FailureOfAsync(host.Reader.FindOrderAsync(host.Access, 5, default))).Failure);
    }

    [Theory]
    [InlineData("InvalidAccessToken")]
    [InlineData("AccessTokenExpired")]
    [InlineData("AccessTokenRevoked")]
    [InlineData("ApiKeyNotValid")]
    public async Task ATokenThatIsRefusedByName_IsNotAskedAboutAgain(string code)
    {
        host.Answers($$"""{"errors":[{"Code":"{{code}}"}]}""", HttpStatusCode.Unauthorized);

        var failed = await host.FailureOfAsync(host.Reader.FindOrderAsync(host.Access, 5, default));

        Assert.Equal((ApiFailure.Unauthorized, code), (failed.Failure, failed.ErrorCode));
        Assert.Single(host.Sent);
    }

    [Theory]
    [InlineData("""{"Registered":true,"Identifier":"0208:0123456789","DocumentTypes":["BISv3Invoice","MLR"],"ServiceDetails":[{}]}""", true, false)]
    [InlineData("""{"Registered":true,"DocumentTypes":["BISv3Invoice","BISv3CreditNote"]}""", true, true)]
    [InlineData("""{"Registered":false,"Identifier":null,"DocumentTypes":[]}""", false, false)]
    [InlineData("""{"Registered":false,"DocumentTypes":["BISv3Invoice"]}""", false, false)]
    [InlineData("""{"Registered":true,"DocumentTypes":null}""", false, false)]
    public async Task Participant_TakesWhatItIsRegisteredFor(string answer, bool invoices, bool creditNotes)
    {
        host.Answers(answer);

        var participant = await host.Reader.GetParticipantAsync(host.Access, "0208:0123456789", default);

        Assert.Equal((invoices, creditNotes), (participant.TakesInvoices, participant.TakesCreditNotes));
        Assert.Equal("GET https://billit.test/v1/peppol/participantInformation/0208:0123456789", host.Sent[0].Line);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("BE 0123")]
    [InlineData("../account")]
    [InlineData("a?b")]
    public async Task WhatIsNoIdentifier_IsNotAskedFor(string identifier)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => host.Reader.GetParticipantAsync(host.Access, identifier, default));
        await Assert.ThrowsAsync<ArgumentException>(() => host.Reader.FindFileAsync(host.Access, identifier, default));
        Assert.Empty(host.Sent);
    }

    [Fact]
    public async Task File_IsRead_AsLongAsItIsSmallEnough()
    {
        using var small = new BillitHost(("MaxReadRetries", "0"), ("LargestFile", "1024"));
        small.Answers(File("%PDF-1.7"u8.ToArray())).Answers(File(new byte[1025])).Answers(File(new byte[200_000])).Answers("""{"FileID":"a","FileContent":"!"}""");

        var file = (await small.Reader.FindFileAsync(small.Access, "5b1f-1", default))!;

        Assert.Equal("%PDF-1.7"u8.ToArray(), file.FileContent);
        Assert.Equal((true, "2026-7.pdf"), (file.IsPdf, file.FileName));
        Assert.Equal("GET v1/files/5b1f-1", Assert.Single(small.Asked));
        for (var i = 0; i < 3; i++)
            Assert.Equal(ApiFailure.Unreadable, (await small.FailureOfAsync(small.Reader.FindFileAsync(small.Access, "5b1f-1", default))).Failure);

        static string File(byte[] content) => $$"""{"FileID":"5b1f-1","FileName":"2026-7.pdf","MimeType":"application/pdf","FileContent":"{{Convert.ToBase64String(content)}}"}""";
    }

    [Theory]
    [InlineData("""[{"WebhookID":5,"EntityType":"Order","EntityUpdateType":"U","WebhookURL":"https://we.test/x"}]""")]
    [InlineData("""{"Items":[{"ID":5,"EntityType":"Order","EntityUpdateType":"U","WebhookURL":"https://we.test/x"},null]}""")]
    public async Task Webhooks_AreListed_InEitherShape(string answer)
    {
        host.Answers(answer);

        var webhook = Assert.Single(await host.Reader.ListWebhooksAsync(host.Access, default));

        Assert.Equal((5, "Order", "U", "https://we.test/x"), (webhook.Id, webhook.EntityType, webhook.EntityUpdateType, webhook.Address));
    }

    [Fact]
    public async Task WhatACallNames_IsReadAgain()
    {
        host.Answers("""{"OrderID":987,"Paid":true}""");

        Assert.True((await host.Reader.FindOrderAsync(host.Access, new WebhookEvent(WebhookEntity.Order, 987, 987, null), default))!.Paid);
        Assert.Null(await host.Reader.FindOrderAsync(host.Access, new WebhookEvent(WebhookEntity.Message, 5, null, null), default));

        Assert.Equal("GET v1/orders/987", Assert.Single(host.Asked));
    }

    [Fact]
    public async Task AnotherRecordThanWasAskedFor_IsUnreadable()
    {
        host.Answers("""{"OrderID":988}""").Answers("""{"PartyID":6}""");

        Assert.Equal(ApiFailure.Unreadable, (await host.FailureOfAsync(host.Reader.FindOrderAsync(host.Access, 987, default))).Failure);
        Assert.Equal(ApiFailure.Unreadable, (await host.FailureOfAsync(host.Reader.FindPartyAsync(host.Access, 5, default))).Failure);
    }
}

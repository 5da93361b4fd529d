using System.Net;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Api.Wire;

namespace PennaPay.Billy.Tests.Systems.Billy.Api;

/// <summary>What the client makes of answers, the odd ones of real organisations among them.</summary>
public sealed class BillyAnswerTests : IDisposable
{
    private const string ADraft = """
        "state":"draft","contactId":"c1","entryDate":"2026-11-20","currencyId":"DKK","amount":100,"tax":25
        """;

    private readonly BillyHost host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task Invoice_IsReadWhateverTheTypesAre()
    {
        host.Answers("""
            {"meta":{"statusCode":200,"success":true,"time":0.03},"unheardOf":[{"a":1}],
             "invoice":{"id":"i1","state":"draft","sentState":"unsent","type":"invoice","contactId":"c1","invoiceNo":41,
              "orderNo":"","externalId":null,"entryDate":"2026-11-20","dueDate":"2026-12-04T00:00:00",
              "currencyId":"DKK","exchangeRate":"1","amount":"300","tax":75,"balance":375,"isPaid":"false",
              "paymentTermsDays":"14","paymentTermsMode":"net","createdTime":"2026-11-20T09:30:00","approvedTime":"",
              "contactMessage":"","paymentMethods":[{"paymentMethodId":"x"}],
              "lines":[{"id":"l2","invoiceId":"i1","quantity":2,"unitPrice":"50","amount":100,"priority":2},null,
                       {"id":"l1","invoiceId":"i1","quantity":"1","unitPrice":200,"amount":200,"priority":1}]}}
            """);

        var invoice = await host.Reader.GetInvoiceAsync(host.Access, "i1", default);

        Assert.NotNull(invoice);
        AssertSameHeader(
            new BillyInvoice
            {
                Id = "i1",
                State = "draft",
                SentState = "unsent",
                Type = "invoice",
                ContactId = "c1",
                InvoiceNo = "41",
                EntryDate = new(2026, 11, 20),
                DueDate = new(2026, 12, 4),
                CurrencyId = "DKK",
                ExchangeRate = 1,
                Amount = 300,
                Tax = 75,
                Balance = 375,
                IsPaid = false,
                PaymentTermsDays = 14,
                PaymentTermsMode = "net",
                CreatedTime = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero),
            },
            invoice);
        Assert.Equal(375, invoice.Gross);
        Assert.Equal(
            [
                new BillyInvoiceLine { Id = "l1", InvoiceId = "i1", Quantity = 1, UnitPrice = 200, Amount = 200, Priority = 1 },
                new BillyInvoiceLine { Id = "l2", InvoiceId = "i1", Quantity = 2, UnitPrice = 50, Amount = 100, Priority = 2 },
            ],
            invoice.Lines);
    }

    [Fact]
    public async Task CreatedDraft_GetsTheLinesThatStandBesideIt()
    {
        host.Answers($$"""
            {"invoices":[{"id":"i1",{{ADraft}},"grossAmount":124.99}],
             "invoiceLines":[{"id":"l9","invoiceId":"i9"},{"id":"l2","invoiceId":"i1","priority":1},
                             {"id":"l1","invoiceId":"i1","priority":0}]}
            """);

        var created = await host.Drafts.CreateDraftInvoiceAsync(host.Access, NewDraft, default);

        Assert.Equal("i1", created.Id);
        Assert.Equal(124.99m, created.Gross);
        Assert.Equal(["l1", "l2"], created.Lines.Select(line => line.Id));
    }

    [Fact]
    public async Task CreatedDraft_IsToldFromOtherInvoicesThatChanged()
    {
        host.Answers($$"""
            {"invoices":[{"id":"i0","orderNo":"old",{{ADraft}}},{"id":"i1","orderNo":"2026-1",{{ADraft}}}]}
            """);

        Assert.Equal("i1", (await host.Drafts.CreateDraftInvoiceAsync(host.Access, NewDraft, default)).Id);
    }

    [Theory]
    [InlineData("""{"invoices":[]}""")]
    [InlineData("""{"invoices":[null]}""")]
    [InlineData("""{"meta":{"success":true}}""")]
    [InlineData("""{"invoices":[{"state":"draft"}]}""")]
    [InlineData("""{"invoices":[{"id":"",STATE}]}""")]
    [InlineData("""{"invoices":[{"id":"../i1",STATE}]}""")]
    [InlineData("""{"invoices":[{"id":"i1",STATE},{"id":"i2",STATE}]}""")]
    [InlineData("""{"invoices":{"id":"i1",STATE}}""")]
    [InlineData("""{"meta":{"success":false},"invoices":[{"id":"i1",STATE}]}""")]
    [InlineData("""{"invoices":[{"id":"i1","amount":1e400,STATE}]}""")]
    [InlineData("""{"invoices":[{"id":"i1",STATE""")]
    [InlineData("<html>Welcome</html>")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"\\ud800\"")]
    [InlineData("""{"invoices":[{"id":"\ud800",STATE}]}""")]
    [InlineData("")]
    public async Task CreatedDraft_ThatCannotBeFoundInTheAnswer_MayExist(string body)
    {
        host.Answers(body.Replace("STATE", ADraft, StringComparison.Ordinal));

        var exception = await host.FailureOfAsync(host.Drafts.CreateDraftInvoiceAsync(host.Access, NewDraft, default));

        Assert.Equal(ApiFailure.Unreadable, exception.Failure);
        Assert.Equal(200, exception.StatusCode);
        Assert.True(exception.MayHaveBeenProcessed);
        Assert.Single(host.Sent);
    }

    [Fact]
    public async Task Status201_AndAByteOrderMark_AreFine()
    {
        host.Answers("\uFEFF{\"products\":[{\"id\":\"p1\"}]}", HttpStatusCode.Created);

        Assert.Equal("p1", (await host.Records.CreateProductAsync(host.Access, new() { Name = "P" }, default)).Id);
    }

    [Fact]
    public async Task Lists_ReadEveryPage_AndKeepARecordOnce()
    {
        host.Answers("""{"contacts":[{"id":"a"},{"id":"b"}],"meta":{"paging":{"pageCount":3}}}""")
            .Answers("""{"contacts":[{"id":"b","name":"B"},{"id":"c"}],"meta":{"paging":{"pageCount":3}}}""")
            .Answers("""{"contacts":[],"meta":{"paging":{"pageCount":9}}}""");

        var contacts = await host.RunAsync(host.Reader.ListContactsAsync(host.Access, default));

        Assert.Equal([("a", null), ("b", "B"), ("c", null)], contacts.Select(contact => (contact.Id, contact.Name)));
        Assert.Equal(3, host.Sent.Count);
    }

    [Fact]
    public async Task List_ThatGotShorterMeanwhile_IsReadAgain_ForWhatMovedUp()
    {
        host.Answers("""{"contacts":[{"id":"a"},{"id":"b"}],"meta":{"paging":{"pageCount":2,"total":3}}}""")
            .Answers("""{"contacts":[],"meta":{"paging":{"pageCount":1,"total":2}}}""")
            .Answers("""{"contacts":[{"id":"b"},{"id":"c"}],"meta":{"paging":{"pageCount":1,"total":2}}}""");

        var contacts = await host.RunAsync(host.Reader.ListContactsAsync(host.Access, default));

        Assert.Equal(["a", "b", "c"], contacts.Select(contact => contact.Id));
    }

    [Fact]
    public async Task Lookups_DropWhatAnIgnoredFilterLetsThrough()
    {
        host.Answers($$"""{"invoices":[{"id":"i1","externalId":"X1",{{ADraft}}},{"id":"i2","externalId":"x1",{{ADraft}}}]}""")
            .Answers($$"""{"invoices":[{"id":"i3","orderNo":"2026-10",{{ADraft}}},{"id":"i4","orderNo":"2026-1",{{ADraft}}}]}""")
            .Answers("""{"products":[{"id":"p1","productNo":10},{"id":"p2","productNo":1},{"id":"p3","productNo":"1"},{"id":"p4"}]}""");

        var found = host.RunAsync(FindAll());

        Assert.Equal(["i2", "i4", "p2", "p3"], await found);

        async Task<List<string>> FindAll()
        {
            List<IBillyRecord> all =
            [
                .. await host.Reader.FindInvoicesByExternalIdAsync(host.Access, "x1", default),
                .. await host.Reader.FindInvoicesByOrderNoAsync(host.Access, "2026-1", default),
                .. await host.Reader.FindProductsByProductNoAsync(host.Access, "1", default),
            ];
            return [.. all.Select(record => record.Id)];
        }
    }

    [Fact]
    public async Task AMissingRecord_IsNull()
    {
        const string NotFound =
            """{"meta":{"statusCode":404,"success":false},"errorCode":"RECORD_NOT_FOUND","errorMessage":"No such."}""";
        host.Answers(NotFound, HttpStatusCode.NotFound).Answers(NotFound, HttpStatusCode.NotFound);

        var access = host.Access with { Priority = RequestPriority.Urgent };
        Assert.Null(await host.Reader.GetInvoiceAsync(access, "i1", default));
        Assert.Null(await host.Reader.GetContactAsync(access, "c1", default));
    }

    [Theory]
    [InlineData("<h1>404</h1>", ApiFailure.Unreadable)]
    [InlineData("""{"message":"no route"}""", ApiFailure.Unreadable)]
    [InlineData("""{"errorCode":"UNKNOWN_RESOURCE"}""", ApiFailure.NotFound)]
    public async Task SomebodyElsesNotFound_IsNotAMissingRecord(string body, ApiFailure expected)
    {
        host.Answers(body, HttpStatusCode.NotFound);

        var exception = await host.FailureOfAsync(host.Reader.GetInvoiceAsync(host.Access, "i1", default));

        Assert.Equal(expected, exception.Failure);
    }

    [Fact]
    public async Task AnotherRecordThanTheOneAskedFor_IsUnreadable()
    {
        host.Answers("""{"contact":{"id":"c2"}}""");

        var exception = await host.FailureOfAsync(host.Reader.GetContactAsync(host.Access, "c1", default));

        Assert.Equal(ApiFailure.Unreadable, exception.Failure);
    }

    /// <summary>Compares the values; two lists of lines are never the same object.</summary>
    private static void AssertSameHeader(BillyInvoice expected, BillyInvoice actual) =>
        Assert.Equal((expected with { Lines = [] }).ToString(), (actual with { Lines = [] }).ToString());

    internal static NewDraftInvoice NewDraft => new()
    {
        ContactId = "c1",
        EntryDate = new(2026, 11, 20),
        CurrencyId = "DKK",
        OrderNo = "2026-1",
        Lines = [new() { ProductId = "p1", Quantity = 1, UnitPrice = 100 }],
    };
}

using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync.Invoices;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Billy.Sync;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Tests.Systems.Billy.Api;

namespace PennaPay.Billy.Tests.Systems.Billy.Sync;

/// <summary>Answers about invoices and payments that are odd, or not Billy's: a failure, never half of what there is.</summary>
public sealed class InvoiceAnswerTests : IDisposable
{
    private const string Head = """
        "state":"approved","invoiceNo":"7","contactId":"c1","entryDate":"2026-11-20","currencyId":"DKK","amount":100,"tax":25
        """;

    private const string None = """{"invoices":[],"meta":{"paging":{"pageCount":0,"total":0}}}""";

    private readonly BillyHost host = new(settings: [("RequestsPerSecond", "0"), ("MaxReadRetries", "0")]);

    private OpenedConnection Opened => new(host.Access, new Connection { System = BillySystem.SystemId, AccountId = "org1" });

    private InvoiceEndpoint Endpoint => new(host.Reader);

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task WhatIsInAnotherStateThanAskedFor_IsLeftOut()
    {
        host.Answers($$"""{"invoices":[{"id":"i1",{{Head}}},{"id":"i2",{{Head.Replace("approved", "draft", StringComparison.Ordinal)}}},{"id":"i3",{{Head.Replace("approved", "quoted", StringComparison.Ordinal)}}}]}""")
            .Answers(None);

        Assert.Equal(["i1"], (await AllAsync()).Select(document => document.Id));
    }

    [Fact]
    public async Task WhatIsVoidedWhileItIsRead_IsVoid()
    {
        host.Answers($$"""{"invoices":[{"id":"i1",{{Head}}}]}""")
            .Answers($$"""{"invoices":[{"id":"i1",{{Head.Replace("approved", "voided", StringComparison.Ordinal)}}}]}""");

        Assert.Equal(RemoteState.Void, Assert.Single(await AllAsync()).State);
    }

    [Theory]
    [InlineData("""{"invoices":[{"id":"i1","state":"approved"}]}""")]
    [InlineData("""{"invoices":[null]}""")]
    [InlineData("""{"invoices":[{"id":"../i1","state":"approved","contactId":"c1","entryDate":"2026-11-20","currencyId":"DKK","amount":100,"tax":25}]}""")]
    [InlineData("""{"invoices":[{"id":"i1","state":"approved","contactId":"c1","entryDate":"2026-11-20","currencyId":"DKK","amount":7e28,"tax":7e28}]}""")]
    [InlineData("""{"invoices":[{"id":"i1","state":"approved","contactId":"c1","entryDate":"2026-11-20","currencyId":"DKK","amount":100,"tax":25,"balance":-7e28}]}""")]
    [InlineData("""{"invoices":[{"id":"i1234567890123456789012345678901234567890123456789012345678901234567890","state":"approved","contactId":"c1","entryDate":"2026-11-20","currencyId":"DKK","amount":100,"tax":25}]}""")]
    [InlineData("""{"meta":{"success":true}}""")]
    public async Task AListOfWhatNoInvoiceIs_IsUnreadable(string answer)
    {
        host.Answers(answer).Answers(None);

        Assert.Equal(ApiFailure.Unreadable, (await host.FailureOfAsync(AllAsync())).Failure);
    }

    [Fact]
    public async Task AListWithoutEnd_Ends()
    {
        for (var page = 0; page <= 500; page++)
            host.Answers($$"""{"invoices":[{"id":"i1",{{Head}}}],"meta":{"paging":{"pageCount":100000,"total":100000} } }""");

        Assert.Equal(ApiFailure.TooMuch, (await host.FailureOfAsync(AllAsync())).Failure);
        Assert.Equal(500, host.Sent.Count);
    }

    [Fact]
    public async Task AListWithoutEnd_IsLeftForDirectLooks()
    {
        host.Answers($$"""{"invoices":[{"id":"another",{{Head}},"lines":[{"unitPrice":100} ] } ],"meta":{"paging":{"pageCount":100000,"total":100000} } }""");
        for (var number = 1; number <= 5; number++)
            host.Answers($$"""{"invoice":{"id":"i{{number}}",{{Head}},"lines":[{"unitPrice":100,"tax":25,"amount":100}] } }""");

        Assert.Equal(5, (await WholeAsync("i1", "i2", "i3", "i4", "i5")).Count);
        Assert.Equal(6, host.Sent.Count);
    }

    [Fact]
    public async Task LinesThatTheListLeavesOut_AreAskedFor_AndWithoutThemItIsOneOfTheTotal()
    {
        host.Answers($$"""{"invoices":[{{string.Join(',', Enumerable.Range(1, 4).Select(number => $$"""{"id":"i{{number}}",{{Head}},"lineDescription":"Timer: uge 43"}"""))}}]}""");
        for (var number = 1; number <= 4; number++)
            host.Answers($$"""{"invoice":{"id":"i{{number}}",{{Head}},"lineDescription":"Timer: uge 43"{{(number == 4 ? """,  "lines":[{"description":"Kursus","unitPrice":125,"amount":125}]""" : "")}} } }""");

        var whole = await WholeAsync("i1", "i2", "i3", "i4");

        Assert.All(whole, issued => Assert.Empty(IssuedHost.Problems(issued)));
        Assert.Equal(
            [("Timer: uge 43", 100m, 25m), ("Timer: uge 43", 100m, 25m), ("Timer: uge 43", 100m, 25m), ("Kursus", 125m, 0m)],
            whole.Select(issued => Assert.Single(issued.Invoice.Lines)).Select(line => (line.Description, line.UnitPrice, line.VatRate)));
    }

    [Theory]
    [InlineData("""{"unitPrice":100,"amount":100,"tax":25,"taxRateId":"gone"}""", VatTreatment.Standard, 25)]
    [InlineData("""{"unitPrice":100,"amount":100,"tax":12,"taxRateId":"gone"}""", VatTreatment.Standard, 12)]
    [InlineData("""{"unitPrice":100,"amount":100,"tax":0,"taxRateId":"gone"}""", VatTreatment.Exempt, 0)]
    [InlineData("""{"unitPrice":100,"amount":100,"tax":25,"taxRateId":"odd"}""", VatTreatment.Standard, 25)]
    [InlineData("""{"unitPrice":100,"amount":100,"tax":-25,"taxRateId":"odd"}""", VatTreatment.Exempt, 0)]
    [InlineData("""{"unitPrice":100,"amount":0,"tax":25}""", VatTreatment.Exempt, 0)]
    [InlineData("""{"unitPrice":7e28,"quantity":7e28,"discountMode":"cash","discountValue":7e28,"amount":100,"tax":25}""", VatTreatment.Standard, 25)]
    [InlineData("""{"unitPrice":100,"quantity":1,"amount":7e28,"tax":7e28}""", VatTreatment.Exempt, 0)]
    [InlineData("""{}""", VatTreatment.Exempt, 0)]
    public async Task ALineOfNumbersThatCannotBe_IsReadAsFarAsItCan(string line, VatTreatment treatment, double rate)
    {
        host.Answers($$"""{"invoice":{"id":"i1",{{Head}},"lines":[null,{{line}}] } }""");
        if (line.Contains("taxRateId", StringComparison.Ordinal))
            host.Answers("""{"taxRates":[{"id":"odd","rate":25}]}""");

        var issued = Assert.Single(await WholeAsync("i1"));

        Assert.Empty(IssuedHost.Problems(issued));
        Assert.Equal((treatment, (decimal)rate), Assert.Single(issued.Invoice.Lines.Select(read => (read.Vat, read.VatRate))));
        Assert.Equal(new Totals(100, 25, 125), issued.Stated);
    }

    [Theory]
    [InlineData("""{"id":"p1","entryDate":"2026-11-20"}""")]
    [InlineData("""{"id":"p1","associations":[{"id":"a1","subjectReference":"invoice:i1","amount":10}]}""")]
    [InlineData("""{"id":"p1","entryDate":"i går","associations":[]}""")]
    [InlineData("""{"id":"p1","entryDate":"2026-11-20","associations":[{"id":"a1","subjectReference":"invoice:i1"}]}""")]
    [InlineData("""{"id":"p1","entryDate":"2026-11-20","associations":[{"subjectReference":"invoice:i1","amount":10}]}""")]
    [InlineData("""{"id":"p1","entryDate":"2026-11-20","associations":[{"id":"a1","subjectReference":"invoice:","amount":10}]}""")]
    [InlineData("""{"id":"p1","entryDate":"2026-11-20","associations":[{"id":"a1","subjectReference":"invoice:../x","amount":10}]}""")]
    [InlineData("""{"id":"p1","entryDate":"2026-11-20","associations":[{"id":"a1","subjectReference":"invoice:i1","amount":7e28}]}""")]
    [InlineData("""{"id":"p1","entryDate":"2026-11-20","associations":[{"id":"a1","subjectReference":"invoice:i1","amount":"mange"}]}""")]
    public async Task APaymentThatDoesNotSayWhatItIs_IsUnreadable(string payment)
    {
        host.Answers($$"""{"bankPayments":[{{payment}}]}""");

        Assert.Equal(ApiFailure.Unreadable, (await host.FailureOfAsync(Endpoint.ReadPaymentsAsync(Opened, default))).Failure);
    }

    [Fact]
    public async Task Payments_AreReadHoweverTheyAreWritten()
    {
        host.Answers("""
            {"bankPayments":[
                {"id":"p1","entryDate":"2026-11-20T00:00:00","isVoided":"0","associations":[
                    null,
                    {"id":"a1","subjectReference":"invoice:i1","amount":"-10.5"},
                    {"id":"a2","subjectReference":"invoice:i2","amount":20,"isVoided":true},
                    {"id":"a3","subjectReference":"invoice:i3","amount":0},
                    {"id":"a4","subjectReference":"bill:b1"},
                    {"id":"a5"}]},
                {"id":"p2","entryDate":"2026-11-20","isVoided":1,"associations":[{"id":"b1","subjectReference":"invoice:i1","amount":10}]},
                {"id":"p3","entryDate":"2026-11-21","associations":[]}]}
            """);

        Assert.Equal([new RemotePayment("a1", "i1", new(2026, 11, 20), 10.5m)], await Endpoint.ReadPaymentsAsync(Opened, default));
    }

    [Fact]
    public async Task PaymentsWithoutEnd_End()
    {
        for (var page = 0; page <= 500; page++)
            host.Answers("""{"bankPayments":[{"id":"p1","entryDate":"2026-11-20","associations":[]}],"meta":{"paging":{"pageCount":100000}}}""");

        Assert.Equal(ApiFailure.TooMuch, (await host.FailureOfAsync(Endpoint.ReadPaymentsAsync(Opened, default))).Failure);
        Assert.Equal(500, host.Sent.Count);
    }

    private Task<IReadOnlyList<RemoteDocument>> AllAsync() => Endpoint.ReadAllAsync(Opened, null, default);

    private async Task<IReadOnlyList<IssuedInvoice>> WholeAsync(params string[] ids)
    {
        List<IssuedInvoice> all = [];
        var wanted = Array.ConvertAll(ids, id => new RemoteDocument
        {
            Id = id, State = RemoteState.Final, PartyId = "c1", Currency = "DKK", Gross = 125, IssueDate = new(2026, 11, 20),
        });
        await foreach (var some in Endpoint.ReadWholeAsync(Opened, wanted, default))
            all.AddRange(some);
        return all;
    }
}

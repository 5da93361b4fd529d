using System.Net;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Pennylane.Api;

namespace PennaPay.Billy.Tests.Systems.Pennylane.Api;

/// <summary>What every call of the client sends, on every page.</summary>
public sealed class PennylaneRequestTests : IDisposable
{
    private const string Refused = """{"message":"include is not allowed","code":"NotExistPropertyDefinition"}""";

    private readonly PennylaneHost host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task Me_IsAskedAsWhoHasTheToken()
    {
        host.Answers("""{"user":null,"company":{"id":23509124},"scopes":[]}""");

        await host.Reader.GetMeAsync(host.Access, default);

        var sent = Assert.Single(host.Sent);
        Assert.Equal(
            ($"GET {PennylaneHost.Root}me", $"Accept: application/json\nAuthorization: Bearer {PennylaneHost.TokenText}\nUser-Agent: PennaPay.Billy", ""),
            (sent.Line, sent.Headers, sent.Body));
    }

    [Fact]
    public async Task Customers_AreAskedForWithSortAndLimit_OnEveryPage()
    {
        host.Pages("""{"id":4096}""", """{"id":8192}""", """{"id":12288}""");

        var customers = await host.AllAsync(host.Reader.ListCustomersAsync(host.Access, new(), default));

        Assert.Equal([4096, 8192, 12288], customers.Select(customer => customer.Id));
        Assert.Equal(
            ["customers?sort=id&limit=100", "customers?sort=id&limit=100&cursor=cursor=1", "customers?sort=id&limit=100&cursor=cursor=2"], host.Asked);
        Assert.EndsWith("&cursor=cursor%3D2", host.Sent[^1].Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filter_GoesAlong_OnEveryPage()
    {
        host.Pages("""{"id":8192}""", """{"id":16384}""");

        await host.AllAsync(host.Reader.ListCustomersAsync(
            host.Access, new() { AfterId = 4096, Excluded = [12288, 20480, 12288], NameBeginsWith = "Dupont & \"Fils\"" }, default));

        const string Filter = """
            filter=[{"field":"id","operator":"gt","value":"4096"},{"field":"name","operator":"start_with","value":"Dupont & \"Fils\""},{"field":"id","operator":"not_in","value":["12288","20480"]}]
            """;
        Assert.Equal([$"customers?{Filter}&sort=id&limit=100", $"customers?{Filter}&sort=id&limit=100&cursor=cursor=1"], host.Asked);
        Assert.Contains("%26", host.Sent[0].Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CustomersById_AreAskedForInBatchesOfAHundred_AndNobodyElseIsTaken()
    {
        host.Answers(PennylaneHost.Page("""{"id":1},{"id":999}""")).Answers(PennylaneHost.Page("""{"id":101}"""));

        var customers = await host.Reader.ListCustomersByIdAsync(host.Access, [.. Enumerable.Range(1, 101).Reverse().Select(id => (long)id), 1], default);

        Assert.Equal([1, 101], customers.Select(customer => customer.Id));
        Assert.Equal([Batch("customers", 1, 100), Batch("customers", 101, 101)], host.Asked);
    }

    [Fact]
    public async Task NoIds_AskNothing()
    {
        Assert.Empty(await host.Reader.ListCustomersByIdAsync(host.Access, [], default));
        Assert.Empty(await host.Reader.ListInvoicesByIdAsync(host.Access, [], default));
        Assert.Empty(host.Sent);
    }

    [Fact]
    public async Task WhatStandsBelowARecord_IsAskedForThere()
    {
        for (var i = 0; i < 3; i++)
            host.Pages("""{"id":1}""");

        Assert.Single((await host.Reader.ListContactsAsync(host.Access, 1338468995072, default))!);
        Assert.Single((await host.Reader.ListPaymentsAsync(host.Access, 25461646082048, default))!);
        Assert.Single((await host.Reader.ListMatchedTransactionsAsync(host.Access, 25461646082048, default))!);

        Assert.Equal(
            [
                "customers/1338468995072/contacts?sort=id&limit=100",
                "customer_invoices/25461646082048/payments?sort=id&limit=100",
                "customer_invoices/25461646082048/matched_transactions?sort=id&limit=100",
            ],
            host.Asked);
    }

    [Fact]
    public async Task Invoices_BringTheirLines_OnEveryPage()
    {
        host.Answers(PennylaneHost.Page("""{"id":1},{"id":2}""", "c2", ""","included":{"invoice_lines":{"2":[{"id":9},{"id":8}],"1":[{"id":7}]}}"""))
            .Answers(PennylaneHost.Page("""{"id":3}""", null, ""","included":{"invoice_lines":{"3":[]}}"""));

        var invoices = await host.AllAsync(host.Reader.ListInvoicesAsync(host.Access, new() { AreCreditNotes = false, AreDrafts = false, AfterId = 0 }, default));

        Assert.Equal(["1: 7", "2: 8 9", "3: "], invoices.Select(Shown));
        const string Query = """
            customer_invoices?filter=[{"field":"id","operator":"gt","value":"0"},{"field":"credit_note","operator":"eq","value":"false"},{"field":"draft","operator":"eq","value":"false"}]&sort=id&include=invoice_lines&limit=100
            """;
        Assert.Equal([Query, $"{Query}&cursor=c2"], host.Asked);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","included":null""")]
    [InlineData(""","included":[]""")]
    [InlineData(""","included":{"invoice_lines":[]}""")]
    [InlineData(""","included":{"invoice_lines":{"1":[]}}""")]
    [InlineData(""","included":{"invoice_lines":{"2":{"id":8}}}""")]
    [InlineData(""","included":{"invoice_lines":{"2":[null]}}""")]
    [InlineData(""","included":{"invoice_lines":{"2":[{"id":8,"amount":"ten"}]}}""")]
    public async Task LinesThatDoNotComeAlong_AreReadByThemselves(string beside)
    {
        host.Answers(PennylaneHost.Page("""{"id":2}""", null, beside));
        host.Pages("""{"id":8}""", """{"id":9}""");

        Assert.Equal(["2: 8 9"], (await host.AllAsync(host.Reader.ListInvoicesAsync(host.Access, new(), default))).Select(Shown));
        Assert.Equal(
            ["customer_invoices?sort=id&include=invoice_lines&limit=100", .. LinesOf(2)], host.Asked);
    }

    [Fact]
    public async Task ServerThatRefusesToBringLines_IsNotAskedForThemAgain()
    {
        host.Answers(Refused, HttpStatusCode.BadRequest)
            .Answers(PennylaneHost.Page("""{"id":1}""", "c2")).Answers(PennylaneHost.Page("""{"id":7}"""))
            .Answers(PennylaneHost.Page("""{"id":2}""")).Answers(PennylaneHost.Page("""{"id":8}"""));

        Assert.Equal(["1: 7", "2: 8"], (await host.AllAsync(host.Reader.ListInvoicesAsync(host.Access, new(), default))).Select(Shown));
        Assert.Equal(
            [
                "customer_invoices?sort=id&include=invoice_lines&limit=100",
                "customer_invoices?sort=id&limit=100",
                "customer_invoices/1/invoice_lines?sort=id&limit=100",
                "customer_invoices?sort=id&limit=100&cursor=c2",
                "customer_invoices/2/invoice_lines?sort=id&limit=100",
            ],
            host.Asked);
    }

    [Fact]
    public async Task ServerThatRefusesToBringLines_IsAskedForTheNextBatchesPlainly()
    {
        host.Answers(Refused, HttpStatusCode.BadRequest).Answers(PennylaneHost.Page("")).Answers(PennylaneHost.Page(""));

        Assert.Empty(await host.RunAsync(host.Reader.ListInvoicesByIdAsync(host.Access, [.. Enumerable.Range(1, 150).Select(id => (long)id)], default)));
        Assert.Equal(
            [
                Batch("customer_invoices", 1, 100).Replace("&limit", "&include=invoice_lines&limit", StringComparison.Ordinal),
                Batch("customer_invoices", 1, 100),
                Batch("customer_invoices", 101, 150),
            ],
            host.Asked);
    }

    [Fact]
    public async Task ARefusalThatStays_IsThrown()
    {
        host.Answers(Refused, HttpStatusCode.BadRequest).Answers("""{"error":"Unknown field","status":400}""", HttpStatusCode.BadRequest);

        var exception = await host.FailureOfAsync(host.AllAsync(host.Reader.ListInvoicesAsync(host.Access, new() { CustomerId = 4096 }, default)));

        Assert.Equal((ApiFailure.Invalid, "Unknown field"), (exception.Failure, exception.Message));
    }

    [Fact]
    public async Task InvoiceThatIsDeletedMeanwhile_IsLeftOut()
    {
        host.Answers(PennylaneHost.Page("""{"id":1},{"id":2}""", null, ""","included":{"invoice_lines":{"2":[]}}"""))
            .Answers("""{"status":404,"error":"Couldn't find CustomerInvoice with 'id'=1"}""", HttpStatusCode.NotFound);

        Assert.Equal(["2: "], (await host.AllAsync(host.Reader.ListInvoicesAsync(host.Access, new(), default))).Select(Shown));
    }

    [Fact]
    public async Task ExcludedCustomers_AreNotAskedFor_AndNotTakenEither()
    {
        const string Lines = ""","included":{"invoice_lines":{"1":[],"2":[],"3":[]}}""";
        host.Answers(PennylaneHost.Page("""{"id":1,"customer":{"id":4096}},{"id":2,"customer":null},{"id":3,"customer":{"id":8192}}""", "c2", Lines))
            .Answers(PennylaneHost.Page(""));

        var invoices = await host.AllAsync(host.Reader.ListInvoicesAsync(host.Access, new() { ExcludedCustomers = [8192, 12288] }, default));

        Assert.Equal([1, 2], invoices.Select(invoice => invoice.Id));
        const string Filter = """filter=[{"field":"customer_id","operator":"not_in","value":["8192","12288"]}]""";
        Assert.Equal(
            [
                $"customer_invoices?{Filter}&sort=id&include=invoice_lines&limit=100",
                $"customer_invoices?{Filter}&sort=id&include=invoice_lines&limit=100&cursor=c2",
            ],
            host.Asked);
    }

    [Fact]
    public async Task MoreExclusionsThanAnAddressHolds_AreLeftOutByNamingTheOthers()
    {
        long[] excluded = [.. Enumerable.Range(1, 101).Select(id => 4096L * id)];
        host.Answers(PennylaneHost.Page("""{"id":1,"customer":{"id":4096},"amount":"garbage"},{"id":2,"customer":{"id":1}},{"id":3,"customer":null}"""))
            .Answers(PennylaneHost.Page("""{"id":2},{"id":3}""", null, ""","included":{"invoice_lines":{"2":[],"3":[]}}"""))
            .Answers(PennylaneHost.Page("""{"id":4096,"emails":"garbage"},{"id":5}""")).Answers(PennylaneHost.Page("""{"id":5}"""));

        var invoices = await host.AllAsync(host.Reader.ListInvoicesAsync(host.Access, new() { ExcludedCustomers = excluded }, default));
        var customers = await host.AllAsync(host.Reader.ListCustomersAsync(host.Access, new() { Excluded = excluded }, default));

        Assert.Equal([2, 3], invoices.Select(invoice => invoice.Id));
        Assert.Equal([5], customers.Select(customer => customer.Id));
        Assert.Equal(
            [
                "customer_invoices?sort=id&limit=100",
                Batch("customer_invoices", 2, 3).Replace("&limit", "&include=invoice_lines&limit", StringComparison.Ordinal),
                "customers?sort=id&limit=100",
                Batch("customers", 5, 5),
            ],
            host.Asked);
    }

    [Fact]
    public async Task Ids_AreAllThatIsReadOfAListOfIds()
    {
        host.Answers(PennylaneHost.Page("""{"id":1,"customer":{"id":4096,"url":"https://x.test/"},"amount":"garbage","status":7}"""))
            .Answers(PennylaneHost.Page("""{"id":2,"emails":"garbage"}"""));

        Assert.Equal(
            [new PennylaneInvoiceId { Id = 1, CustomerId = 4096 }], await host.AllAsync(host.Reader.ListInvoiceIdsAsync(host.Access, new(), default)));
        Assert.Equal([2L], await host.AllAsync(host.Reader.ListCustomerIdsAsync(host.Access, default)));
        Assert.Equal(["customer_invoices?sort=id&limit=100", "customers?sort=id&limit=100"], host.Asked);
    }

    [Fact]
    public async Task Changes_AreAskedForSinceATime_AndFromThenOnByCursorAlone()
    {
        host.Pages(
            """{"id":1,"operation":"insert","processed_at":"2026-07-08T12:06:44.883576Z"},{"id":1,"operation":"update","processed_at":"2026-07-08T12:06:44.883576Z"}""",
            """{"id":1,"operation":"update","processed_at":"2026-07-08T12:06:44.883576Z"},{"id":2,"operation":"delete","processed_at":"2026-07-08T12:06:45Z"}""");
        var since = new DateTimeOffset(2026, 7, 8, 14, 0, 0, 123, TimeSpan.FromHours(2));

        var changes = await host.RunAsync(host.Reader.ListChangesAsync(host.Access, PennylaneResource.CustomerInvoices, since, default));

        Assert.Equal(
            ["1 insert False", "1 update False", "2 delete True"],
            Assert.IsType<PennylaneChanges.Since>(changes).Changes.Select(change => $"{change.Id} {change.Operation} {change.IsDeletion}"));
        Assert.Equal(
            [
                "changelogs/customer_invoices?start_date=2026-07-08T12:00:00.123000Z&limit=1000",
                "changelogs/customer_invoices?limit=1000&cursor=cursor=1",
            ],
            host.Asked);
    }

    [Fact]
    public async Task ChangesFromTheBeginning_NameNoTime()
    {
        host.Pages("");

        await host.Reader.ListChangesAsync(host.Access, PennylaneResource.Customers, null, default);

        Assert.Equal(["changelogs/customers?limit=1000"], host.Asked);
    }

    [Fact]
    public async Task ATimeThatIsTooLongAgo_IsAnOutcome_AndOnlyThat()
    {
        const string TooOld = """{"error":"start_date is too old","status":422}""";
        var since = host.Clock.GetUtcNow().AddDays(-29);
        host.Answers(TooOld, HttpStatusCode.UnprocessableEntity).Answers(TooOld, HttpStatusCode.UnprocessableEntity)
            .Answers("""{"error":"No","status":400}""", HttpStatusCode.BadRequest);

        Assert.IsType<PennylaneChanges.TooLongAgo>(
            await host.RunAsync(host.Reader.ListChangesAsync(host.Access, PennylaneResource.Customers, since, default)));
        await host.FailureOfAsync(host.Reader.ListChangesAsync(host.Access, PennylaneResource.Customers, null, default));
        await host.FailureOfAsync(host.Reader.ListChangesAsync(host.Access, PennylaneResource.Customers, since, default));
    }

    [Fact]
    public async Task TwentyFiveGoAtOnce_AndTheRestWhenPennylaneCountsAnew()
    {
        var start = host.Clock.GetUtcNow();
        var reset = start.AddSeconds(4).ToUnixTimeSeconds();
        for (var left = 25; left >= 0; left--)
            host.Answers("""{"company":{"id":1}}""", headers: [("ratelimit-limit", "25"), ("ratelimit-remaining", $"{Math.Max(left - 1, 0)}"), ("ratelimit-reset", $"{reset}")]);

        for (var i = 0; i < 25; i++)
            await host.Reader.GetMeAsync(host.Access, default);
        Assert.Equal(start, host.Clock.GetUtcNow());
        await host.RunAsync(host.Reader.GetMeAsync(host.Access, default));

        // Later than it says, since the first have not left the five seconds before.
        Assert.Equal(start.AddSeconds(5), host.Clock.GetUtcNow());
    }

    [Fact]
    public async Task WhereAnotherServerUsedTheToken_ItWaitsUntilPennylaneCountsAnew()
    {
        var start = host.Clock.GetUtcNow();
        host.Answers("""{"company":{"id":1}}""", headers: [("ratelimit-remaining", "0"), ("ratelimit-reset", $"{start.AddSeconds(3).ToUnixTimeSeconds()}")])
            .Answers("""{"company":{"id":1}}""");

        await host.Reader.GetMeAsync(host.Access, default);
        await host.RunAsync(host.Reader.GetMeAsync(host.Access, default));

        Assert.Equal(start.AddSeconds(3), host.Clock.GetUtcNow());
    }

    [Fact]
    public async Task TooManyRequests_AreWaitedForAsTold()
    {
        var start = host.Clock.GetUtcNow();
        host.Answers("Rate limit exceeded. Please retry in 4 seconds.", HttpStatusCode.TooManyRequests, "4").Answers("""{"company":{"id":1}}""");

        await host.RunAsync(host.Reader.GetMeAsync(host.Access, default));

        Assert.Equal(start.AddSeconds(4), host.Clock.GetUtcNow());
        Assert.Equal(["me", "me"], host.Asked);
    }

    private static string Shown(PennylaneInvoice invoice) => $"{invoice.Id}: {string.Join(' ', invoice.Lines.Select(line => line.Id))}";

    private static string Batch(string resource, int first, int last) =>
        $$"""{{resource}}?filter=[{"field":"id","operator":"in","value":[{{string.Join(',', Enumerable.Range(first, last - first + 1).Select(id => $"\"{id}\""))}}]}]&sort=id&limit=100""";

    private static string[] LinesOf(int invoice) =>
    [
        $"customer_invoices/{invoice}/invoice_lines?sort=id&limit=100", $"customer_invoices/{invoice}/invoice_lines?sort=id&limit=100&cursor=cursor=1",
    ];
}

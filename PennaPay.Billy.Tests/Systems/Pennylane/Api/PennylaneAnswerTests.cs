using System.Net;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Pennylane.Api;

namespace PennaPay.Billy.Tests.Systems.Pennylane.Api;

/// <summary>What the client makes of answers, as real companies' are and as nobody's should be.</summary>
public sealed class PennylaneAnswerTests : IDisposable
{
    private readonly PennylaneHost host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task Me_TellsCompanyAndScopes()
    {
        host.Answers("""
            {"user":{"id":7,"first_name":"Ana","last_name":"","email":"ana@example.fr","locale":"fr"},
             "company":{"id":23509124,"name":"Atelier Dupont","reg_no":"404833048","accounting_logic":"FR_PCG"},
             "scopes":["customers:all","customer_invoices:readonly"]}
            """);

        var me = await host.Reader.GetMeAsync(host.Access, default);

        Assert.Equal(new PennylaneUser { Id = 7, FirstName = "Ana", Email = "ana@example.fr", Locale = "fr" }, me.User);
        Assert.Equal(new PennylaneCompany { Id = 23509124, Name = "Atelier Dupont", RegNo = "404833048", AccountingLogic = "FR_PCG" }, me.Company);
        Assert.Equal((true, true, false), (me.MayRead("customers"), me.MayRead("customer_invoices"), me.MayRead("products")));
    }

    [Fact]
    public async Task Customers_AreReadWithWhatIsUnset()
    {
        host.Pages("""
            {"id":1338468995072,"customer_type":"company","name":"Boulangerie\nMartin","reg_no":"","vat_number":null,
             "emails":["compta@example.fr",null,""],"phone":"","recipient":"","reference":"","notes":"one\ntwo","billing_iban":"FR76",
             "billing_address":{"address":"1 rue de la Paix\nBât. B","postal_code":"75002","city":"Paris","country_alpha2":"FR"},
             "delivery_address":{"address":"","postal_code":"","city":"","country_alpha2":""},
             "payment_conditions":"30_days","billing_language":"fr_FR","ledger_account":{"id":5},"external_reference":"0190",
             "mandates":{"url":"https://x.test"},"contacts":{"url":"https://x.test"},"unheard_of":[{"a":[1]}],
             "created_at":"2026-07-08T12:06:44.883576Z","updated_at":"2026-07-08T12:06:44.883570Z"},
            {"id":2,"customer_type":"individual","name":"Bo Ek","first_name":"Bo","last_name":"Ek","emails":null,"billing_address":null}
            """);

        var customers = await host.AllAsync(host.Reader.ListCustomersAsync(host.Access, new(), default));

        Assert.Equal(["compta@example.fr"], customers[0].Emails);
        Assert.Empty(customers[1].Emails);
        AssertSame(
            [
                new PennylaneCustomer
                {
                    Id = 1338468995072,
                    CustomerType = "company",
                    Name = "Boulangerie Martin",
                    Notes = "one\ntwo",
                    BillingAddress = new() { Address = "1 rue de la Paix\nBât. B", PostalCode = "75002", City = "Paris", CountryCode = "FR" },
                    DeliveryAddress = new(),
                    PaymentConditions = "30_days",
                    BillingLanguage = "fr_FR",
                    ExternalReference = "0190",
                    CreatedAt = new DateTimeOffset(2026, 7, 8, 12, 6, 44, TimeSpan.Zero).AddTicks(8835760),
                    UpdatedAt = new DateTimeOffset(2026, 7, 8, 12, 6, 44, TimeSpan.Zero).AddTicks(8835700),
                },
                new PennylaneCustomer { Id = 2, CustomerType = "individual", Name = "Bo Ek", FirstName = "Bo", LastName = "Ek" },
            ],
            customers);
    }

    [Fact]
    public async Task CreditNotes_AreReadWithTheirSigns()
    {
        host.Answers(PennylaneHost.Page("""
            {"id":25461646082048,"external_reference":"W79NQLZQ9Z","label":"Avoir Martin","invoice_number":"","date":"2026-11-20","deadline":null,
             "currency":"EUR","exchange_rate":"1.0","amount":"-120.0","tax":"-20.0","currency_amount":-120,"currency_amount_before_tax":"-100.0",
             "currency_tax":"-20.0","remaining_amount_with_tax":null,"remaining_amount_without_tax":"","paid":false,"status":"credit_note",
             "draft":true,"customer":{"id":1338468995072,"url":"https://x.test"},"credited_invoice":{"url":"https://x.test","id":4096},
             "discount":{"type":"relative","value":"0.0"},"language":"fr_FR","public_file_url":"https://secret.test/pdf","archived_at":null}
            """, null, """
            ,"included":{"invoice_lines":{"25461646082048":[{"id":1,"label":"Pain","unit":null,"quantity":"-2.5","raw_currency_unit_price":"40.000001",
             "vat_rate":"FR_200","currency_amount_before_tax":"-100.0","currency_amount":"-120.0","currency_tax":"-20.0","amount":"-120.0","tax":"-20.0",
             "discount":{"type":"absolute","value":"1"},"product":null,"section_rank":0,"imputation_dates":{"start_date":"2026-01-01","end_date":null}}]}}
            """));

        var invoice = Assert.Single(await host.AllAsync(host.Reader.ListInvoicesAsync(host.Access, new(), default)));

        Assert.Equal(
            new PennylaneLine
            {
                Id = 1,
                Label = "Pain",
                Quantity = -2.5m,
                RawCurrencyUnitPrice = 40.000001m,
                VatRate = "FR_200",
                CurrencyAmountBeforeTax = -100,
                CurrencyAmount = -120,
                CurrencyTax = -20,
                Amount = -120,
                Tax = -20,
                Discount = new("absolute", 1),
                SectionRank = 0,
                ImputationDates = new(new(2026, 1, 1), null),
            },
            Assert.Single(invoice.Lines));
        Assert.Equal(
            new PennylaneInvoice
            {
                Id = 25461646082048,
                ExternalReference = "W79NQLZQ9Z",
                Label = "Avoir Martin",
                Date = new(2026, 11, 20),
                Currency = "EUR",
                ExchangeRate = 1,
                Amount = -120,
                Tax = -20,
                CurrencyAmount = -120,
                CurrencyAmountBeforeTax = -100,
                CurrencyTax = -20,
                Paid = false,
                Status = "credit_note",
                Draft = true,
                CustomerId = 1338468995072,
                CreditedInvoiceId = 4096,
                Discount = new("relative", 0),
                Language = "fr_FR",
                Lines = invoice.Lines,
            },
            invoice);
    }

    [Fact]
    public async Task WhatStandsBelow_IsRead()
    {
        host.Pages("""{"id":1,"first_name":"Ana","last_name":"","role":"DAF","email":"ana@example.fr","telephone_number":"+33 1","mobile_number":""}""")
            .Pages("""{"id":2,"label":"Prélèvement","currency":null,"currency_amount":"120.0","status":"charged_back"}""")
            .Pages("""{"id":3,"label":"VIR MARTIN","date":"2026-11-19","amount":"240.0","currency":"EUR","currency_amount":"240.0","fee":"0.0","customer":{"id":9}}""");

        Assert.Equal(
            [new PennylaneContact { Id = 1, FirstName = "Ana", Role = "DAF", Email = "ana@example.fr", TelephoneNumber = "+33 1" }],
            (await host.Reader.ListContactsAsync(host.Access, 1, default))!);
        Assert.Equal(
            [new PennylanePayment { Id = 2, Label = "Prélèvement", CurrencyAmount = 120, Status = "charged_back" }],
            (await host.Reader.ListPaymentsAsync(host.Access, 1, default))!);
        Assert.Equal(
            [
                new PennylaneTransaction
                {
                    Id = 3, Label = "VIR MARTIN", Date = new(2026, 11, 19), Amount = 240, Currency = "EUR", CurrencyAmount = 240, Fee = 0, CustomerId = 9,
                },
            ],
            (await host.Reader.ListMatchedTransactionsAsync(host.Access, 1, default))!);
    }

    [Fact]
    public async Task WhatStandsBelowADeletedRecord_IsNull()
    {
        for (var i = 0; i < 3; i++)
            host.Answers("""{"status":404,"error":"Couldn't find Customer with 'id'=1"}""", HttpStatusCode.NotFound);

        Assert.Null(await host.Reader.ListContactsAsync(host.Access, 1, default));
        Assert.Null(await host.Reader.ListPaymentsAsync(host.Access, 1, default));
        Assert.Null(await host.Reader.ListMatchedTransactionsAsync(host.Access, 1, default));
    }

    [Theory]
    [InlineData("\"amount\":\"twelve\"", "amount")]
    [InlineData("\"amount\":\"12,50\"", "amount")]
    [InlineData("\"currency_tax\":\"1e3\"", "currency_tax")]
    [InlineData("\"remaining_amount_with_tax\":{}", "remaining_amount_with_tax")]
    [InlineData("\"remaining_amount_with_tax\":\"NaN\"", "remaining_amount_with_tax")]
    [InlineData("\"date\":\"20/11/2026\"", "date")]
    [InlineData("\"created_at\":\"yesterday\"", "created_at")]
    [InlineData("\"paid\":\"perhaps\"", "paid")]
    [InlineData("\"status\":[]", "status")]
    [InlineData("\"customer\":17", "customer")]
    [InlineData("\"customer\":{\"url\":\"x\"}", "customer")]
    [InlineData("\"customer\":{\"id\":\"../1\"}", "customer")]
    [InlineData("\"discount\":{\"value\":\"much\"}", "value")]
    [InlineData("\"id\":\"one\"", "id")]
    [InlineData("\"id\":-4096", "id")]
    [InlineData("\"id\":1e3", "id")]
    public async Task Garbage_IsNamed_AndNotTakenForNothing(string field, string name)
    {
        host.Answers(PennylaneHost.Page($$"""{"id":1,{{field}}}"""));

        var exception = await host.FailureOfAsync(host.AllAsync(host.Reader.ListInvoicesAsync(host.Access, new(), default)));

        Assert.Equal(
            (ApiFailure.Unreadable, $"Pennylane's answer has a value in {name} that cannot be read."), (exception.Failure, exception.Message));
    }

    [Theory]
    [InlineData("""{"items":null,"has_more":false}""")]
    [InlineData("""{"items":[null],"has_more":false}""")]
    [InlineData("""{"items":[{"name":"no id"}],"has_more":false}""")]
    [InlineData("""{"items":[],"has_more":true}""")]
    [InlineData("""{"items":[],"has_more":true,"next_cursor":""}""")]
    [InlineData("""{"items":[],"has_mo""")]
    [InlineData("""{"error":"no","status":400}""")]
    [InlineData("[]")]
    [InlineData("<html>")]
    [InlineData("")]
    public async Task WhatIsNoList_IsUnreadable(string body)
    {
        host.Answers(body);

        Assert.Equal(
            ApiFailure.Unreadable,
            (await host.FailureOfAsync(host.AllAsync(host.Reader.ListCustomersAsync(host.Access, new(), default)))).Failure);
    }

    [Fact]
    public async Task MoreRecordsThanWereAskedFor_AreUnreadable()
    {
        using var two = new PennylaneHost(("PageSize", "2"));
        two.Pages("""{"id":1},{"id":2},{"id":3}""");

        Assert.Equal(
            ApiFailure.Unreadable, (await two.FailureOfAsync(two.AllAsync(two.Reader.ListCustomersAsync(two.Access, new(), default)))).Failure);
    }

    [Theory]
    [InlineData("c1", "c1", "3")]
    [InlineData("c2", "c1", "3")]
    [InlineData("c2", "c3", "1")]
    public async Task AListThatGoesRoundInCircles_IsStopped(string second, string third, string repeated)
    {
        host.Answers(PennylaneHost.Page("""{"id":1}""", "c1"))
            .Answers(PennylaneHost.Page("""{"id":2}""", second))
            .Answers(PennylaneHost.Page($$"""{"id":{{repeated}}}""", third));

        var exception = await host.FailureOfAsync(host.AllAsync(host.Reader.ListCustomersAsync(host.Access, new(), default)));

        Assert.Equal("Pennylane's list of customers goes round in circles.", exception.Message);
        Assert.False(exception.MayHaveBeenProcessed);
    }

    [Fact]
    public async Task AListWithoutAnEnd_IsStopped()
    {
        using var endless = new PennylaneHost(("RequestsPerFiveSeconds", "0"));
        for (var i = 0; i < 5001; i++)
            endless.Answers(PennylaneHost.Page("", $"c{i}"));

        var exception = await endless.FailureOfAsync(endless.AllAsync(endless.Reader.ListCustomersAsync(endless.Access, new(), default)));

        Assert.Equal((ApiFailure.TooMuch, "Pennylane's list of customers goes on after 5000 pages."), (exception.Failure, exception.Message));
    }

    [Fact]
    public async Task RecordsThatComeTwice_AreGivenOnce()
    {
        host.Pages("""{"id":1},{"id":2}""", """{"id":2},{"id":3}""");

        Assert.Equal([1, 2, 3], (await host.AllAsync(host.Reader.ListCustomersAsync(host.Access, new(), default))).Select(customer => customer.Id));
    }

    /// <summary>Compares the values; two lists of addresses are never the same object.</summary>
    private static void AssertSame(IEnumerable<PennylaneCustomer> expected, IEnumerable<PennylaneCustomer> actual) =>
        Assert.Equal(expected.Select(customer => $"{customer with { Emails = [] }}"), actual.Select(customer => $"{customer with { Emails = [] }}"));
}

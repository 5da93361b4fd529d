using PennaPay.Billy.Core.Sync.Invoices;

namespace PennaPay.Billy.Tests.Systems.Billy.Sync;

/// <summary>What was paid in Billy, over HTTP.</summary>
public sealed class InvoicePaymentTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    [Fact]
    public async Task APartAndTheRest_AreTwoPayments()
    {
        await using var host = await IssuedHost.StartAsync();
        var id = host.Issue();
        host.Billy.Pay(host.Endpoints.Token, id, 250.50m);
        host.Billy.Pay(host.Endpoints.Token, id);

        var payments = await host.PaymentsAsync();

        Assert.Equal([(id, Today, 250.50m), (id, Today, 999.50m)], payments.Select(payment => (payment.DocumentId, payment.Day, payment.Amount)));
        Assert.Equal(2, payments.Select(payment => payment.Id).Distinct().Count());
    }

    [Fact]
    public async Task OnePaymentOfSeveralInvoices_IsOneForEach_AsFarAsItGoes()
    {
        await using var host = await IssuedHost.StartAsync();
        var (first, second, third) = (host.Issue(), host.Issue(), host.Issue());
        host.Billy.Pay(host.Endpoints.Token, [first, second, third], 1300);

        Assert.Equal([(first, 1250m), (second, 50m)], Of(await host.PaymentsAsync()));
    }

    [Fact]
    public async Task APaymentThatWasTakenBack_IsNone()
    {
        await using var host = await IssuedHost.StartAsync();
        var id = host.Issue();
        var wrong = host.Billy.Pay(host.Endpoints.Token, id, 100);
        host.Billy.Pay(host.Endpoints.Token, id, 200);
        host.Billy.VoidPayment(host.Endpoints.Token, wrong);

        Assert.Equal([(id, 200m)], Of(await host.PaymentsAsync()));
        Assert.Equal(1050m, Assert.Single(await host.AllAsync()).Open);
    }

    [Fact]
    public async Task ACreditNote_IsPaidByAPositiveAmount()
    {
        await using var host = await IssuedHost.StartAsync();
        var (first, second) = (host.Issue(), host.Issue());
        var (note, other) = (host.Billy.Credit(host.Endpoints.Token, first), host.Billy.Credit(host.Endpoints.Token, second));
        host.Billy.Pay(host.Endpoints.Token, note);
        // Settled against each other, with no money at all.
        host.Billy.Pay(host.Endpoints.Token, [second, other]);

        Assert.Equal([(note, 1250m), (second, 1250m), (other, 1250m)], Of(await host.PaymentsAsync()));
    }

    [Fact]
    public async Task TheAmount_IsInTheCurrencyOfTheDocument()
    {
        await using var host = await IssuedHost.StartAsync();
        var id = host.Issue(null, ("currencyId", "EUR"), ("exchangeRate", 7.46m));
        host.Billy.Pay(host.Endpoints.Token, id, 100);

        Assert.Equal([(id, 100m)], Of(await host.PaymentsAsync()));
        Assert.Equal(1150m, Assert.Single(await host.AllAsync()).Open);
    }

    [Fact]
    public async Task BillsAndMoneyForNothingYet_AreNoPaymentsOfInvoices()
    {
        await using var host = await IssuedHost.StartAsync();
        var bank = host.Billy.Records(host.Endpoints.Token, "accounts").First(account => account.GetProperty("isPaymentEnabled").GetBoolean()).GetProperty("id").GetString();
        var cost = host.Billy.Records(host.Endpoints.Token, "accounts").First(account => account.GetProperty("accountNo").ToString() == "1810").GetProperty("id").GetString();
        var bill = host.Billy.AddRecord(host.Endpoints.Token, "bills", new
        {
            contactId = host.Contact, entryDate = "2026-11-20", state = "approved", taxMode = "excl", lines = new[] { new { accountId = cost, description = "Papir", amount = 100 } },
        });
        host.Billy.AddRecord(host.Endpoints.Token, "bankPayments", new
        {
            entryDate = "2026-11-20", cashAmount = 100, cashSide = "credit", cashAccountId = bank, associations = new[] { new { subjectReference = $"bill:{bill}" } },
        });
        host.Billy.AddRecord(host.Endpoints.Token, "bankPayments", new { contactId = host.Contact, entryDate = "2026-11-20", cashAmount = 5000, cashSide = "debit", cashAccountId = bank });

        Assert.Empty(await host.PaymentsAsync());
    }

    [Fact]
    public async Task TwelveHundred_AreTwoRequests()
    {
        await using var host = await IssuedHost.StartAsync();
        var id = host.Issue(host.Line(1, 10_000));
        for (var number = 0; number < 1200; number++)
            host.Billy.Pay(host.Endpoints.Token, id, 1);

        Assert.Equal(["/bankPayments 1000", "/bankPayments 1000"], await host.RequestsOfAsync(async () => Assert.Equal(1200m, (await host.PaymentsAsync()).Sum(payment => payment.Amount))));
    }

    private static IEnumerable<(string, decimal)> Of(IEnumerable<RemotePayment> payments) => payments.Select(payment => (payment.DocumentId, payment.Amount));
}

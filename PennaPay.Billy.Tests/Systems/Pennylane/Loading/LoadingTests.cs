using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Web.Sandbox.Pennylane;

namespace PennaPay.Billy.Tests.Systems.Pennylane.Loading;

/// <summary>What comes from a company of Pennylane's, first and ever after.</summary>
public sealed class LoadingTests : CompanyTests
{
    [Fact]
    public async Task FirstLoad_BringsCustomersPersonsInvoicesCreditNotesAndPayments()
    {
        var garage = Company.AddCustomer(new SandboxCustomer
        {
            Name = "Garage Martin SARL", Emails = ["compta@martin.fr", "patron@martin.fr"], Phone = "01 23 45 67 89", Reference = "C-7",
            BillingAddress = new("12 rue des Lilas", "69003", "Lyon", "FR"),
        });
        Company.AddContact(garage, new SandboxContact { FirstName = "Anne", LastName = "Martin", Email = "anne@martin.fr", MobileNumber = "06 11 22 33 44" });
        var open = Company.AddInvoice(garage, 100);
        var partly = Company.AddInvoice(garage, 200);
        Company.Pay(partly, 40);
        var paid = Company.AddInvoice(garage, 300);
        Company.Pay(paid);
        var note = Company.Credit(Company.AddInvoice(garage, 50));
        Company.DraftInvoice(garage, 999);

        await Host.ActivateAsync();

        var customer = (await Host.CustomerAsync(garage))!;
        Assert.Equal(("Garage Martin SARL", CustomerKind.Company, "FR", "Lyon", "compta@martin.fr", "C-7"), (customer.Name, customer.Kind, customer.CountryCode, customer.City, customer.Email, customer.CustomerNo));
        Assert.Equal(["Anne Martin <anne@martin.fr>", "patron@martin.fr <patron@martin.fr>"], customer.Persons.Select(person => $"{person.Name} <{person.Email}>").Order(StringComparer.Ordinal));
        Assert.Equal("Open 120.00, 120.00 left", await StandsAsync(open));
        Assert.Equal("PartlyPaid 240.00, 200.00 left", await StandsAsync(partly));
        Assert.Equal("Paid 360.00, 0.00 left", await StandsAsync(paid));
        var (credit, standing) = (await Host.InvoiceAsync(note))!.Value;
        Assert.Equal((InvoiceKind.CreditNote, 60m, SourceStanding.CreditNote), (credit.Kind, credit.Gross, standing.Standing));
        Assert.NotNull(credit.CreditedInvoiceId);
        Assert.Equal(40, Assert.Single(await Host.AllAsync<Payment>(), payment => payment.InvoiceId == Host.InvoiceAsync(partly).Result!.Value.Invoice.Id).Amount);
        var progress = await Host.ProgressAsync();
        Assert.True(progress.IsWhole);
        Assert.Equal((1, 5), (progress.Customers, progress.Invoices));
        Assert.Equal(1, Left(progress, "invoices").GetValueOrDefault(LeftOutReason.Draft));
        Assert.Equal("FR_200", Assert.Single((await Host.InvoiceAsync(open))!.Value.Invoice.Lines).VatCode);
    }

    [Fact]
    public async Task Afterwards_ChangesComeWithinTenMinutes_AndAnUnchangedRoundCostsTwoRequests()
    {
        var (customer, invoice) = OneInvoice();
        await Host.ActivateAsync();
        var added = Company.AddInvoice(Company.AddCustomer("Nouveau SARL"), 10);
        Company.EditCustomer(customer, known => known with { Name = "Renommé SARL" });
        Company.Pay(invoice, 20);
        await Host.RunAsync(TimeSpan.FromMinutes(10));

        Assert.Equal("Open 12.00, 12.00 left", await StandsAsync(added));
        Assert.Equal("Renommé SARL", (await Host.CustomerAsync(customer))!.Name);
        Assert.Equal("PartlyPaid 120.00, 100.00 left", await StandsAsync(invoice));
        Assert.Equal(20, Assert.Single(await Host.AllAsync<Payment>()).Amount);

        await Host.RunAsync(TimeSpan.FromMinutes(10));
        var before = Host.Sandbox.Requests().Count;
        await Host.RunAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(["changelogs/customers", "changelogs/customer_invoices"], Host.Sandbox.Requests().Skip(before).Select(request => request.Path.Split('?')[0][^(request.Path.Split('?')[0].Length - request.Path.IndexOf("changelogs", StringComparison.Ordinal))..]));
    }

    [Fact]
    public async Task StandingMayGoBack_WhenAMatchIsTakenBack()
    {
        var (_, invoice) = OneInvoice();
        var transaction = Company.Pay(invoice);
        await Host.ActivateAsync();
        await Host.RunAsync(TimeSpan.FromMinutes(10));
        Assert.Equal("Paid 120.00, 0.00 left", await StandsAsync(invoice));
        Assert.Single(await Host.AllAsync<Payment>());

        Company.Unmatch(invoice, transaction);
        await Host.RunAsync(TimeSpan.FromMinutes(10));
        Assert.Equal("Open 120.00, 120.00 left", await StandsAsync(invoice));
        Assert.Empty(await Host.AllAsync<Payment>());
        Company.Pay(invoice, 30);
        await Host.RunAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(30, Assert.Single(await Host.AllAsync<Payment>()).Amount);
    }

    [Fact]
    public async Task PaymentThatNoListNames_IsSeenWithinTheHour_AndContactsWithinADay()
    {
        Host.Sandbox.Behaviour.MatchesAreLogged = false;
        var (customer, invoice) = OneInvoice();
        await Host.ActivateAsync();
        Company.Pay(invoice);
        Company.AddContact(customer, new SandboxContact { FirstName = "Luc", LastName = "Petit" });

        await Host.RunAsync(TimeSpan.FromHours(1));
        Assert.Equal("Paid 120.00, 0.00 left", await StandsAsync(invoice));
        Assert.Equal(DateOnly.FromDateTime(Host.Clock.GetUtcNow().UtcDateTime), (await Host.InvoiceAsync(invoice))!.Value.Standing.SeenPaidOn);
        await Host.RunAsync(TimeSpan.FromDays(1));
        Assert.Equal("Luc Petit", Assert.Single((await Host.CustomerAsync(customer))!.Persons).Name);
    }

    [Fact]
    public async Task LongAway_EverythingIsReadAnew_AndNothingIsTwice()
    {
        var (customer, invoice) = OneInvoice();
        Company.AddContact(customer, new SandboxContact { FirstName = " Luc ", LastName = "Petit", MobileNumber = "06  12 " });
        await Host.ActivateAsync();
        var version = (await Host.CustomerAsync(customer))!.Version;
        Host.Clock.PassUnnoticed(TimeSpan.FromDays(40));
        var added = Company.AddInvoice(customer, 7);
        Company.Pay(invoice);
        await Host.RunAsync();

        Assert.Equal(("Paid 120.00, 0.00 left", "Open 8.40, 8.40 left"), (await StandsAsync(invoice), await StandsAsync(added)));
        Assert.Equal((1, 2), ((await Host.AllAsync<Customer>()).Count, (await Host.AllAsync<Invoice>()).Count));
        // What is as it was is not written again.
        Assert.Equal((version, null), ((await Host.CustomerAsync(customer))!.Version, (await Host.ProgressAsync()).Failure));
    }

    [Fact]
    public async Task WhatWasPaidBefore_IsReadAfterwards()
    {
        var customer = Company.AddCustomer("Garage Martin SARL");
        for (var i = 0; i < 45; i++)
            Company.Pay(Company.AddInvoice(customer, 10));
        await Host.ActivateAsync();
        Assert.True((await Host.ProgressAsync()).IsWhole);
        Assert.Empty(await Host.AllAsync<Payment>());

        await Host.RunAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(45, (await Host.AllAsync<Payment>()).Count);
    }

    [Fact]
    public async Task OtherCurrencies_KeepTheirRate()
    {
        var customer = Company.AddCustomer("Studio Kermarrec");
        var dollars = Company.DraftInvoice(new SandboxInvoice { Customer = customer, Currency = "USD", ExchangeRate = 0.9125m, Lines = [new() { Label = "Révision", UnitPrice = 100 }] });
        Company.Finalise(dollars);
        var euros = Company.AddInvoice(customer, 100);
        await Host.ActivateAsync();

        var (invoice, standing) = (await Host.InvoiceAsync(dollars))!.Value;
        Assert.Equal(("USD", 120m, 0.9125m), (invoice.Currency, invoice.Gross, standing.ExchangeRate));
        Assert.Null((await Host.InvoiceAsync(euros))!.Value.Standing.ExchangeRate);
    }

    [Fact]
    public async Task AfterManyPages_EverythingIsThereOnce()
    {
        var customers = Enumerable.Range(0, 130).Select(number => Company.AddCustomer($"Client {number}")).ToList();
        var invoices = Enumerable.Range(0, 230).Select(number => Company.AddInvoice(customers[number % customers.Count], number + 1)).ToList();
        await Host.ActivateAsync();

        Assert.Equal((130, 230), ((await Host.AllAsync<Customer>()).Count, (await Host.AllAsync<Invoice>()).Count));
        Assert.Equal(invoices.Select(SourceHost.Text).Order(StringComparer.Ordinal), (await Host.AllAsync<SourcedInvoice>()).Select(row => row.RemoteId).Order(StringComparer.Ordinal));
    }

    private static IReadOnlyDictionary<LeftOutReason, int> Left(SourceProgress progress, string task) =>
        progress.First.Single(known => known.Name == task).LeftOutByReason;
}

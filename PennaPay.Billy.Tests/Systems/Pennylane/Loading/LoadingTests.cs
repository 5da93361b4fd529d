using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Sync.Sources.Reading;
using PennaPay.Billy.Web.Sandbox.Engine;
using PennaPay.Billy.Web.Sandbox.Pennylane;

namespace PennaPay.Billy.Tests.Systems.Pennylane.Loading;

/// <summary>What comes from a company of Pennylane's, first and ever after, against the sandbox over HTTP.</summary>
public sealed class LoadingTests : IAsyncLifetime
{
    private SourceHost host = null!;

    private PennylaneCompany Company => host.Company;

    public async Task InitializeAsync()
    {
        host = await SourceHost.StartAsync();
        await host.ConnectAsync();
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

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

        await host.ActivateAsync();

        var customer = (await host.CustomerAsync(garage))!;
        Assert.Equal(("Garage Martin SARL", CustomerKind.Company, "FR", "Lyon", "compta@martin.fr", "C-7"), (customer.Name, customer.Kind, customer.CountryCode, customer.City, customer.Email, customer.CustomerNo));
        Assert.Equal(["Anne Martin <anne@martin.fr>", "patron@martin.fr <patron@martin.fr>"], customer.Persons.Select(person => $"{person.Name} <{person.Email}>").Order(StringComparer.Ordinal));
        Assert.Equal("Open 120.00, 120.00 left", await StandsAsync(open));
        Assert.Equal("PartlyPaid 240.00, 200.00 left", await StandsAsync(partly));
        Assert.Equal("Paid 360.00, 0.00 left", await StandsAsync(paid));
        var (credit, standing) = (await host.InvoiceAsync(note))!.Value;
        Assert.Equal((InvoiceKind.CreditNote, 60m, SourceStanding.CreditNote), (credit.Kind, credit.Gross, standing.Standing));
        Assert.NotNull(credit.CreditedInvoiceId);
        Assert.Equal(40, Assert.Single(await host.AllAsync<Payment>(), payment => payment.InvoiceId == host.InvoiceAsync(partly).Result!.Value.Invoice.Id).Amount);
        var progress = await host.ProgressAsync();
        Assert.True(progress.IsWhole);
        Assert.Equal((1, 5), (progress.Customers, progress.Invoices));
        Assert.Equal(1, Left(progress, "invoices").GetValueOrDefault(LeftOutReason.Draft));
        Assert.Equal("FR_200", Assert.Single((await host.InvoiceAsync(open))!.Value.Invoice.Lines).VatCode);
    }

    [Fact]
    public async Task Afterwards_ChangesComeWithinTenMinutes_AndAnUnchangedRoundCostsTwoRequests()
    {
        var (customer, invoice) = await OneInvoiceAsync();
        await host.ActivateAsync();
        var added = Company.AddInvoice(Company.AddCustomer("Nouveau SARL"), 10);
        Company.EditCustomer(customer, known => known with { Name = "Renommé SARL" });
        Company.Pay(invoice, 20);
        await host.RunAsync(TimeSpan.FromMinutes(10));

        Assert.Equal("Open 12.00, 12.00 left", await StandsAsync(added));
        Assert.Equal("Renommé SARL", (await host.CustomerAsync(customer))!.Name);
        Assert.Equal("PartlyPaid 120.00, 100.00 left", await StandsAsync(invoice));
        Assert.Equal(20, Assert.Single(await host.AllAsync<Payment>()).Amount);

        await host.RunAsync(TimeSpan.FromMinutes(10));
        var before = host.Sandbox.Requests().Count;
        await host.RunAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(["changelogs/customers", "changelogs/customer_invoices"], host.Sandbox.Requests().Skip(before).Select(request => request.Path.Split('?')[0][^(request.Path.Split('?')[0].Length - request.Path.IndexOf("changelogs", StringComparison.Ordinal))..]));
    }

    [Fact]
    public async Task StandingMayGoBack_WhenAMatchIsTakenBack()
    {
        var (_, invoice) = await OneInvoiceAsync();
        var transaction = Company.Pay(invoice);
        await host.ActivateAsync();
        await host.RunAsync(TimeSpan.FromMinutes(10));
        Assert.Equal("Paid 120.00, 0.00 left", await StandsAsync(invoice));
        Assert.Single(await host.AllAsync<Payment>());

        Company.Unmatch(invoice, transaction);
        await host.RunAsync(TimeSpan.FromMinutes(10));
        Assert.Equal("Open 120.00, 120.00 left", await StandsAsync(invoice));
        Assert.Empty(await host.AllAsync<Payment>());
        Company.Pay(invoice, 30);
        await host.RunAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(30, Assert.Single(await host.AllAsync<Payment>()).Amount);
    }

    [Fact]
    public async Task PaymentThatNoListNames_IsSeenWithinTheHour_AndContactsWithinADay()
    {
        host.Sandbox.Behaviour.MatchesAreLogged = false;
        var (customer, invoice) = await OneInvoiceAsync();
        await host.ActivateAsync();
        Company.Pay(invoice);
        Company.AddContact(customer, new SandboxContact { FirstName = "Luc", LastName = "Petit" });

        await host.RunAsync(TimeSpan.FromHours(1));
        Assert.Equal("Paid 120.00, 0.00 left", await StandsAsync(invoice));
        Assert.Equal(DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime), (await host.InvoiceAsync(invoice))!.Value.Standing.SeenPaidOn);
        await host.RunAsync(TimeSpan.FromDays(1));
        Assert.Equal("Luc Petit", Assert.Single((await host.CustomerAsync(customer))!.Persons).Name);
    }

    [Fact]
    public async Task Excluded_NothingOfThemIsRead_AndIncludingFillsTheGap()
    {
        var (customer, invoice) = await OneInvoiceAsync();
        var secret = Company.AddCustomer("Secret SAS");
        Company.AddContact(secret, new SandboxContact { FirstName = "Max", LastName = "Secret" });
        var hidden = Company.AddInvoice(secret, 500);
        await host.ActivateAsync(secret);
        Company.AddInvoice(secret, 501);
        Company.EditCustomer(secret, known => known with { Phone = "1" });
        await host.RunAsync(TimeSpan.FromMinutes(10));
        await host.RunAsync(TimeSpan.FromDays(8));

        Assert.NotNull(await host.InvoiceAsync(invoice));
        Assert.Null(await host.InvoiceAsync(hidden));
        Assert.Null(await host.CustomerAsync(secret));
        Assert.DoesNotContain(host.Sandbox.Requests(), request => request.Path.Contains($"/customers/{secret}", StringComparison.Ordinal));
        Assert.Equal(SourceHost.Text(secret), Assert.Single((await host.ProgressAsync()).Excluded).RemoteId);

        await host.Product.Get<SourceSwitch>().IncludeAsync(host.Product.Owner, host.Connection, [SourceHost.Text(secret)], default);
        await host.RunAsync();
        Assert.Equal("Open 600.00, 600.00 left", await StandsAsync(hidden));
        Assert.Equal(("Secret SAS", "Max Secret"), ((await host.CustomerAsync(secret))!.Name, (await host.CustomerAsync(secret))!.Persons.Single().Name));
        Assert.NotNull(await host.CustomerAsync(customer));
    }

    [Fact]
    public async Task ExcludedLater_WhatIsHereStays_AndNothingNewComes()
    {
        var (customer, invoice) = await OneInvoiceAsync();
        await host.ActivateAsync();
        await host.Product.Get<SourceSwitch>().ExcludeAsync(host.Product.Owner, host.Connection, new Dictionary<string, string?> { [SourceHost.Text(customer)] = null }, archive: false, default);
        Company.Pay(invoice);
        var later = Company.AddInvoice(customer, 1);
        await host.RunAsync(TimeSpan.FromHours(1));

        Assert.Equal("Open 120.00, 120.00 left", await StandsAsync(invoice));
        Assert.Null(await host.InvoiceAsync(later));
        await host.Product.Get<SourceSwitch>().IncludeAsync(host.Product.Owner, host.Connection, [SourceHost.Text(customer)], default);
        await host.RunAsync();
        Assert.Equal("Paid 120.00, 0.00 left", await StandsAsync(invoice));
        Assert.Equal("Open 1.20, 1.20 left", await StandsAsync(later));
    }

    [Fact]
    public async Task CustomerDeletedHere_StaysDeleted_AndIsNoError()
    {
        var customer = Company.AddCustomer("Parti SARL");
        await host.ActivateAsync();
        var ours = (await host.CustomerAsync(customer))!.Id;
        var owner = await host.Product.Get<CustomerOwners>().FindAsync(host.Product.Workspace, ours, default);
        Assert.IsType<DeleteCustomerResult.Deleted>(await host.Product.Get<CustomerEditor>().DeleteAsync(host.Product.Owner, ours, default));
        await host.Product.Get<RecordLinks>().ForgetDeletedAsync(host.Product.Owner, RecordKind.Contact, ours, owner!.ConnectionId, default);
        // Nobody says over there that the customer changed, and others have invoices, too.
        Company.AddInvoice(customer, 5);
        var other = Company.AddInvoice(Company.AddCustomer("Resté SARL"), 6);
        await host.RunAsync(TimeSpan.FromMinutes(10));
        Company.EditCustomer(customer, known => known with { Phone = "2" });
        Company.AddInvoice(customer, 7);
        await host.RunAsync(TimeSpan.FromMinutes(10));

        Assert.Null(await host.CustomerAsync(customer));
        Assert.Equal("Open 7.20, 7.20 left", await StandsAsync(other));
        Assert.Equal("Resté SARL", Assert.Single(await host.AllAsync<Customer>()).Name);
        Assert.Null((await host.ProgressAsync()).Failure);
    }

    [Fact]
    public async Task LongAway_EverythingIsReadAnew_AndNothingIsTwice()
    {
        var (customer, invoice) = await OneInvoiceAsync();
        Company.AddContact(customer, new SandboxContact { FirstName = " Luc ", LastName = "Petit", MobileNumber = "06  12 " });
        await host.ActivateAsync();
        var version = (await host.CustomerAsync(customer))!.Version;
        host.Clock.PassUnnoticed(TimeSpan.FromDays(40));
        var added = Company.AddInvoice(customer, 7);
        Company.Pay(invoice);
        await host.RunAsync();

        Assert.Equal(("Paid 120.00, 0.00 left", "Open 8.40, 8.40 left"), (await StandsAsync(invoice), await StandsAsync(added)));
        Assert.Equal((1, 2), ((await host.AllAsync<Customer>()).Count, (await host.AllAsync<Invoice>()).Count));
        // What is as it was is not written again.
        Assert.Equal((version, null), ((await host.CustomerAsync(customer))!.Version, (await host.ProgressAsync()).Failure));
    }

    [Fact]
    public async Task WhatWasPaidBefore_IsReadAfterwards()
    {
        var customer = Company.AddCustomer("Garage Martin SARL");
        for (var i = 0; i < 45; i++)
            Company.Pay(Company.AddInvoice(customer, 10));
        await host.ActivateAsync();
        Assert.True((await host.ProgressAsync()).IsWhole);
        Assert.Empty(await host.AllAsync<Payment>());

        await host.RunAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(45, (await host.AllAsync<Payment>()).Count);
    }

    [Fact]
    public async Task WhatASourceStillHas_CannotBeDeletedHere()
    {
        var (_, invoice) = await OneInvoiceAsync();
        await host.ActivateAsync();
        var ours = (await host.InvoiceAsync(invoice))!.Value.Invoice.Id;

        Assert.Equal(DeleteInvoiceResult.Incoming, await host.Product.Get<InvoiceEditor>().DeleteAsync(host.Product.Owner, ours, default));
        Assert.NotNull(await host.InvoiceAsync(invoice));
    }

    [Fact]
    public async Task WhatASourceSays_CannotBeChangedHere_UntilItIsLeftOut()
    {
        var (customer, _) = await OneInvoiceAsync();
        await host.ActivateAsync();
        var ours = (await host.CustomerAsync(customer))!;
        var form = CustomerForm.From(ours);
        (form.Street, form.Phone) = ("Rue Neuve 1", "01");

        var refused = Assert.IsType<Core.SaveResult.Invalid>(await SaveAsync(form));
        Assert.Equal([(nameof(Customer.Street), CustomerProblems.OfAnotherSystem), (nameof(Customer.Phone), CustomerProblems.OfAnotherSystem)], refused.Problems.Select(problem => (problem.Field, problem.Code)));
        (form.Street, form.Phone, form.Ean) = (ours.Street, ours.Phone, "5790000000005");
        Assert.IsType<Core.SaveResult.Saved>(await SaveAsync(form));
        Company.EditCustomer(customer, known => known with { Name = "Renommé SARL" });
        await host.RunAsync(TimeSpan.FromMinutes(10));
        ours = (await host.CustomerAsync(customer))!;
        Assert.Equal(("Renommé SARL", "5790000000005"), (ours.Name, ours.Ean));

        await host.Product.Get<SourceSwitch>().ExcludeAsync(host.Product.Owner, host.Connection, new Dictionary<string, string?> { [SourceHost.Text(customer)] = null }, archive: false, default);
        form = CustomerForm.From(ours);
        form.Street = "Rue Neuve 1";
        Assert.IsType<Core.SaveResult.Saved>(await SaveAsync(form));

        Task<Core.SaveResult> SaveAsync(CustomerForm typed) => host.Product.Get<CustomerEditor>().SaveAsync(host.Product.Owner, typed, default);
    }

    [Fact]
    public async Task PersonsOfASource_AreItsOwn_AndOthersAreOurs()
    {
        var (customer, _) = await OneInvoiceAsync();
        Company.AddContact(customer, new SandboxContact { FirstName = "Luc", LastName = "Petit" });
        await host.ActivateAsync();
        var form = CustomerForm.From((await host.CustomerAsync(customer))!);
        form.Persons.Add(new() { Name = "Bo Ny", Email = "bo@ny.dk" });
        form.Persons[0].IsPrimary = true;
        Assert.IsType<Core.SaveResult.Saved>(await host.Product.Get<CustomerEditor>().SaveAsync(host.Product.Owner, form, default));

        form = CustomerForm.From((await host.CustomerAsync(customer))!);
        form.Persons.RemoveAll(person => person.Name == "Luc Petit");
        var refused = Assert.IsType<Core.SaveResult.Invalid>(await host.Product.Get<CustomerEditor>().SaveAsync(host.Product.Owner, form, default));
        Assert.Equal((nameof(Customer.Persons), CustomerProblems.OfAnotherSystem), (Assert.Single(refused.Problems).Field, refused.Problems[0].Code));

        var ours = host.Product.Get<IEnumerable<IOurRecords>>().Single(records => records.Kind == RecordKind.Contact);
        var id = (await host.CustomerAsync(customer))!.Id;
        await using var db = host.Product.Database.Read(host.Product.Workspace);
        var record = (await ours.FindAsync(db, id, default))!;
        Assert.True(record.IsOwned);
        Assert.Equal(["persons"], record.Fixed.Where(field => field.Contains(':', StringComparison.Ordinal)).Select(field => field.Split(':')[0]));
        Assert.DoesNotContain("ean", record.Fixed);
        Assert.Equal(Core.Systems.Pennylane.PennylaneSystem.SystemId, (await host.Product.Get<CustomerOwners>().FindAsync(host.Product.Workspace, id, default))!.System);
    }

    [Fact]
    public async Task SomebodyLooks_AndContactsAreThereAtOnce_AndNotAskedForAgainAndAgain()
    {
        var (customer, _) = await OneInvoiceAsync();
        await host.ActivateAsync();
        var id = (await host.CustomerAsync(customer))!.Id;
        Company.AddContact(customer, new SandboxContact { FirstName = "Luc", LastName = "Petit" });

        Assert.True(await LookAsync());
        Assert.Equal("Luc Petit", Assert.Single((await host.CustomerAsync(customer))!.Persons).Name);
        var before = host.Sandbox.Requests().Count;
        Assert.False(await LookAsync());
        Assert.Equal(before, host.Sandbox.Requests().Count);
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.False(await LookAsync());
        Assert.Equal(before + 2, host.Sandbox.Requests().Count);

        // Who is left out is not asked for.
        await host.Product.Get<SourceSwitch>().ExcludeAsync(host.Product.Owner, host.Connection, new Dictionary<string, string?> { [SourceHost.Text(customer)] = null }, archive: false, default);
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.False(await LookAsync());
        Assert.Equal(before + 2, host.Sandbox.Requests().Count);

        Task<bool> LookAsync() => host.Product.Get<SourceRefresh>().RefreshAsync(host.Product.Workspace, id, default);
    }

    [Fact]
    public async Task LeftOutAndPutAside_IsInNoList_UntilItIsTakenInAgain()
    {
        var (customer, invoice) = await OneInvoiceAsync();
        await host.ActivateAsync();
        var accounts = host.Product.Get<SourceSwitch>();
        await accounts.ExcludeAsync(host.Product.Owner, host.Connection, new Dictionary<string, string?> { [SourceHost.Text(customer)] = null }, archive: true, default);
        Assert.Equal((0, 1), (await CountAsync(archived: false), await CountAsync(archived: true)));
        Assert.NotNull(await host.InvoiceAsync(invoice));

        await accounts.IncludeAsync(host.Product.Owner, host.Connection, [SourceHost.Text(customer)], default);
        Assert.Equal((1, 0), (await CountAsync(archived: false), await CountAsync(archived: true)));

        async Task<int> CountAsync(bool archived) => (await host.Product.Get<CustomerList>().PageAsync(host.Product.Workspace, new(IsArchived: archived), default)).Total;
    }

    [Fact]
    public async Task WhatIsToldHoldsAsOf_WhenStandingsWereRead_AndNotWhenNothingWasAsked()
    {
        var (_, _) = await OneInvoiceAsync();
        await host.ActivateAsync();
        await host.RunAsync(TimeSpan.FromHours(1));
        var asOf = (await host.ProgressAsync()).AsOf;
        Assert.Equal(host.Clock.GetUtcNow(), asOf);

        // Refused, the account stays so, though there are steps in which nobody is asked.
        host.Sandbox.Revoke(Company);
        for (var round = 0; round < 3; round++)
            await host.RunAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(Core.FailureCodes.TokenRejected, (await host.ConnectionAsync()).FailureCode);
        Assert.Equal(asOf, (await host.ProgressAsync()).AsOf);
    }

    [Fact]
    public async Task OtherCurrencies_KeepTheirRate()
    {
        var customer = Company.AddCustomer("Studio Kermarrec");
        var dollars = Company.DraftInvoice(new SandboxInvoice { Customer = customer, Currency = "USD", ExchangeRate = 0.9125m, Lines = [new() { Label = "Révision", UnitPrice = 100 }] });
        Company.Finalise(dollars);
        var euros = Company.AddInvoice(customer, 100);
        await host.ActivateAsync();

        var (invoice, standing) = (await host.InvoiceAsync(dollars))!.Value;
        Assert.Equal(("USD", 120m, 0.9125m), (invoice.Currency, invoice.Gross, standing.ExchangeRate));
        Assert.Null((await host.InvoiceAsync(euros))!.Value.Standing.ExchangeRate);
    }

    [Fact]
    public async Task NotAllReadYet_NothingIsTold()
    {
        await OneInvoiceAsync();
        host.Sandbox.Plan(new SandboxFault { Kind = SandboxFaultKind.ServerError, PathContains = "customer_invoices", Times = 100 });
        Assert.True(await host.Product.Get<SourceSwitch>().ActivateAsync(host.Product.Owner, host.Connection, new Dictionary<string, string?>(), default));
        await host.RunAsync();
        Assert.Null((await host.ProgressAsync()).AsOf);
    }

    [Fact]
    public async Task SomebodyWantsTheLatestNow_AndGetsIt()
    {
        var (customer, invoice) = await OneInvoiceAsync();
        await host.ActivateAsync();
        Company.Pay(invoice);
        var added = Company.AddInvoice(customer, 10);
        await host.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Null(await host.InvoiceAsync(added));

        Assert.True(await host.Product.Get<SourceSwitch>().ReadNowAsync(host.Product.Owner, host.Connection, default));
        await host.RunAsync();
        Assert.Equal(("Paid 120.00, 0.00 left", "Open 12.00, 12.00 left"), (await StandsAsync(invoice), await StandsAsync(added)));
        Assert.False(await host.Product.Get<SourceSwitch>().ReadNowAsync(host.Product.Owner, Guid.CreateVersion7(), default));
    }

    [Fact]
    public async Task DaysBeginWhereTheCompanyIs()
    {
        var (_, invoice) = await OneInvoiceAsync();
        await host.ActivateAsync();
        var due = (await host.InvoiceAsync(invoice))!.Value.Standing.DueDate!.Value;
        // In winter the day ends an hour before that of the clock.
        host.Clock.PassUnnoticed(new DateTimeOffset(due.ToDateTime(new TimeOnly(22, 30)), TimeSpan.Zero) - host.Clock.GetUtcNow());
        Assert.False(await IsLateAsync());
        host.Clock.PassUnnoticed(TimeSpan.FromHours(1));
        Assert.True(await IsLateAsync());
        Company.Pay(invoice);
        await host.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(due.AddDays(1), (await host.InvoiceAsync(invoice))!.Value.Standing.SeenPaidOn);

        async Task<bool> IsLateAsync() => (await host.InvoiceAsync(invoice))!.Value.Standing.IsLateOn(host.Product.Get<SourceDays>().Today(SourceHost.SystemId));
    }

    [Fact]
    public async Task LeftOutAfterAll_NothingIsFetched()
    {
        var customer = Company.AddCustomer("Secret SAS");
        Company.AddInvoice(customer, 5);
        await host.ActivateAsync(customer);
        var (accounts, id) = (host.Product.Get<SourceSwitch>(), SourceHost.Text(customer));
        await accounts.IncludeAsync(host.Product.Owner, host.Connection, [id], default);
        await accounts.ExcludeAsync(host.Product.Owner, host.Connection, new Dictionary<string, string?> { [id] = null }, archive: false, default);
        var before = host.Sandbox.Requests().Count;
        await host.RunAsync();

        Assert.Equal(before, host.Sandbox.Requests().Count);
        Assert.Empty(await host.AllAsync<Customer>());
    }

    [Fact]
    public async Task AfterManyPages_EverythingIsThereOnce()
    {
        var customers = Enumerable.Range(0, 130).Select(number => Company.AddCustomer($"Client {number}")).ToList();
        var invoices = Enumerable.Range(0, 230).Select(number => Company.AddInvoice(customers[number % customers.Count], number + 1)).ToList();
        await host.ActivateAsync();

        Assert.Equal((130, 230), ((await host.AllAsync<Customer>()).Count, (await host.AllAsync<Invoice>()).Count));
        Assert.Equal(invoices.Select(SourceHost.Text).Order(StringComparer.Ordinal), (await host.AllAsync<SourcedInvoice>()).Select(row => row.RemoteId).Order(StringComparer.Ordinal));
    }

    private async Task<string> StandsAsync(long id)
    {
        var (invoice, standing) = (await host.InvoiceAsync(id))!.Value;
        return FormattableString.Invariant($"{standing.Standing} {invoice.Gross:0.00}, {standing.Remaining:0.00} left");
    }

    private async Task<(long Customer, long Invoice)> OneInvoiceAsync()
    {
        await Task.CompletedTask;
        var customer = Company.AddCustomer("Garage Martin SARL");
        return (customer, Company.AddInvoice(customer, 100));
    }

    private static IReadOnlyDictionary<LeftOutReason, int> Left(SourceProgress progress, string task) =>
        progress.First.Single(known => known.Name == task).LeftOutByReason;
}

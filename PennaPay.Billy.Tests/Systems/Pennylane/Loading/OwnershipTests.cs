using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Web.Sandbox.Pennylane;

namespace PennaPay.Billy.Tests.Systems.Pennylane.Loading;

/// <summary>What is a source's to say and to bring: who is left out, put aside, deleted or changed here.</summary>
public sealed class OwnershipTests : CompanyTests
{
    [Fact]
    public async Task Excluded_NothingOfThemIsRead_AndIncludingFillsTheGap()
    {
        var (customer, invoice) = OneInvoice();
        var secret = Company.AddCustomer("Secret SAS");
        Company.AddContact(secret, new SandboxContact { FirstName = "Max", LastName = "Secret" });
        var hidden = Company.AddInvoice(secret, 500);
        await Host.ActivateAsync(secret);
        Company.AddInvoice(secret, 501);
        Company.EditCustomer(secret, known => known with { Phone = "1" });
        await Host.RunAsync(TimeSpan.FromMinutes(10));
        await Host.RunAsync(TimeSpan.FromDays(8));

        Assert.NotNull(await Host.InvoiceAsync(invoice));
        Assert.Null(await Host.InvoiceAsync(hidden));
        Assert.Null(await Host.CustomerAsync(secret));
        Assert.DoesNotContain(Host.Sandbox.Requests(), request => request.Path.Contains($"/customers/{secret}", StringComparison.Ordinal));
        Assert.Equal(SourceHost.Text(secret), Assert.Single((await Host.ProgressAsync()).Excluded).RemoteId);

        await Host.Product.Get<SourceSwitch>().IncludeAsync(Host.Product.Owner, Host.Connection, [SourceHost.Text(secret)], default);
        await Host.RunAsync();
        Assert.Equal("Open 600.00, 600.00 left", await StandsAsync(hidden));
        Assert.Equal(("Secret SAS", "Max Secret"), ((await Host.CustomerAsync(secret))!.Name, (await Host.CustomerAsync(secret))!.Persons.Single().Name));
        Assert.NotNull(await Host.CustomerAsync(customer));
    }

    [Fact]
    public async Task ExcludedLater_WhatIsHereStays_AndNothingNewComes()
    {
        var (customer, invoice) = OneInvoice();
        await Host.ActivateAsync();
        await Host.Product.Get<SourceSwitch>().ExcludeAsync(Host.Product.Owner, Host.Connection, new Dictionary<string, string?> { [SourceHost.Text(customer)] = null }, archive: false, default);
        Company.Pay(invoice);
        var later = Company.AddInvoice(customer, 1);
        await Host.RunAsync(TimeSpan.FromHours(1));

        Assert.Equal("Open 120.00, 120.00 left", await StandsAsync(invoice));
        Assert.Null(await Host.InvoiceAsync(later));
        await Host.Product.Get<SourceSwitch>().IncludeAsync(Host.Product.Owner, Host.Connection, [SourceHost.Text(customer)], default);
        await Host.RunAsync();
        Assert.Equal("Paid 120.00, 0.00 left", await StandsAsync(invoice));
        Assert.Equal("Open 1.20, 1.20 left", await StandsAsync(later));
    }

    [Fact]
    public async Task CustomerDeletedHere_StaysDeleted_AndIsNoError()
    {
        var customer = Company.AddCustomer("Parti SARL");
        await Host.ActivateAsync();
        var ours = (await Host.CustomerAsync(customer))!.Id;
        var owner = await Host.Product.Get<CustomerOwners>().FindAsync(Host.Product.Workspace, ours, default);
        Assert.IsType<DeleteCustomerResult.Deleted>(await Host.Product.Get<CustomerEditor>().DeleteAsync(Host.Product.Owner, ours, default));
        await Host.Product.Get<RecordLinks>().ForgetDeletedAsync(Host.Product.Owner, RecordKind.Contact, ours, owner!.ConnectionId, default);
        // Nobody says over there that the customer changed, and others have invoices, too.
        Company.AddInvoice(customer, 5);
        var other = Company.AddInvoice(Company.AddCustomer("Resté SARL"), 6);
        await Host.RunAsync(TimeSpan.FromMinutes(10));
        Company.EditCustomer(customer, known => known with { Phone = "2" });
        Company.AddInvoice(customer, 7);
        await Host.RunAsync(TimeSpan.FromMinutes(10));

        Assert.Null(await Host.CustomerAsync(customer));
        Assert.Equal("Open 7.20, 7.20 left", await StandsAsync(other));
        Assert.Equal("Resté SARL", Assert.Single(await Host.AllAsync<Customer>()).Name);
        Assert.Null((await Host.ProgressAsync()).Failure);
    }

    [Fact]
    public async Task WhatASourceStillHas_CannotBeDeletedHere()
    {
        var (_, invoice) = OneInvoice();
        await Host.ActivateAsync();
        var ours = (await Host.InvoiceAsync(invoice))!.Value.Invoice.Id;

        Assert.Equal(DeleteInvoiceResult.Incoming, await Host.Product.Get<InvoiceEditor>().DeleteAsync(Host.Product.Owner, ours, default));
        Assert.NotNull(await Host.InvoiceAsync(invoice));
    }

    [Fact]
    public async Task WhatASourceSays_CannotBeChangedHere_UntilItIsLeftOut()
    {
        var (customer, _) = OneInvoice();
        await Host.ActivateAsync();
        var ours = (await Host.CustomerAsync(customer))!;
        var form = CustomerForm.From(ours);
        (form.Street, form.Phone) = ("Rue Neuve 1", "01");

        var refused = Assert.IsType<Core.SaveResult.Invalid>(await SaveAsync(form));
        Assert.Equal([(nameof(Customer.Street), CustomerProblems.OfAnotherSystem), (nameof(Customer.Phone), CustomerProblems.OfAnotherSystem)], refused.Problems.Select(problem => (problem.Field, problem.Code)));
        (form.Street, form.Phone, form.Ean) = (ours.Street, ours.Phone, "5790000000005");
        Assert.IsType<Core.SaveResult.Saved>(await SaveAsync(form));
        Company.EditCustomer(customer, known => known with { Name = "Renommé SARL" });
        await Host.RunAsync(TimeSpan.FromMinutes(10));
        ours = (await Host.CustomerAsync(customer))!;
        Assert.Equal(("Renommé SARL", "5790000000005"), (ours.Name, ours.Ean));

        await Host.Product.Get<SourceSwitch>().ExcludeAsync(Host.Product.Owner, Host.Connection, new Dictionary<string, string?> { [SourceHost.Text(customer)] = null }, archive: false, default);
        form = CustomerForm.From(ours);
        form.Street = "Rue Neuve 1";
        Assert.IsType<Core.SaveResult.Saved>(await SaveAsync(form));

        Task<Core.SaveResult> SaveAsync(CustomerForm typed) => Host.Product.Get<CustomerEditor>().SaveAsync(Host.Product.Owner, typed, default);
    }

    [Fact]
    public async Task PersonsOfASource_AreItsOwn_AndOthersAreOurs()
    {
        var (customer, _) = OneInvoice();
        Company.AddContact(customer, new SandboxContact { FirstName = "Luc", LastName = "Petit" });
        await Host.ActivateAsync();
        var form = CustomerForm.From((await Host.CustomerAsync(customer))!);
        form.Persons.Add(new() { Name = "Bo Ny", Email = "bo@ny.dk" });
        form.Persons[0].IsPrimary = true;
        Assert.IsType<Core.SaveResult.Saved>(await Host.Product.Get<CustomerEditor>().SaveAsync(Host.Product.Owner, form, default));

        form = CustomerForm.From((await Host.CustomerAsync(customer))!);
        form.Persons.RemoveAll(person => person.Name == "Luc Petit");
        var refused = Assert.IsType<Core.SaveResult.Invalid>(await Host.Product.Get<CustomerEditor>().SaveAsync(Host.Product.Owner, form, default));
        Assert.Equal((nameof(Customer.Persons), CustomerProblems.OfAnotherSystem), (Assert.Single(refused.Problems).Field, refused.Problems[0].Code));

        var ours = Host.Product.Get<IEnumerable<IOurRecords>>().Single(records => records.Kind == RecordKind.Contact);
        var id = (await Host.CustomerAsync(customer))!.Id;
        await using var db = Host.Product.Database.Read(Host.Product.Workspace);
        var record = (await ours.FindAsync(db, id, default))!;
        Assert.True(record.IsOwned);
        Assert.Equal(["persons"], record.Fixed.Where(field => field.Contains(':', StringComparison.Ordinal)).Select(field => field.Split(':')[0]));
        Assert.DoesNotContain("ean", record.Fixed);
        Assert.Equal(Core.Systems.Pennylane.PennylaneSystem.SystemId, (await Host.Product.Get<CustomerOwners>().FindAsync(Host.Product.Workspace, id, default))!.System);
    }

    [Fact]
    public async Task LeftOutAndPutAside_IsInNoList_UntilItIsTakenInAgain()
    {
        var (customer, invoice) = OneInvoice();
        await Host.ActivateAsync();
        var accounts = Host.Product.Get<SourceSwitch>();
        await accounts.ExcludeAsync(Host.Product.Owner, Host.Connection, new Dictionary<string, string?> { [SourceHost.Text(customer)] = null }, archive: true, default);
        Assert.Equal((0, 1), (await CountAsync(archived: false), await CountAsync(archived: true)));
        Assert.NotNull(await Host.InvoiceAsync(invoice));

        await accounts.IncludeAsync(Host.Product.Owner, Host.Connection, [SourceHost.Text(customer)], default);
        Assert.Equal((1, 0), (await CountAsync(archived: false), await CountAsync(archived: true)));

        async Task<int> CountAsync(bool archived) => (await Host.Product.Get<CustomerList>().PageAsync(Host.Product.Workspace, new(IsArchived: archived), default)).Total;
    }

    [Fact]
    public async Task LeftOutAfterAll_NothingIsFetched()
    {
        var customer = Company.AddCustomer("Secret SAS");
        Company.AddInvoice(customer, 5);
        await Host.ActivateAsync(customer);
        var (accounts, id) = (Host.Product.Get<SourceSwitch>(), SourceHost.Text(customer));
        await accounts.IncludeAsync(Host.Product.Owner, Host.Connection, [id], default);
        await accounts.ExcludeAsync(Host.Product.Owner, Host.Connection, new Dictionary<string, string?> { [id] = null }, archive: false, default);
        var before = Host.Sandbox.Requests().Count;
        await Host.RunAsync();

        Assert.Equal(before, Host.Sandbox.Requests().Count);
        Assert.Empty(await Host.AllAsync<Customer>());
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Customers;

public sealed class CustomerEditorTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private CustomerEditor editor = null!;
    private CustomerList list = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        editor = new(database.Database, TimeProvider.System, new(database.Database, []));
        list = new(database.Database);
    }

    public Task DisposeAsync() => database.DisposeAsync().AsTask();

    [Fact]
    public async Task Save_NewCustomer_IsFoundByNameNumberAndTown()
    {
        var id = await SaveAsync(new()
        {
            Name = "  Ærø  Bådebyggeri ", RegistrationNo = "DK 31 11 91 03", City = "Marstal", Email = "post@aeroe.example",
            Persons = [new() { Name = "Åse", IsPrimary = true }],
        });
        foreach (var search in new[] { "ærø både", "31119103", "MARSTAL", "post@" })
            Assert.Equal(id, Assert.Single((await list.PageAsync(database.Workspace, new(search), default)).Rows).Id);
        var customer = (await list.FindAsync(database.Workspace, id, default))!;
        Assert.Equal(("Ærø Bådebyggeri", "31119103", "Åse"), (customer.Name, customer.RegistrationNo, Assert.Single(customer.Persons).Name));
    }

    [Fact]
    public async Task Save_BadForm_SaysWhatIsWrong()
    {
        var invalid = Assert.IsType<SaveResult.Invalid>(await editor.SaveAsync(database.Owner, new()
        {
            RegistrationNo = "12345678", CountryCode = "DK", Email = "post@", Ean = "5790000000001", Persons = [new()],
        }, default));
        Assert.Equal(
            [CustomerProblems.NameMissing, CustomerProblems.CvrInvalid, CustomerProblems.EanInvalid, CustomerProblems.EmailInvalid, CustomerProblems.PersonNameMissing],
            invalid.Problems.Select(problem => problem.Code));
    }

    [Fact]
    public async Task Save_WithTooManyPersons_IsRefused()
    {
        var draft = new CustomerForm { Name = "A", Persons = [.. Enumerable.Range(0, CustomerRules.MaxPersons + 1).Select(i => new ContactPersonForm { Name = $"P{i}" })] };
        var invalid = Assert.IsType<SaveResult.Invalid>(await editor.SaveAsync(database.Owner, draft, default));
        Assert.Equal((nameof(Customer.Persons), CustomerProblems.TooManyPersons), Assert.Single(invalid.Problems.Select(problem => (problem.Field, problem.Code))));
        draft.Persons.RemoveAt(0);
        Assert.IsType<SaveResult.Saved>(await editor.SaveAsync(database.Owner, draft, default));
    }

    [Fact]
    public async Task Save_WithAnUnknownKind_IsACompany()
    {
        var id = await SaveAsync(new() { Name = "A", Kind = (CustomerKind)7 });
        Assert.Equal(CustomerKind.Company, (await list.FindAsync(database.Workspace, id, default))!.Kind);
    }

    [Fact]
    public async Task Save_StoresTheFormAsItWas_WhateverIsTypedMeanwhile()
    {
        var draft = new CustomerForm { Name = "Før" };
        var saving = editor.SaveAsync(database.Owner, draft, default);
        draft.Name = "Efter";
        var saved = Assert.IsType<SaveResult.Saved>(await saving);
        Assert.Equal("Før", (await list.FindAsync(database.Workspace, saved.Id, default))!.Name);
    }

    [Fact]
    public async Task Save_ChangedPersons_KeepsThoseThatStayed()
    {
        var id = await SaveAsync(new() { Name = "A", Persons = [new() { Name = "En" }, new() { Name = "To" }] });
        var before = (await list.FindAsync(database.Workspace, id, default))!;
        var draft = CustomerForm.From(before);
        draft.Persons.RemoveAll(person => person.Name == "En");
        draft.Persons.Add(new() { Name = "Tre" });
        await SaveAsync(draft);
        var after = (await list.FindAsync(database.Workspace, id, default))!;
        Assert.Equal(["To", "Tre"], after.Persons.Select(person => person.Name));
        Assert.Equal(before.Persons.Single(person => person.Name == "To").Id, after.Persons[0].Id);
    }

    [Fact]
    public async Task Save_StaleForm_IsChangedMeanwhile()
    {
        var draft = CustomerForm.From((await list.FindAsync(database.Workspace, await SaveAsync(new() { Name = "A" }), default))!);
        await SaveAsync(draft);
        Assert.IsType<SaveResult.ChangedMeanwhile>(await editor.SaveAsync(database.Owner, draft, default));
    }

    [Fact]
    public async Task Save_TwoPrimaryPersons_KeepsTheFirst()
    {
        var id = await SaveAsync(new() { Name = "A", Persons = [new() { Name = "En", IsPrimary = true }, new() { Name = "To", IsPrimary = true }] });
        var customer = (await list.FindAsync(database.Workspace, id, default))!;
        Assert.Equal("En", Assert.Single(customer.Persons, person => person.IsPrimary).Name);
    }

    [Fact]
    public async Task Delete_WithoutInvoices_TakesThePersonsAlong()
    {
        var id = await SaveAsync(new() { Name = "A", Persons = [new() { Name = "En" }] });
        Assert.IsType<DeleteCustomerResult.NotFound>(await editor.DeleteAsync(TestActors.OwnerOf(WorkspaceId.New()), id, default));
        Assert.IsType<DeleteCustomerResult.Deleted>(await editor.DeleteAsync(database.Owner, id, default));
        Assert.IsType<DeleteCustomerResult.NotFound>(await editor.DeleteAsync(database.Owner, id, default));
        await using var db = database.Database.Read(database.Workspace);
        Assert.False(await db.Set<ContactPerson>().AnyAsync());
    }

    [Fact]
    public async Task Delete_WithInvoices_IsRefused()
    {
        var id = await SaveAsync(new() { Name = "A" });
        await InvoiceAsync(id, "1001", new(2026, 1, 1));
        Assert.Equal(1, Assert.IsType<DeleteCustomerResult.HasInvoices>(await editor.DeleteAsync(database.Owner, id, default)).Count);
        Assert.NotNull(await list.FindAsync(database.Workspace, id, default));
    }

    [Fact]
    public async Task List_BySort_PutsWhatHasNoneLast()
    {
        var b = await SaveAsync(new() { Name = "B", CustomerNo = "10", CountryCode = "SE", RegistrationNo = "SE1" });
        await SaveAsync(new() { Name = "C", CustomerNo = "9", RegistrationNo = "10150817" });
        var a = await SaveAsync(new() { Name = "A", CountryCode = "DE" });
        await InvoiceAsync(b, "1", new(2026, 1, 1));
        await InvoiceAsync(b, "2", new(2026, 1, 2));
        await InvoiceAsync(a, "3", new(2026, 1, 3));

        Assert.Equal("ABC", await NamesAsync(new()));
        Assert.Equal("CBA", await NamesAsync(new(Descending: true)));
        Assert.Equal("CBA", await NamesAsync(new(Sort: CustomerSort.CustomerNo)));
        Assert.Equal("BCA", await NamesAsync(new(Sort: CustomerSort.CustomerNo, Descending: true)));
        Assert.Equal("CBA", await NamesAsync(new(Sort: CustomerSort.RegistrationNo)));
        Assert.Equal("ACB", await NamesAsync(new(Sort: CustomerSort.Country)));
        Assert.Equal("BAC", await NamesAsync(new(Sort: CustomerSort.Invoices, Descending: true)));
        Assert.Equal("B", await NamesAsync(new(Skip: 1, Take: 1)));
        Assert.Equal([1, 2, 0], (await list.PageAsync(database.Workspace, new(), default)).Rows.Select(row => row.Invoices));
    }

    [Fact]
    public async Task Latest_IsTheNewestFirst_WithHowManyThereAre()
    {
        var id = await SaveAsync(new() { Name = "A" });
        foreach (var day in new[] { 2, 3, 1 })
            await InvoiceAsync(id, $"{day}", new(2026, 1, day));
        await InvoiceAsync(await SaveAsync(new() { Name = "B" }), "9", new(2026, 1, 9));
        var latest = await new CustomerInvoices(database.Database).LatestAsync(database.Workspace, id, 2, default);
        Assert.Equal(3, latest.Total);
        Assert.Equal(["3", "2"], latest.Rows.Select(invoice => invoice.Number));
        Assert.Equal(0, (await new CustomerInvoices(database.Database).LatestAsync(WorkspaceId.New(), id, 2, default)).Total);
    }

    [Theory]
    [InlineData("DK 10 15 08 17", "DK", true)]
    [InlineData("10150817", "SE", false)]
    [InlineData("10150818", "DK", false)]
    [InlineData(" ", "DK", false)]
    public async Task Twin_IsAnotherCustomerWithTheSameNumber(string number, string country, bool isFound)
    {
        var id = await SaveAsync(new() { Name = "A", RegistrationNo = "10150817" });
        Assert.Equal(isFound ? id : null, (await list.FindTwinAsync(database.Workspace, number, country, null, default))?.Id);
        Assert.Null(await list.FindTwinAsync(database.Workspace, number, country, id, default));
        Assert.Null(await list.FindTwinAsync(WorkspaceId.New(), number, country, null, default));
    }

    private async Task<string> NamesAsync(CustomerQuery query) =>
        string.Concat((await list.PageAsync(database.Workspace, query, default)).Rows.Select(row => row.Name));

    private async Task InvoiceAsync(Guid customer, string number, DateOnly issued) =>
        Assert.IsType<SaveResult.Saved>(await new InvoiceEditor(database.Database, [], [], new([]), new(NullLogger<InvoiceFeed>.Instance), TimeProvider.System).SaveAsync(database.Owner, new()
        {
            CustomerId = customer, Number = number, IssueDate = issued, Lines = [new() { Description = "Æbler", UnitPrice = 10 }],
        }, default));

    private async Task<Guid> SaveAsync(CustomerForm draft) =>
        Assert.IsType<SaveResult.Saved>(await editor.SaveAsync(database.Owner, draft, default)).Id;
}

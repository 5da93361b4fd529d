using PennaPay.Billy.Core.Customers;
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
        editor = new(database.Database, TimeProvider.System);
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
        var invalid = Assert.IsType<SaveCustomerResult.Invalid>(await editor.SaveAsync(database.Workspace, new()
        {
            RegistrationNo = "12345678", CountryCode = "DK", Email = "post@", Ean = "5790000000001", Persons = [new()],
        }, default));
        Assert.Equal(
            [CustomerProblems.NameMissing, CustomerProblems.CvrInvalid, CustomerProblems.EanInvalid, CustomerProblems.EmailInvalid, CustomerProblems.PersonNameMissing],
            invalid.Problems.Select(problem => problem.Code));
    }

    [Fact]
    public async Task Save_ChangedPersons_KeepsThoseThatStayed()
    {
        var id = await SaveAsync(new() { Name = "A", Persons = [new() { Name = "En" }, new() { Name = "To" }] });
        var before = (await list.FindAsync(database.Workspace, id, default))!;
        var draft = CustomerDraft.From(before);
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
        var draft = CustomerDraft.From((await list.FindAsync(database.Workspace, await SaveAsync(new() { Name = "A" }), default))!);
        await SaveAsync(draft);
        Assert.IsType<SaveCustomerResult.ChangedMeanwhile>(await editor.SaveAsync(database.Workspace, draft, default));
    }

    private async Task<Guid> SaveAsync(CustomerDraft draft) =>
        Assert.IsType<SaveCustomerResult.Saved>(await editor.SaveAsync(database.Workspace, draft, default)).Id;
}

using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Records.CustomFields;

public sealed class CustomFieldEditorTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private CustomFieldEditor editor = null!;
    private CustomFieldList list = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        (editor, list) = (new(database.Database, TimeProvider.System), new(database.Database));
    }

    public Task DisposeAsync() => database.DisposeAsync().AsTask();

    [Fact]
    public async Task AField_IsAddedAtTheEnd_AndARenameKeepsItsKeyAndType()
    {
        await AddAsync("Rabat", CustomFieldType.Number);
        var group = await AddAsync("  Kunde \t gruppe ", CustomFieldType.Choice, "Guld\n\n Sølv \n");
        Assert.Equal([("Rabat", 0), ("Kunde gruppe", 1)], (await OfCustomersAsync()).Select(field => (field.Name, field.Position)));
        Assert.Equal(["Guld", "Sølv"], group.Choices);
        Assert.Matches("^custom\\.[0-9a-z]{8}$", group.Key);

        var form = CustomFieldForm.From(group);
        (form.Name, form.Choices, form.Type, form.Record) = ("Gruppe", "Guld\nBronze", CustomFieldType.Text, CustomFieldRecord.Product);
        Assert.IsType<SaveResult.Saved>(await editor.SaveAsync(database.Owner, form, default));

        var renamed = (await OfCustomersAsync())[1];
        Assert.Equal(("Gruppe", group.Key, CustomFieldType.Choice, 2), (renamed.Name, renamed.Key, renamed.Type, renamed.Version));
        Assert.Equal(["Guld", "Bronze"], renamed.Choices);
        Assert.Empty(await list.AllAsync(WorkspaceId.New(), default));
    }

    [Fact]
    public async Task AStaleForm_AndOneOfAFieldThatIsGone_ChangeNothing()
    {
        var field = await AddAsync("Rabat");
        var (mine, theirs) = (CustomFieldForm.From(field), CustomFieldForm.From(field));
        theirs.Name = "Fast rabat";
        await editor.SaveAsync(database.Owner, theirs, default);

        Assert.IsType<SaveResult.ChangedMeanwhile>(await editor.SaveAsync(database.Owner, mine, default));
        await editor.RemoveAsync(database.Owner, field.Id, default);
        Assert.IsType<SaveResult.NotFound>(await editor.SaveAsync(database.Owner, mine, default));
        Assert.Null(await editor.RemoveAsync(database.Owner, field.Id, default));
        Assert.False(await editor.MoveAsync(database.Owner, field.Id, isUp: true, default));
    }

    [Theory]
    [InlineData(" \t", CustomFieldType.Text, null, CustomFieldProblems.NameMissing)]
    [InlineData("RABAT", CustomFieldType.Text, null, CustomFieldProblems.NameTaken)]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890", CustomFieldType.Text, null, CustomFieldProblems.NameTooLong)]
    [InlineData("Gruppe", CustomFieldType.Choice, " \n ", CustomFieldProblems.ChoicesMissing)]
    [InlineData("Gruppe", CustomFieldType.Choice, "Guld\nSølv\nguld", CustomFieldProblems.ChoiceTwice)]
    public async Task WhatAFieldCannotBe_IsRefused(string name, CustomFieldType type, string? choices, string code)
    {
        await AddAsync("Rabat");

        var invalid = Assert.IsType<SaveResult.Invalid>(await SaveAsync(name, type, choices));

        Assert.Equal(code, Assert.Single(invalid.Problems).Code);
        Assert.Single(await OfCustomersAsync());
    }

    [Fact]
    public async Task ThereAreAtMostTwentyOfAKind_AndAHundredChoicesOfHundredLetters()
    {
        for (var i = 0; i < CustomFieldRules.MostFields; i++)
            await AddAsync($"Felt {i}");
        Assert.Equal(CustomFieldProblems.TooManyFields, Assert.Single(Assert.IsType<SaveResult.Invalid>(await SaveAsync("En til")).Problems).Code);
        Assert.Equal(CustomFieldProblems.TooManyChoices, Code(await SaveAsync("Valg", CustomFieldType.Choice, string.Join('\n', Enumerable.Range(0, CustomFieldRules.MostChoices + 1)), CustomFieldRecord.Product)));
        Assert.Equal(CustomFieldProblems.ChoiceTooLong, Code(await SaveAsync("Valg", CustomFieldType.Choice, new('x', CustomFieldRules.MaxChoice + 1), CustomFieldRecord.Product)));

        // One that is taken away makes room, and its name is free again.
        await editor.RemoveAsync(database.Owner, (await OfCustomersAsync())[3].Id, default);
        await AddAsync("felt 3");
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => SaveAsync("Skjult", (CustomFieldType)9));

        static string Code(SaveResult result) => Assert.Single(Assert.IsType<SaveResult.Invalid>(result).Problems).Code;
    }

    [Fact]
    public async Task Fields_AreMoved_AndStayAtTheEnds()
    {
        var (a, b, c) = (await AddAsync("A"), await AddAsync("B"), await AddAsync("C"));

        await editor.MoveAsync(database.Owner, c.Id, isUp: true, default);
        await editor.MoveAsync(database.Owner, a.Id, isUp: true, default);
        Assert.Equal(["A", "C", "B"], (await OfCustomersAsync()).Select(field => field.Name));

        await editor.MoveAsync(database.Owner, a.Id, isUp: false, default);
        await editor.MoveAsync(database.Owner, b.Id, isUp: false, default);
        Assert.Equal(["C", "A", "B"], (await OfCustomersAsync()).Select(field => field.Name));
    }

    [Fact]
    public async Task Removing_TakesTheValuesAlong_OfThisFieldAndThisWorkspaceAlone_AndKeepsTheName()
    {
        var (rebate, group) = (await AddAsync("Rabat", CustomFieldType.Number), await AddAsync("Gruppe"));
        var first = await SaveCustomerAsync("A", (rebate.Key, "12.5"), (group.Key, "Guld"));
        await SaveCustomerAsync("B", (rebate.Key, "7"));
        await SaveCustomerAsync("C");
        var other = WorkspaceId.New();
        await database.Database.WriteAsync(other, (db, _) => Task.FromResult(db.Add(
            new Customer { Id = Guid.CreateVersion7(), Name = "Andens", CustomValues = new Dictionary<string, string> { [rebate.Key] = "1" } })), default);

        Assert.Equal((2, 1), (await list.CountValuesAsync(database.Workspace, rebate, default), await list.CountValuesAsync(database.Workspace, group, default)));
        Assert.Equal(2, await editor.RemoveAsync(database.Owner, rebate.Id, default));

        Assert.Equal(new Dictionary<string, string> { [group.Key] = "Guld" }, (await CustomerAsync(first)).CustomValues);
        Assert.Equal((0, 1), (await list.CountValuesAsync(database.Workspace, rebate, default), await list.CountValuesAsync(other, rebate, default)));
        Assert.Equal(["Gruppe"], (await OfCustomersAsync()).Select(field => field.Name));
        var names = await list.NamesAsync(database.Workspace, default);
        Assert.Equal((new("Rabat", CustomFieldType.Number, true), new("Gruppe", CustomFieldType.Text, false), null), (names.Of(rebate.Key), names.Of(group.Key), names.Of("custom.no")));
    }

    [Fact]
    public async Task Values_AreTidied_AndWrongOnesAreSaidAtTheirField()
    {
        var rebate = await AddAsync("Rabat", CustomFieldType.Number);
        var date = await AddAsync("Aftale", CustomFieldType.Date);
        var group = await AddAsync("Gruppe", CustomFieldType.Choice, "Guld\nSølv");
        var note = await AddAsync("Note");
        var id = await SaveCustomerAsync("A", (rebate.Key, " 012.50 "), (date.Key, "2026-02-28"), (group.Key, "guld"), (note.Key, "  to \n linjer "), ("custom.no", "x"), ("name", "y"));
        Assert.Equal(
            new Dictionary<string, string> { [rebate.Key] = "12.5", [date.Key] = "2026-02-28", [group.Key] = "Guld", [note.Key] = "to linjer" },
            (await CustomerAsync(id)).CustomValues.ToDictionary());

        var form = CustomerForm.From(await CustomerAsync(id));
        foreach (var (field, value) in new[] { (rebate, "12,50"), (date, "2026-02-30"), (group, "Bronze"), (note, new string('x', CustomValueRules.MaxText + 1)) })
            form.CustomValues[field.Key] = value;
        var invalid = Assert.IsType<SaveResult.Invalid>(await new CustomerEditor(database.Database, TimeProvider.System, new CustomerOwners(database.Database, [])).SaveAsync(database.Owner, form, default));
        Assert.Equal(
            [
                (CustomValueRules.PlaceOf(rebate.Key), CustomFieldProblems.ValueNoNumber), (CustomValueRules.PlaceOf(date.Key), CustomFieldProblems.ValueNoDay),
                (CustomValueRules.PlaceOf(group.Key), CustomFieldProblems.ValueNoChoice), (CustomValueRules.PlaceOf(note.Key), CustomFieldProblems.ValueTooLong),
            ],
            invalid.Problems.Select(problem => (problem.Field, problem.Code)));
        Assert.Equal("12.5", (await CustomerAsync(id)).CustomValues[rebate.Key]);

        form = CustomerForm.From(await CustomerAsync(id));
        form.CustomValues[rebate.Key] = "  ";
        await new CustomerEditor(database.Database, TimeProvider.System, new CustomerOwners(database.Database, [])).SaveAsync(database.Owner, form, default);
        Assert.False((await CustomerAsync(id)).CustomValues.ContainsKey(rebate.Key));
    }

    [Fact]
    public async Task AChoiceThatIsNoLongerOne_IsKeptUntilItIsChanged()
    {
        var group = await AddAsync("Gruppe", CustomFieldType.Choice, "Guld\nSølv", CustomFieldRecord.Product);
        var products = new ProductEditor(database.Database, TimeProvider.System);
        var draft = new ProductForm { Name = "Kajak", CustomValues = { [group.Key] = "Guld" } };
        var saved = Assert.IsType<SaveResult.Saved>(await products.SaveAsync(database.Owner, draft, default));
        var form = CustomFieldForm.From(group);
        form.Choices = "Sølv";
        await editor.SaveAsync(database.Owner, form, default);

        draft = ProductForm.From(await ProductAsync(saved.Id));
        draft.Name = "Havkajak";
        Assert.IsType<SaveResult.Saved>(await products.SaveAsync(database.Owner, draft, default));
        Assert.Equal("Guld", (await ProductAsync(saved.Id)).CustomValues[group.Key]);

        draft = ProductForm.From(await ProductAsync(saved.Id));
        draft.CustomValues[group.Key] = "Sølv";
        await products.SaveAsync(database.Owner, draft, default);
        draft = ProductForm.From(await ProductAsync(saved.Id));
        draft.CustomValues[group.Key] = "Guld";
        Assert.IsType<SaveResult.Invalid>(await products.SaveAsync(database.Owner, draft, default));
        Assert.Equal("Sølv", (await ProductAsync(saved.Id)).CustomValues[group.Key]);
    }

    private Task<SaveResult> SaveAsync(
        string name, CustomFieldType type = CustomFieldType.Text, string? choices = null, CustomFieldRecord record = CustomFieldRecord.Customer) =>
        editor.SaveAsync(database.Owner, new() { Record = record, Name = name, Type = type, Choices = choices }, default);

    private async Task<CustomField> AddAsync(
        string name, CustomFieldType type = CustomFieldType.Text, string? choices = null, CustomFieldRecord record = CustomFieldRecord.Customer)
    {
        var id = Assert.IsType<SaveResult.Saved>(await SaveAsync(name, type, choices, record)).Id;
        return (await list.OfAsync(database.Workspace, record, default)).Single(field => field.Id == id);
    }

    private Task<IReadOnlyList<CustomField>> OfCustomersAsync() => list.OfAsync(database.Workspace, CustomFieldRecord.Customer, default);

    private async Task<Guid> SaveCustomerAsync(string name, params (string Key, string Value)[] values)
    {
        var form = new CustomerForm { Name = name };
        foreach (var (key, value) in values)
            form.CustomValues[key] = value;
        return Assert.IsType<SaveResult.Saved>(await new CustomerEditor(database.Database, TimeProvider.System, new CustomerOwners(database.Database, [])).SaveAsync(database.Owner, form, default)).Id;
    }

    private async Task<Customer> CustomerAsync(Guid id) => (await new CustomerList(database.Database).FindAsync(database.Workspace, id, default))!;

    private async Task<Product> ProductAsync(Guid id) => (await new ProductList(database.Database).FindAsync(database.Workspace, id, default))!;
}

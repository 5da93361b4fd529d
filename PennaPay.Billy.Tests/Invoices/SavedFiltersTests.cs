using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Invoices;

public sealed class SavedFiltersTests : IAsyncLifetime
{
    private static readonly InvoiceQuery Failed = new(
        "nordlys", InvoiceStatus.Sent, CopyState.Failed, InvoiceKind.CreditNote, InvoiceSort.Gross, Descending: false);

    private TestDatabase database = null!;
    private SavedFilters filters = null!;
    private Actor owner = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        filters = new(database.Database);
        owner = await TestUsers.AddAsync(database.Database, database.Workspace);
    }

    public Task DisposeAsync() => database.DisposeAsync().AsTask();

    [Fact]
    public async Task Save_KeepsTheWholeFilter_ButNotThePage()
    {
        var saved = Assert.IsType<SaveFilterResult.Saved>(await SaveAsync("  Mine\tfejl \n", Failed with { Skip = 100, Take = 10 }));

        var kept = Assert.Single(await ListAsync(owner));
        Assert.Equal((saved.Filter.Id, "Mine fejl", Failed), (kept.Id, kept.Name, kept.Query));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" \u0007\n ")]
    public async Task Save_WithoutAName_IsRefused(string? name) =>
        Assert.IsType<SaveFilterResult.NameMissing>(await SaveAsync(name));

    [Fact]
    public async Task Save_WithATooLongName_IsRefused()
    {
        Assert.IsType<SaveFilterResult.Saved>(await SaveAsync(new('x', SavedFilters.MaxName)));
        Assert.IsType<SaveFilterResult.NameTooLong>(await SaveAsync(new('y', SavedFilters.MaxName + 1)));
    }

    [Fact]
    public async Task Save_WithATakenName_IsRefused_WhateverItsCapitals()
    {
        await SaveAsync("Ældre kladder");
        Assert.Equal(new SaveFilterResult.NameTaken("Ældre kladder"), await SaveAsync("ældre KLADDER", Failed));
        Assert.Single(await ListAsync(owner));
    }

    [Fact]
    public async Task Save_BeyondTheMost_IsRefused()
    {
        for (var i = 0; i < SavedFilters.Most; i++)
            Assert.IsType<SaveFilterResult.Saved>(await SaveAsync($"{i}"));
        Assert.IsType<SaveFilterResult.TooMany>(await SaveAsync("en til"));
        Assert.Equal(SavedFilters.Most, (await ListAsync(owner)).Count);
    }

    [Fact]
    public async Task Save_WithAnEndlessSearch_KeepsItsBeginning()
    {
        await SaveAsync("lang", new InvoiceQuery(new string('æ', 10_000)));
        Assert.Equal(new string('æ', SearchText.MaxLength), Assert.Single(await ListAsync(owner)).Search);
    }

    [Fact]
    public async Task Filters_AreEachUsersOwn()
    {
        var other = await TestUsers.AddAsync(database.Database, database.Workspace);
        var saved = Assert.IsType<SaveFilterResult.Saved>(await SaveAsync("mine"));

        await filters.DeleteAsync(other, saved.Filter.Id, default);
        await filters.DeleteAsync(Elsewhere(), saved.Filter.Id, default);

        Assert.Empty(await ListAsync(other));
        Assert.Empty(await filters.ListAsync(WorkspaceId.New(), owner.UserId, default));
        Assert.Single(await ListAsync(owner));
    }

    [Fact]
    public async Task Delete_ForgetsIt_AndFreesItsName()
    {
        var saved = Assert.IsType<SaveFilterResult.Saved>(await SaveAsync("mine"));
        await filters.DeleteAsync(owner, saved.Filter.Id, default);
        await filters.DeleteAsync(owner, saved.Filter.Id, default);
        Assert.Empty(await ListAsync(owner));
        Assert.IsType<SaveFilterResult.Saved>(await SaveAsync("mine"));
    }

    private Task<SaveFilterResult> SaveAsync(string? name, InvoiceQuery? query = null) =>
        filters.SaveAsync(owner, name, query ?? new InvoiceQuery(), default);

    private Task<IReadOnlyList<SavedFilter>> ListAsync(Actor of) => filters.ListAsync(of.Workspace, of.UserId, default);

    /// <summary>The same person in another workspace.</summary>
    private Actor Elsewhere() => Actor.Person(WorkspaceId.New(), owner.UserId, owner.Name, Role.Owner);
}

using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Invoices;

public sealed class ListChoicesTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private ListChoices choices = null!;
    private Actor owner = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        choices = new(database.Database);
        owner = await TestUsers.AddAsync(database.Database, database.Workspace);
    }

    public Task DisposeAsync() => database.DisposeAsync().AsTask();

    [Fact]
    public async Task Columns_AreAllShown_UntilSomeAreHidden()
    {
        Assert.Equal(InvoiceColumns.None, await HiddenAsync(owner));
        await ShowAsync(InvoiceColumns.Origin, false);
        await ShowAsync(InvoiceColumns.DueDate, false);
        Assert.Equal(InvoiceColumns.Origin | InvoiceColumns.DueDate, await HiddenAsync(owner));

        await ShowAsync(InvoiceColumns.Origin, true);
        Assert.Equal(InvoiceColumns.DueDate, await HiddenAsync(owner));
        await ShowAsync(InvoiceColumns.All, true);
        Assert.Equal(InvoiceColumns.None, await HiddenAsync(owner));
    }

    [Fact]
    public async Task Columns_ThatDoNotExist_AreNotKept()
    {
        await ShowAsync((InvoiceColumns)int.MaxValue, false);
        Assert.Equal(InvoiceColumns.All, await HiddenAsync(owner));
    }

    [Fact]
    public async Task Choices_AreEachUsersOwn()
    {
        var other = await TestUsers.AddAsync(database.Database, database.Workspace);
        await ShowAsync(InvoiceColumns.Status, false);
        await choices.UseLetterKeysAsync(other, false, default);

        var (mine, theirs) = (await ReadAsync(owner), await ReadAsync(other));
        Assert.Equal((InvoiceColumns.Status, false), (mine.Hidden, mine.NoLetterKeys));
        Assert.Equal((InvoiceColumns.None, true), (theirs.Hidden, theirs.NoLetterKeys));
        Assert.Equal(InvoiceColumns.None, (await choices.ReadAsync(WorkspaceId.New(), owner.UserId, default)).Hidden);
    }

    private Task<ListChoice> ShowAsync(InvoiceColumns columns, bool isShown) =>
        choices.ShowAsync(owner, columns, isShown, default);

    private async Task<InvoiceColumns> HiddenAsync(Actor of) => (await ReadAsync(of)).Hidden;

    private Task<ListChoice> ReadAsync(Actor of) => choices.ReadAsync(of.Workspace, of.UserId, default);
}

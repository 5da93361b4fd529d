using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Tests.Upgrade;

/// <summary>What the owner typed, imported and chose is there as before.</summary>
public sealed class UpgradedRecordsTests
{
    /// <summary>Columns that are told elsewhere: what lists show of a push goes by the connection now, and users are members of workspaces.</summary>
    private static readonly Dictionary<string, string[]> Moved = new()
    {
        ["AspNetUsers"] = ["WorkspaceId"],
        ["ContactPersons"] = [],
        ["Customers"] = [],
        ["InvoiceLines"] = [],
        ["Invoices"] = ["BillyInvoiceId", "BillyState"],
        ["ListChoices"] = ["OwnerId"],
        ["Products"] = [],
        ["PushHistory"] = ["BillyInvoiceId"],
        ["SavedFilters"] = ["BillyState", "OwnerId"],
        ["Workspaces"] = [],
    };

    private const string OriginByName = "CASE \"Origin\" WHEN 0 THEN 'Editor' WHEN 1 THEN 'Ubl' WHEN 2 THEN 'Csv' WHEN 3 THEN 'Sample' END";

    public static TheoryData<string> Tables => [.. Moved.Keys];

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Rows_AreUnchanged(string table)
    {
        await using var old = await OldInstallation.OpenAsync();
        var file = new SqliteFile(old.DataDirectory);
        var before = file.Columns(table);
        var kept = string.Join(", ", before.Except(Moved[table]).Select(column => $"\"{column}\""));
        var rows = file.Rows($"SELECT {kept.Replace("\"Origin\"", OriginByName, StringComparison.Ordinal)} FROM \"{table}\" ORDER BY 1, 2, 3");

        await old.UpgradeAsync();

        Assert.NotEmpty(rows);
        Assert.Equal(Moved[table], before.Except(file.Columns(table)));
        Assert.Equal(rows, file.Rows($"SELECT {kept} FROM \"{table}\" ORDER BY 1, 2, 3"));
    }

    [Fact]
    public async Task Records_AreReadAsTheyAre()
    {
        await using var upgraded = await OldInstallation.OpenUpgradedAsync();
        await using var db = upgraded.Get<Database>().Read(OldInstallation.Workspace);

        Assert.Equal(22, await db.Set<Invoice>().CountAsync());
        Assert.Equal(8, await db.Set<Customer>().CountAsync());
        Assert.Equal(3, await db.Set<Product>().CountAsync());
        var invoice = (await upgraded.Get<InvoiceDetails>().FindAsync(
            OldInstallation.Workspace, await db.Set<Invoice>().Where(i => i.Number == "1009").Select(i => i.Id).SingleAsync(), default))!;
        Assert.Equal(
            (InvoiceOrigin.Editor, 18_248.45m, 4_562.11m, 22_810.56m, "Tak for ordren.\nVi ses til december.", "PO-77/æøå", "Nordhavns Bageri ApS"),
            (invoice.Origin, invoice.Net, invoice.Vat, invoice.Gross, invoice.Message, invoice.OrderReference, invoice.Customer.Name));
        Assert.Equal(
            [("Kampagne", 2.5m, 6_400m, 12.5m, null), ("Trykning", 1m, 3_999.95m, null, "1110"), ("Fragt og levering", 3m, 249.5m, null, "500")],
            invoice.Lines.OrderBy(l => l.Position).Select(l => (l.Description, l.Quantity, l.UnitPrice, l.DiscountPercent, l.AccountCode)));
        // Content that is hashed otherwise would be pushed once more.
        Assert.All(await db.Set<Invoice>().Include(i => i.Lines).Include(i => i.Customer).ThenInclude(c => c.Persons).ToListAsync(), i =>
            Assert.Equal((i.Number, i.ContentHash), (i.Number, ContentHash.Of(i))));
    }

    [Fact]
    public async Task SavedFiltersAndColumns_AreTheOwners()
    {
        await using var upgraded = await OldInstallation.OpenUpgradedAsync();

        var filters = await upgraded.Get<SavedFilters>().ListAsync(OldInstallation.Workspace, OldInstallation.OwnerId, default);
        Assert.Equal(
            [
                ("Kreditnotaer, største først", new InvoiceQuery(Kind: InvoiceKind.CreditNote, Sort: InvoiceSort.Gross)),
                ("Tandlæge sent", new(Search: "tandlæge", Status: InvoiceStatus.Sent, Sort: InvoiceSort.Customer, Descending: false)),
                ("Venter på mig", new(CopyState: CopyState.NeedsAttention)),
            ],
            filters.Select(f => (f.Name, f.Query)).OrderBy(f => f.Name, StringComparer.Ordinal));
        var list = await upgraded.Get<ListChoices>().ReadAsync(OldInstallation.Workspace, OldInstallation.OwnerId, default);
        Assert.Equal((InvoiceColumns.DueDate | InvoiceColumns.Origin, true), (list.Hidden, list.NoLetterKeys));
    }

    [Fact]
    public async Task Owner_SignsInToTheWholeProgram()
    {
        using var folder = OldInstallation.Unpack();
        // Before the first time that a document is checked, so that the program leaves the rows alone.
        await using var app = TestApp.Start(
            dataDirectory: folder.Path, services: s => s.AddSingleton<TimeProvider>(new TestClock(new(2026, 11, 20, 15, 0, 0, TimeSpan.Zero))));

        using var client = await app.CreateSignedInClientAsync();
        await using var scope = app.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserAccounts>();
        var owner = Assert.IsType<AccountResult.Done>(await accounts.CheckPasswordAsync(TestApp.Email, TestApp.Password, new(null, null), default)).User;

        Assert.Equal(
            (OldInstallation.OwnerId, "en", "dark", MutedToasts.ByHand | MutedToasts.Batches),
            (owner.Id, owner.Culture, owner.Theme, owner.MutedToasts));
        await using var db = scope.ServiceProvider.GetRequiredService<Database>().Read(OldInstallation.Workspace);
        var membership = await db.Set<Membership>().SingleAsync();
        Assert.Equal((OldInstallation.OwnerId, OldInstallation.Workspace, Role.Owner), (membership.UserId, membership.WorkspaceId, membership.Role));
    }
}

using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Invoices;

public sealed class InvoiceOriginTests
{
    [Fact]
    public void Names_AreThoseThatKeysAreMadeOf() => Assert.Equal(
        ["Editor", "Ubl", "Csv", "Sample", "Elsewhere"],
        new[] { InvoiceOrigin.Editor, InvoiceOrigin.Ubl, InvoiceOrigin.Csv, InvoiceOrigin.Sample, new("Elsewhere") }.Select(origin => $"{origin}"));

    [Fact]
    public void Default_IsTheEditor()
    {
        Assert.Equal(InvoiceOrigin.Editor, default);
        Assert.Equal(InvoiceOrigin.Editor, new("Editor"));
        Assert.Equal(InvoiceOrigin.Editor, new Invoice().Origin);
        Assert.NotEqual(InvoiceOrigin.Ubl, InvoiceOrigin.Csv);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Plug & Pay")]
    [InlineData("Ærø")]
    [InlineData("AnOriginOfManyLetters")]
    public void Name_ThatIsNoShortWord_IsRefused(string name) => Assert.Throws<ArgumentException>(() => new InvoiceOrigin(name));

    [Fact]
    public async Task Migration_TurnsNumbersIntoNames()
    {
        using var folder = new TemporaryFolder();
        var connection = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder.Path, "old.db"), Pooling = false }.ToString();
        await using var db = new WorkspaceDbContext(new DbContextOptionsBuilder<WorkspaceDbContext>().UseSqlite(connection).Options);
        await db.GetService<IMigrator>().MigrateAsync("PushesOfOrganizations");
        var (workspace, customer) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "Customers" ("Id", "WorkspaceId", "Name", "Kind", "CountryCode", "SearchText", "CreatedAt", "UpdatedAt", "Version")
            VALUES ({customer}, {workspace}, 'A', 0, 'DK', 'a', '2026-11-01', '2026-11-01', 1)
            """);
        foreach (var origin in Enumerable.Range(0, 4))
        {
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO "Invoices" (
                    "Id", "WorkspaceId", "Kind", "Number", "CustomerId", "CustomerName", "IssueDate", "Currency", "Status", "Origin", "OriginId", "Net", "Vat",
                    "Gross", "TotalsAreStated", "Revision", "ContentHash", "Version", "BillyState", "NumberKey", "SearchText", "CreatedAt", "UpdatedAt")
                VALUES (
                    {Guid.CreateVersion7()}, {workspace}, 0, {$"{origin}"}, {customer}, 'A', '2026-11-01', 'DKK', 1, {origin}, {$"{origin}"}, 10000, 2500,
                    12500, 0, 1, 'x', 1, 0, {$"{origin}"}, {$"a {origin}"}, '2026-11-01', '2026-11-01')
                """);
        }

        await db.Database.MigrateAsync();

        db.Workspace = new WorkspaceId(workspace);
        Assert.Equal(
            [("0", InvoiceOrigin.Editor), ("1", InvoiceOrigin.Ubl), ("2", InvoiceOrigin.Csv), ("3", InvoiceOrigin.Sample)],
            await db.Set<Invoice>().OrderBy(invoice => invoice.Number).Select(invoice => ValueTuple.Create(invoice.Number, invoice.Origin)).ToListAsync());
        Assert.Equal("Csv", Assert.Single(await db.Set<Invoice>().Where(invoice => invoice.Origin == InvoiceOrigin.Csv).ToListAsync()).Origin.Name);
    }
}

using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Push.Upgrade;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Upgrade;

/// <summary>Migrations that are written by hand must come to what the model says; and they must not take all day.</summary>
public sealed class UpgradedSchemaTests : IDisposable
{
    private const string Schema =
        """
        SELECT 'column', t.name, c.name, c.type, c."notnull", c.pk FROM sqlite_master AS t, pragma_table_info(t.name) AS c
        WHERE t.name IN (SELECT name FROM pragma_table_list WHERE type = 'table') AND t.name NOT LIKE '\_\_EF%' ESCAPE '\' AND t.name NOT LIKE 'sqlite%'
        UNION ALL SELECT 'key', t.name, f."from", f."table", f."to", f.on_delete FROM sqlite_master AS t, pragma_foreign_key_list(t.name) AS f
        WHERE t.type = 'table'
        UNION ALL SELECT 'index', tbl_name, name, sql, '', '' FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
        ORDER BY 1, 2, 3
        """;

    private readonly TemporaryFolder migrated = new();
    private readonly TemporaryFolder made = new();

    public void Dispose()
    {
        migrated.Dispose();
        made.Dispose();
    }

    [Fact]
    public async Task Schema_IsThatOfTheModel()
    {
        await using (var context = Open(migrated))
            await context.Database.MigrateAsync();
        await using (var context = Open(made))
            await context.Database.EnsureCreatedAsync();

        Assert.Equal(SchemaOf(made), SchemaOf(migrated));
    }

    [Fact]
    public async Task UpgradedDatabase_IsSoundAndHasNothingLeftOver()
    {
        await using var upgraded = await OldInstallation.OpenUpgradedAsync();
        await using (var context = Open(made))
            await context.Database.EnsureCreatedAsync();

        Assert.Equal(["ok"], upgraded.Rows("PRAGMA integrity_check"));
        Assert.Empty(upgraded.Rows("PRAGMA foreign_key_check"));
        Assert.Equal(SchemaOf(made), new SqliteFile(upgraded.DataDirectory).Rows(Schema));
        Assert.Empty(upgraded.Rows("SELECT 1 FROM QueueLeases"));
    }

    [Theory]
    [InlineData("20261121011242_Initial")]
    [InlineData("20261121041831_ProductsMappingAndSettings")]
    [InlineData("20261121080016_PushesOfOrganizations")]
    public async Task DatabaseOfAnyEarlierVersion_IsUpgraded(string version)
    {
        await using (var context = Open(migrated))
            await context.GetService<IMigrator>().MigrateAsync(version);
        await using var services = PushHost.Build(migrated.Path, new Uri("http://127.0.0.1:9"), new TestClock());

        await services.GetRequiredService<DatabaseMigration>().RunAsync(default);

        Assert.Equal(UpgradeDoubts.None, services.GetRequiredService<UpgradeReport>().Doubts);
        await using var upgraded = Open(migrated);
        Assert.Empty(await upgraded.Database.GetPendingMigrationsAsync());
    }

    [Fact]
    public async Task BeforeAnUpgrade_TheDatabaseIsKeptAsItWas_AndWithoutOneNoCopyIsMade()
    {
        await using var old = await OldInstallation.OpenAsync();
        var before = old.Rows(Schema);
        var (pushes, invoices) = (old.Rows("SELECT * FROM Pushes"), old.Rows("SELECT * FROM Invoices"));

        await old.UpgradeAsync();

        var copy = Assert.Single(Directory.GetFiles(old.DataDirectory, "*-before-*"));
        Assert.Equal("pennapay-before-20261128111840_OneKernelForSeveralSystems.db", Path.GetFileName(copy));
        using var kept = new TemporaryFolder();
        File.Copy(copy, Path.Combine(kept.Path, "pennapay.db"));
        var file = new SqliteFile(kept.Path);
        Assert.Equal(before, file.Rows(Schema));
        Assert.Equal(pushes, file.Rows("SELECT * FROM Pushes"));
        Assert.Equal(invoices, file.Rows("SELECT * FROM Invoices"));

        File.Delete(copy);
        await old.UpgradeAsync();
        Assert.Empty(Directory.GetFiles(old.DataDirectory, "*-before-*"));
    }

    [Fact]
    public async Task UpgradedDatabase_IsReadableByNobodyElseThanBefore()
    {
        if (OperatingSystem.IsWindows())
            return;
        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var old = await OldInstallation.OpenAsync();
        var database = Path.Combine(old.DataDirectory, "pennapay.db");
        File.SetUnixFileMode(database, Own);

        await old.UpgradeAsync();

        Assert.All(
            new DirectoryInfo(old.DataDirectory).GetFiles("pennapay*.db"), file => Assert.Equal(Own, file.UnixFileMode));
    }

    [Fact]
    public async Task UpgradeThatFails_LeavesTheDatabaseAsItWas()
    {
        // A table of that name is in the way.
        await using var old = await OldInstallation.OpenAsync("""CREATE TABLE "RecordLinks" (Mine TEXT)""");
        var file = new SqliteFile(old.DataDirectory);
        var before = file.Everything();

        await Assert.ThrowsAsync<SqliteException>(old.UpgradeAsync);

        Assert.Equal(before, file.Everything());
    }

    [Fact]
    public async Task TriggersOfAnEarlierVersion_DoNotStandInTheWay()
    {
        await using var old = await OldInstallation.OpenUpgradedAsync("""
            CREATE TRIGGER "Gone_Added" AFTER INSERT ON "Invoices" BEGIN INSERT INTO "Gone" VALUES (new."Id"); END;
            """);

        Assert.DoesNotContain("Gone_Added", old.Rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"));
        Assert.Contains("InvoiceCounts_Added", old.Rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"));
    }

    [Fact]
    public async Task TwentyThousandInvoicesAndPushes_AreAllCarriedOver()
    {
        await using var context = Open(migrated);
        await context.GetService<IMigrator>().MigrateAsync("20261121080016_PushesOfOrganizations");
        var file = new SqliteFile(migrated.Path);
        file.Run(Many(20_000));

        await context.Database.MigrateAsync();

        Assert.Equal(["22000|60000|22000|20000|20000"], file.Rows("""
            SELECT (SELECT COUNT(*) FROM Pushes), (SELECT COUNT(*) FROM PushHistory AS h JOIN Pushes AS p ON p.Id = h.PushId AND p.ConnectionId = h.ConnectionId),
                (SELECT COUNT(*) FROM InvoiceCopies), (SELECT COUNT(*) FROM Invoices), (SELECT COUNT(*) FROM RecordLinks)
            """));
        Assert.Equal(["before|4000", "now|18000"], file.Rows(
            "SELECT c.AccountId, COUNT(*) FROM InvoiceCopies AS k JOIN Connections AS c ON c.Id = k.ConnectionId WHERE k.State = 3 GROUP BY c.Id ORDER BY 1"));
    }

    private static IReadOnlyList<string> SchemaOf(TemporaryFolder folder) => new SqliteFile(folder.Path).Rows(Schema);

    private static WorkspaceDbContext Open(TemporaryFolder folder) => new(new DbContextOptionsBuilder<WorkspaceDbContext>().UseSqlite(
        new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder.Path, "pennapay.db"), ForeignKeys = true, Pooling = false }.ToString()).Options);

    /// <summary>
    /// Invoices, each with a customer of its own, a line and a push with three steps. Every fifth was pushed to the organisation
    /// before, every tenth to both.
    /// </summary>
    private static string Many(int count) =>
        $"""
        CREATE TEMP TABLE N AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
            SELECT i, printf('%08X-0000-4000-8000-000000000000', i) AS Id, printf('%08X-0000-4000-8000-0000000000FF', i) AS Second FROM n;
        INSERT INTO BillyConnections (WorkspaceId, UsesSandbox, OrganizationId, AutoPush, NumberUse) VALUES ('W', 0, 'now', 0, 0);
        INSERT INTO Customers (Id, WorkspaceId, Name, Kind, CountryCode, SearchText, CreatedAt, UpdatedAt, Version)
            SELECT Id, 'W', 'Kunde ' || i, 0, 'DK', 'kunde ' || i, '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1 FROM N;
        INSERT INTO Invoices (Id, WorkspaceId, Kind, Number, CustomerId, CustomerName, IssueDate, Currency, Status, Origin, OriginId, Net, Vat, Gross,
                TotalsAreStated, Revision, ContentHash, Version, BillyState, BillyInvoiceId, NumberKey, SearchText, CreatedAt, UpdatedAt)
            SELECT Id, 'W', 0, i, Id, 'Kunde ' || i, '2026-01-01', 'DKK', 1, 0, i, 10000, 2500, 12500, 0, 1, 'hash' || i, 1, 3, 'draft' || i,
                printf('%08d', i), 'kunde ' || i, '2026-01-01 00:00:00', '2026-01-01 00:00:00' FROM N;
        INSERT INTO InvoiceLines (Id, AccountCode, Description, InvoiceId, Position, Quantity, UnitPrice, Vat, VatRate, WorkspaceId)
            SELECT Id, NULL, 'Linje', Id, 1, '1.0', '100.0', 0, '25.0', 'W' FROM N;
        INSERT INTO Pushes (Id, WorkspaceId, InvoiceId, InvoiceNumber, Revision, ContentHash, State, Attempt, Version, Cause, StartedBy, QueuedAt, EndedAt,
                Failures, Key, OrganizationId, Gross, BillyInvoiceId, ReplacementBegun, Relinked, Standing)
            SELECT Id, 'W', Id, i, 1, 'hash' || i, 3, 1, 3, 0, 'ejer', '2026-01-02 00:00:00', '2026-01-02 00:00:01', 0, 'key' || i,
                CASE WHEN i % 5 = 0 THEN 'before' ELSE 'now' END, 12500, 'draft' || i, 0, 0, 0 FROM N
            UNION ALL SELECT Second, 'W', Id, i, 1, 'hash' || i, 3, 1, 3, 0, 'ejer', '2026-01-03 00:00:00', '2026-01-03 00:00:01', 0, 'key' || i,
                'now', 12500, 'second' || i, 0, 0, 0 FROM N WHERE i % 10 = 0;
        INSERT INTO PushHistory (WorkspaceId, PushId, InvoiceId, InvoiceNumber, Revision, At, State, Attempt, IsOutcome, IsUnclear, Cause, StartedBy)
            SELECT 'W', Id, Id, i, 1, '2026-01-02 00:00:00', step, 1, step = 3, 0, 0, 'ejer'
            FROM N, (SELECT 0 AS step UNION ALL SELECT 1 UNION ALL SELECT 3);
        INSERT INTO BillyLinks (WorkspaceId, OrganizationId, Kind, LocalKey, BillyId, LinkedAt)
            SELECT 'W', 'now', 0, lower(replace(Id, '-', '')), 'contact' || i, '2026-01-02 00:00:00' FROM N;
        DROP TABLE N;
        """;
}

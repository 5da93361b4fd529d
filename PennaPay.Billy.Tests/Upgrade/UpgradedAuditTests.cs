using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Audit;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Upgrade;

/// <summary>What was audited before there was a chain comes into it as it is found.</summary>
public sealed class UpgradedAuditTests : IDisposable
{
    private const string Before = "20261129073042_Sessions";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task OlderEntries_KeepWhatTheySaid_AndAreTiedTogether()
    {
        var workspace = new WorkspaceId(Guid.Parse("01A221AE-585C-722F-8595-24ACA2EC4A8D"));
        await using var services = PushHost.Build(folder.Path, new Uri("http://127.0.0.1:9"), new TestClock());
        await using (var db = await services.GetRequiredService<IDbContextFactory<WorkspaceDbContext>>().CreateDbContextAsync())
            await db.GetService<IMigrator>().MigrateAsync(Before);
        new SqliteFile(folder.Path).Run($"""
            INSERT INTO AuditEntries (Id, WorkspaceId, At, ActorKind, ActorId, ActorName, Action, SubjectKind, SubjectId, Count) VALUES
                (3, '{workspace.Value.ToString().ToUpperInvariant()}', '2026-11-20 09:00:00', 0, 'someone', 'anna "a" æ@eksempel.dk', 'invoice.created', 'Invoice', 'one', NULL),
                (7, '{workspace.Value.ToString().ToUpperInvariant()}', '2026-11-21 09:00:00.1234567', 2, 'sweep', 'auto', 'invoices.pushed', 'Invoice', NULL, 4);
            """);

        await services.GetRequiredService<DatabaseMigration>().RunAsync(default);

        var owner = TestActors.OwnerOf(workspace);
        var rows = (await services.GetRequiredService<AuditLog>().PageAsync(owner, new(), default)).Rows;
        Assert.Equal(
            [
                "3|audit.sealed|Clock|upgrade|auto||2", "2|invoices.pushed|Clock|sweep|auto||4",
                "1|invoice.created|Person|someone|anna \"a\" æ@eksempel.dk|one|",
            ],
            rows.Select(row => $"{row.Number}|{row.Action}|{row.ActorKind}|{row.ActorId}|{row.Name}|{row.SubjectId}|{row.Count}"));
        var whole = Assert.IsType<AuditVerdict.Whole>(await services.GetRequiredService<AuditCheck>().VerifyAsync(owner, default));
        Assert.Equal((3, new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero)), (whole.Entries, whole.Since));
        await services.ReleaseDatabaseAsync();
    }
}

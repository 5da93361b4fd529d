using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Tests.Support;

/// <summary>An empty, migrated database, made once a run: a test copies the file instead of migrating one of its own.</summary>
internal static class TemplateDatabase
{
    private static readonly Lazy<Task<byte[]>> Bytes = new(MakeAsync);

    /// <summary>Puts a fresh database into the folder, under the name that the product gives it.</summary>
    public static async Task CopyToAsync(string folder) =>
        await File.WriteAllBytesAsync(Path.Combine(folder, "pennapay.db"), await Bytes.Value);

    private static async Task<byte[]> MakeAsync()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "template.db");
        var connection = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString();
        var contexts = new Contexts(new DbContextOptionsBuilder<WorkspaceDbContext>().UseSqlite(connection).Options);
        await new DatabaseMigration(contexts, [], TimeProvider.System, NullLogger<DatabaseMigration>.Instance).RunAsync(default);
        await using (var context = contexts.CreateDbContext())
            await context.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE);");
        return await File.ReadAllBytesAsync(file);
    }

    private sealed class Contexts(DbContextOptions<WorkspaceDbContext> options) : IDbContextFactory<WorkspaceDbContext>
    {
        public WorkspaceDbContext CreateDbContext() => new(options);
    }
}

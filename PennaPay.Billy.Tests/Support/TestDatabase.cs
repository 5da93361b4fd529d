using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Tests.Support;

/// <summary>A real SQLite database in a folder of its own, migrated, with one workspace.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string connectionString;

    private TestDatabase(TimeProvider time)
    {
        connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder.Path, "pennapay.db"),
            Pooling = false,
        }.ToString();
        Contexts = new Factory(new DbContextOptionsBuilder<WorkspaceDbContext>().UseSqlite(connectionString).Options);
        Database = new Database(Contexts, time);
        Owner = TestActors.OwnerOf(Workspace);
    }

    public WorkspaceId Workspace { get; } = WorkspaceId.New();

    /// <summary>Who may change everything in it.</summary>
    public Actor Owner { get; }

    public Database Database { get; }

    public IDbContextFactory<WorkspaceDbContext> Contexts { get; }

    public static async Task<TestDatabase> CreateAsync(TimeProvider? time = null)
    {
        var database = new TestDatabase(time ?? TimeProvider.System);
        await TemplateDatabase.CopyToAsync(database.folder.Path);
        return database;
    }

    public ValueTask DisposeAsync()
    {
        Database.Dispose();
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private sealed class Factory(DbContextOptions<WorkspaceDbContext> options) : IDbContextFactory<WorkspaceDbContext>
    {
        public WorkspaceDbContext CreateDbContext() => new(options);
    }
}

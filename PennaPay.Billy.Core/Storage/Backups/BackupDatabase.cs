using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Keys;

namespace PennaPay.Billy.Core.Storage.Backups;

/// <summary>A database that nobody works with: the copy in a backup, or what was taken out of one.</summary>
internal sealed class BackupDatabase(string file) : IAsyncDisposable
{
    private readonly WorkspaceDbContext db = new(new DbContextOptionsBuilder<WorkspaceDbContext>()
        .UseSqlite(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString())
        .Options);

    /// <summary>Copies a database that others may be writing to, with what is in its write-ahead log, into one file.</summary>
    public static async Task CopyAsync(string from, string to, CancellationToken cancellationToken)
    {
        await using var source = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = from, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        await using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = to, Pooling = false }.ToString());
        await source.OpenAsync(cancellationToken);
        await copy.OpenAsync(cancellationToken);
        source.BackupDatabase(copy);
        await using var command = copy.CreateCommand();
        command.CommandText = Sqlite.KeepInOneFile;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <returns>Null where every page and index is sound; else what is wrong.</returns>
    public Task<string?> FindDamageAsync(CancellationToken cancellationToken) => DatabaseDamage.FindAsync(db, Sqlite.CheckEverything, cancellationToken);

    public async Task<IReadOnlyDictionary<string, long>> CountRowsAsync(CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, long>();
        foreach (var table in await db.Database.SqlQueryRaw<string>(Sqlite.Tables).ToListAsync(cancellationToken))
            rows[table] = await db.Database.SqlQuery<long>(Sqlite.RowsOf(table)).SingleAsync(cancellationToken);
        return rows;
    }

    /// <summary>
    /// Takes back whatever opened something when it was copied: a session may have been ended since, as a thief's would be, and a key
    /// revoked or made anew.
    /// </summary>
    public async Task CloseAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        // An older version's database lacks tables.
        var tables = await db.Database.SqlQueryRaw<string>(Sqlite.Tables).ToListAsync(cancellationToken);
        if (tables.Contains(db.Model.FindEntityType(typeof(Session))!.GetTableName()!))
            await db.Set<Session>().ExecuteDeleteAsync(cancellationToken);
        if (tables.Contains(db.Model.FindEntityType(typeof(ApiKey))!.GetTableName()!))
        {
            // All workspaces are restored together.
            await db.Set<ApiKey>().IgnoreQueryFilters().Where(key => key.RevokedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(key => key.RevokedAt, now), cancellationToken);
        }
    }

    /// <summary>The migrations that the database has, the last one last.</summary>
    public async Task<IReadOnlyList<string>> MigrationsAsync(CancellationToken cancellationToken) =>
        [.. await db.Database.GetAppliedMigrationsAsync(cancellationToken)];

    /// <summary>The migrations that this version has.</summary>
    public IReadOnlyList<string> KnownMigrations => [.. db.Database.GetMigrations()];

    public ValueTask DisposeAsync() => db.DisposeAsync();
}

using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PennaPay.Billy.Core.Storage.Auditing;

namespace PennaPay.Billy.Core.Storage;

/// <summary>
/// Changes the shape of a database on a copy, which takes its place when it is whole; what was there before keeps another
/// name. Killed anywhere, the database is as it was or as it shall be: not all that EF does to a table of SQLite's fits
/// into one transaction.
/// </summary>
/// <param name="database">The database's file, which may not be there yet.</param>
internal sealed class SqliteUpgrade(string database)
{
    private const string BeforeMark = "-before-";

    private readonly string half = database + ".upgrading";
    private readonly string whole = database + ".upgraded";

    /// <summary>What a database that is upgraded is kept as, by the first migration that it lacked.</summary>
    public static string CopyOf(string database, string migration) => $"{WithoutExtension(database)}{BeforeMark}{migration}.db";

    /// <summary>All that upgrades have kept of a database.</summary>
    public static string[] CopiesOf(string database) =>
        Directory.GetFiles(Path.GetDirectoryName(database)!, $"{Path.GetFileName(WithoutExtension(database))}{BeforeMark}*.db");

    /// <summary>Ends what the last start may have left undone.</summary>
    public void Recover()
    {
        // Beside a database that is there, a whole one may be old: an earlier version may have been at work since.
        if (!File.Exists(database) && File.Exists(whole))
            PutInPlace();
        Delete(half);
        Delete(whole);
    }

    /// <param name="current">The database as it is.</param>
    /// <param name="keepAs">What it is called afterwards; null where there was none.</param>
    /// <param name="now">When that is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RunAsync(WorkspaceDbContext current, string? keepAs, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (keepAs is not null)
            await current.Database.ExecuteSqlAsync(Sqlite.CopyInto(half), cancellationToken);
        CrashPoint.Reach("upgrade.after-copy");
        await using (var changed = Open(half))
        {
            await changed.Database.OpenConnectionAsync(cancellationToken);
            await changed.Database.ExecuteSqlRawAsync(Sqlite.OverwriteWhatIsDeleted, cancellationToken);
            // Whoever held the lock when the copy was made is no more.
            await changed.Database.ExecuteSqlRawAsync(Sqlite.ForgetMigrationLock, cancellationToken);
            // One that names a table which is being made anew stops whatever is done to any other.
            foreach (var trigger in await changed.Database.SqlQueryRaw<string>(Sqlite.Triggers).ToListAsync(cancellationToken))
                await changed.Database.ExecuteSqlRawAsync(Sqlite.DropTrigger(trigger), cancellationToken);
            await changed.Database.MigrateAsync(cancellationToken);
            await AuditSeal.SealAsync(changed, now, cancellationToken);
            await changed.Database.ExecuteSqlRawAsync(SqliteAudit.KeepAll, cancellationToken);
            await changed.Database.ExecuteSqlRawAsync(SqliteCounts.KeepAll, cancellationToken);
            await changed.Database.ExecuteSqlRawAsync(SqliteSearch.KeepAll, cancellationToken);
        }
        CrashPoint.Reach("upgrade.after-change");
        // Whoever may not read the database may not read what takes its place.
        if (keepAs is not null && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(half, File.GetUnixFileMode(database));
        Sync(half);
        File.Move(half, whole, overwrite: true);
        CrashPoint.Reach("upgrade.whole");

        if (keepAs is not null)
            await current.Database.ExecuteSqlRawAsync(Sqlite.EmptyWriteAheadLog, cancellationToken);
        CrashPoint.Reach("upgrade.after-log");
        await current.Database.CloseConnectionAsync();
        SqliteConnection.ClearPool((SqliteConnection)current.Database.GetDbConnection());
        if (keepAs is not null)
            File.Move(database, keepAs, overwrite: true);
        CrashPoint.Reach("upgrade.put-aside");
        PutInPlace();
        CrashPoint.Reach("upgrade.in-place");
    }

    private static string WithoutExtension(string database) =>
        Path.Combine(Path.GetDirectoryName(database)!, Path.GetFileNameWithoutExtension(database));

    private void PutInPlace()
    {
        Delete(database);
        File.Move(whole, database);
    }

    private static WorkspaceDbContext Open(string file) => new(new DbContextOptionsBuilder<WorkspaceDbContext>()
        .UseSqlite(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, ForeignKeys = true }.ToString())
        .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.NonTransactionalMigrationOperationWarning))
        .Options);

    /// <summary>A database and what SQLite keeps beside it.</summary>
    private static void Delete(string file)
    {
        foreach (var end in (string[])["", "-wal", "-shm", "-journal"])
            File.Delete(file + end);
    }

    private static void Sync(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }
}

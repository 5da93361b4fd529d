using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PennaPay.Billy.Core.Storage;

/// <summary>
/// Whether the database was found to be damaged, by whoever stumbled over it first. It stays so until the next start: nothing
/// mends a file meanwhile, and what would still be written to it could not be trusted.
/// </summary>
public sealed partial class DatabaseDamage(IOptions<StorageOptions> storage, ILogger<DatabaseDamage> logger)
{
    private int isKnown;

    public bool IsKnown => Volatile.Read(ref isKnown) == 1;

    /// <summary>Tells, once, that it was found.</summary>
    public event Action? Found;

    /// <summary>Whether a fault says that the file is no sound database.</summary>
    public static bool IsMeantBy(Exception? fault) => fault is not null
        && (fault is DatabaseDamagedException || Sqlite.IsDamage(fault as SqliteException) || IsMeantBy(fault.InnerException));

    /// <summary>Takes note of a fault, if it is one of damage.</summary>
    public void Notice(Exception? fault)
    {
        if (IsMeantBy(fault))
            Report(fault!.GetBaseException().Message);
    }

    /// <summary>Looks through every page. That takes a while where the database is large.</summary>
    internal async Task LookThroughAsync(WorkspaceDbContext db, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, Sqlite.CheckPages, cancellationToken) is { } damage)
            Report(damage);
    }

    /// <returns>Null where a check finds nothing; else what is wrong.</returns>
    internal static async Task<string?> FindAsync(WorkspaceDbContext db, string check, CancellationToken cancellationToken)
    {
        try
        {
            await db.Database.OpenConnectionAsync(cancellationToken);
            await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // One of the constants of Sqlite.
            command.CommandText = check;
#pragma warning restore CA2100
            return await command.ExecuteScalarAsync(cancellationToken) is "ok" ? null : "the check of its pages fails";
        }
        catch (SqliteException fault) when (Sqlite.IsDamage(fault))
        {
            return fault.Message;
        }
    }

    /// <summary>Listens to every fault that a context meets, whoever asked.</summary>
    internal void ListenTo(DbContextOptionsBuilder options) => options.LogTo(
        (_, level) => level == LogLevel.Error, happened => Notice((happened as IErrorEventData)?.Exception));

    private void Report(string damage)
    {
        if (Interlocked.Exchange(ref isKnown, 1) == 1)
            return;
        Log.Damaged(logger, storage.Value.DatabasePath, damage);
        Found?.Invoke();
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Critical,
            "The database {Path} is damaged ({Damage}). Nothing is written to it any more. Stop the program, keep the folder, restore the last backup into another one, and start with that as Storage:DataDirectory.")]
        public static partial void Damaged(ILogger logger, string path, string damage);
    }
}

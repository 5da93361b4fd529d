using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace PennaPay.Billy.Core.Storage.Erasing;

/// <summary>
/// Takes secrets that were deleted or replaced out of all that the program itself keeps: the write-ahead log, and the copies of
/// the database that upgrades left.
/// </summary>
public sealed partial class SecretEraser(Database database, LogEraser log, ILogger<SecretEraser> logger)
{
    // What the versions of the database have called it.
    private static readonly string[] Columns = ["Secret", "ProtectedToken"];

    /// <summary>Empties the log, and forgets the secrets in all copies. A copy that this fails for is in the log.</summary>
    public async Task EraseAsync()
    {
        await log.EraseAsync();
        var folder = await database.AloneAsync(file => Task.FromResult(new SqliteConnectionStringBuilder(file).DataSource));
        await TryAsync(folder, async () =>
        {
            foreach (var copy in SqliteUpgrade.CopiesOf(folder))
                await TryAsync(copy, () => ForgetAsync(copy));
        });
    }

    // What was done is done: that a copy cannot be read must not make it look undone.
    private async Task TryAsync(string copy, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
        {
            Log.NotForgotten(logger, fault, copy);
        }
    }

    private static async Task ForgetAsync(string copy)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Sqlite.WaitABit + Sqlite.OverwriteWhatIsDeleted + Sqlite.KeepInOneFile;
        await command.ExecuteNonQueryAsync();
        command.CommandText = Sqlite.PlacesOf(Columns);
        var places = new List<(string Table, string Column)>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                places.Add((reader.GetString(0), reader.GetString(1)));
        }

        foreach (var (table, column) in places)
        {
            command.CommandText = $"UPDATE \"{table}\" SET \"{column}\" = NULL WHERE \"{column}\" IS NOT NULL";
            await command.ExecuteNonQueryAsync();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A secret that was deleted may still be in the copy {Copy} of before an upgrade. Delete that file if you need it no more.")]
        public static partial void NotForgotten(ILogger logger, Exception fault, string copy);
    }
}

using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace PennaPay.Billy.Core.Storage.Erasing;

/// <summary>
/// Takes what was deleted out of SQLite's write-ahead log too. There the old pages stay whole until they happen to be written
/// over, beside a database in which they are long gone.
/// </summary>
public sealed partial class LogEraser(Database database, TimeProvider time, ILogger<LogEraser> logger)
{
    private const int Attempts = 8;

    /// <summary>Empties the log. Somebody who reads meanwhile is waited for, a second or two at most; the next start makes up for it.</summary>
    /// <returns>Whether it is empty.</returns>
    public async Task<bool> EraseAsync()
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            if (await database.AloneAsync(IsEmptiedAsync))
                return true;
            if (attempt < Attempts)
                await Task.Delay(TimeSpan.FromMilliseconds(20 * attempt), time);
        }

        Log.NotErased(logger);
        return false;
    }

    private static async Task<bool> IsEmptiedAsync(string database)
    {
        // A connection of its own: how long it waits must not follow a pooled one about.
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder(database) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Sqlite.WaitABit + Sqlite.EmptyWriteAheadLog;
        await using var reader = await command.ExecuteReaderAsync();
        await reader.NextResultAsync();
        return await reader.ReadAsync() && reader.GetInt64(0) == 0;
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "What was deleted could not be taken out of the write-ahead log, because the database is being read. It stays there until it is written over or the program is stopped or started; revoke in the other system what must not be used any more.")]
        public static partial void NotErased(ILogger logger);
    }
}

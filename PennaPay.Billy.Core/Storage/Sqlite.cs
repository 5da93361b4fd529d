using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace PennaPay.Billy.Core.Storage;

/// <summary>
/// The pieces of SQL that no other database than SQLite understands. A statement weaves them in by
/// <see cref="Sql.Of"/>; everything else in it is SQL that PostgreSQL reads too.
/// </summary>
internal static class Sqlite
{
    /// <summary>EF's row that keeps two processes from migrating at once. It waits for such a row for ever.</summary>
    public const string ForgetMigrationLock = """DROP TABLE IF EXISTS "__EFMigrationsLock";""";

    /// <summary>Brings everything into the main file. Its first column is 1 where readers kept it from being done.</summary>
    public const string EmptyWriteAheadLog = "PRAGMA wal_checkpoint(TRUNCATE);";

    /// <summary>Waits so many milliseconds for others, for as long as the connection lives.</summary>
    public const string WaitABit = "PRAGMA busy_timeout=200;";

    /// <summary>Overwrites what is deleted, also in pages that are free, for as long as the connection lives.</summary>
    public const string OverwriteWhatIsDeleted = "PRAGMA secure_delete=ON;";

    /// <summary>Needs no write-ahead log beside the main file, as long as nobody asks for one again.</summary>
    public const string KeepInOneFile = "PRAGMA journal_mode=DELETE;";

    /// <summary>Reads everything and says <c>ok</c>, or what is wrong.</summary>
    public const string CheckEverything = "PRAGMA integrity_check(1);";

    /// <summary>Reads every page and says <c>ok</c>, or what is wrong; faster, because indexes are not held against their tables.</summary>
    public const string CheckPages = "PRAGMA quick_check(1);";

    /// <summary>The tables that hold something of ours, without those that searches are kept in.</summary>
    public const string Tables = """
        SELECT name AS "Value" FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' AND name NOT LIKE '\_\_EF%' ESCAPE '\' ORDER BY name
        """;

    /// <summary>Table and column of all columns of these names.</summary>
    public static string PlacesOf(IEnumerable<string> columns) => $"""
        SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND c.name IN ('{string.Join("', '", columns)}')
        """;

    /// <summary>The names of all triggers.</summary>
    public const string Triggers = """SELECT name AS "Value" FROM sqlite_master WHERE type = 'trigger'""";

    /// <summary>Takes away one of <see cref="Triggers"/>.</summary>
    public static string DropTrigger(string name) => $"DROP TRIGGER \"{name}\";";

    /// <summary>How many rows one of <see cref="Tables"/> has.</summary>
    public static FormattableString RowsOf(string table) => FormattableStringFactory.Create($"SELECT COUNT(*) AS \"Value\" FROM \"{table}\"");

    /// <summary>A table of pairs of ids in the order given, with the columns Position, First and Second.</summary>
    public static FormattableString Pairs(IEnumerable<(Guid First, Guid Second)> pairs)
    {
        // Ids are stored as text in capitals.
        var json = JsonSerializer.Serialize(pairs.Select(pair => new[] { Text(pair.First), Text(pair.Second) }));
        return $"""
            (SELECT key AS "Position", json_extract(value, '$[0]') AS "First", json_extract(value, '$[1]') AS "Second" FROM json_each({json}))
            """;
    }

    /// <summary>A table of ids in the order given, with the columns Position and Id.</summary>
    public static FormattableString Ids(IEnumerable<Guid> ids) =>
        $"""(SELECT key AS "Position", value AS "Id" FROM json_each({JsonSerializer.Serialize(ids.Select(Text))}))""";

    /// <summary>A table of rows in the order given, with the column Position and those named.</summary>
    public static FormattableString Rows(IEnumerable<object?[]> rows, params string[] columns)
    {
        var cells = string.Join(", ", columns.Select((column, i) => $"json_extract(value, '$[{i}]') AS \"{column}\""));
        return FormattableStringFactory.Create($"(SELECT key AS \"Position\", {cells} FROM json_each({{0}}))", JsonSerializer.Serialize(rows));
    }

    public static FormattableString Texts(IEnumerable<string> texts) => $"(SELECT value FROM json_each({JsonSerializer.Serialize(texts)}))";

    /// <summary>A member of a column with a JSON object; null where it has none of that name.</summary>
    public static FormattableString Member(string column, string name) =>
        FormattableStringFactory.Create($"json_extract(\"{column}\", {{0}})", PathOf(name));

    /// <summary>A column with a JSON object, without one of its members.</summary>
    public static FormattableString WithoutMember(string column, string name) =>
        FormattableStringFactory.Create($"json_remove(\"{column}\", {{0}})", PathOf(name));

    /// <summary>The hour in UTC of a column with a time, as <c>yyyy-MM-dd HH</c>.</summary>
    public static FormattableString Hour(string column) => FormattableStringFactory.Create($"substr(\"{column}\", 1, 13)");

    /// <summary>Writes the whole database, with what is not yet in its main file, into a file that is not there.</summary>
    public static FormattableString CopyInto(string file) => $"VACUUM INTO {file}";

    /// <summary>SQLITE_CORRUPT or SQLITE_NOTADB.</summary>
    public static bool IsDamage(SqliteException? fault) => fault?.SqliteErrorCode is 11 or 26;

    /// <summary>SQLITE_FULL.</summary>
    public static bool IsFull(SqliteException? fault) => fault?.SqliteErrorCode is 13;

    private static string PathOf(string member) => $"$.\"{member}\"";

    private static string Text(Guid id) => id.ToString().ToUpperInvariant();
}

using System.Globalization;
using Microsoft.Data.Sqlite;

namespace PennaPay.Billy.Tests.Upgrade;

/// <summary>The database of a data folder, past everything that the product makes of it.</summary>
internal sealed class SqliteFile(string dataDirectory)
{
    private readonly string connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = Path.Combine(dataDirectory, "pennapay.db"), ForeignKeys = true, Pooling = false,
    }.ToString();

    public void Run(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written in the test.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>One line a row, its columns parted by bars; a dash stands for nothing.</summary>
    public IReadOnlyList<string> Rows(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written in the test.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column =>
                reader.IsDBNull(column) ? "–" : Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))));
        }

        return rows;
    }

    public IReadOnlyList<string> Columns(string table) => Rows($"SELECT name FROM pragma_table_info('{table}') ORDER BY name");

    /// <summary>Every row of every table.</summary>
    public IReadOnlyList<string> Everything() =>
    [
        .. from table in Rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
           from row in Rows($"SELECT * FROM \"{table}\"")
           select $"{table}: {row}",
    ];

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        return connection;
    }
}

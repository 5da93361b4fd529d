using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Tests.Support;

/// <summary>All that is stored, for showing that nothing was changed.</summary>
internal static class DatabaseDump
{
    /// <summary>Each row of each table as one line.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(Database database)
    {
        await using var context = database.Read(default);
        var tables = await context.Database.SqlQueryRaw<string>(
            "SELECT name AS Value FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name").ToListAsync();
        List<string> lines = [];
        foreach (var table in tables)
            lines.AddRange(await RowsAsync(context, table));
        return lines;
    }

    private static async Task<List<string>> RowsAsync(WorkspaceDbContext context, string table)
    {
        var connection = context.Database.GetDbConnection();
        await context.Database.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The name comes from the database itself.
        command.CommandText = $"SELECT * FROM \"{table}\" ORDER BY 1";
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync())
            rows.Add($"{table}: {string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue))}");
        return rows;
    }
}

using System.Text.Json;

namespace PennaPay.Billy.Core.Storage;

/// <summary>Values in a form that a statement can read as the rows of a table, by SQLite's <c>json_each</c>.</summary>
internal static class JsonTable
{
    /// <summary>Rows of ids, as the database has them: text in capitals.</summary>
    public static string Of(IEnumerable<Guid[]> rows) => JsonSerializer.Serialize(
        rows.Select(row => Array.ConvertAll(row, id => id.ToString().ToUpperInvariant())));

    /// <summary>One column of texts.</summary>
    public static string Of(IEnumerable<string> values) => JsonSerializer.Serialize(values);
}

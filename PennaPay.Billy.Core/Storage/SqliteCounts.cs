using System.Text.RegularExpressions;

namespace PennaPay.Billy.Core.Storage;

/// <summary>
/// Counts that SQLite keeps by triggers, in the transaction of whatever changes the rows and however it does: counting a
/// million rows takes a tenth of a second and more, for each look at a list.
/// </summary>
/// <param name="Table">Where the counts are: by the workspace and <paramref name="Keys"/>, how many as <c>Count</c>.</param>
/// <param name="Rows">The table whose rows are counted.</param>
/// <param name="Keys">What rows are alike in, beside the workspace: the column's name there, and what it is of a row, written with <c>~.</c> before its columns.</param>
/// <param name="Condition">Which rows count, written the same way.</param>
internal sealed partial record SqliteCounts(string Table, string Rows, IReadOnlyList<(string Column, string Value)> Keys, string Condition = "TRUE")
{
    public static SqliteCounts OfInvoices { get; } = new("InvoiceCounts", "Invoices",
    [
        ("CopyState", "~.\"CopyState\""), ("Status", "~.\"Status\""), ("Kind", "~.\"Kind\""), ("Origin", "~.\"Origin\""),
        ("HasCopy", "~.\"RemoteId\" IS NOT NULL"), ("IsArchived", "~.\"IsArchived\""),
    ]);

    public static SqliteCounts OfOutcomes { get; } = new("OutcomeCounts", "PushHistory",
        [("State", "~.\"State\""), ("Cause", "~.\"Cause\"")], "~.\"IsOutcome\"");

    public static SqliteCounts OfCustomers { get; } = new("CustomerInvoiceCounts", "Invoices", [("CustomerId", "~.\"CustomerId\"")]);

    /// <summary>
    /// Counts everything anew and keeps it from then on. To be run after every upgrade, which takes all triggers away: SQLite
    /// would forget those of a table that is made anew, as most of EF's changes to one do.
    /// </summary>
    public static string KeepAll => OfInvoices.Keep + OfCustomers.Keep + OfOutcomes.Keep;

    private string Columns => "\"WorkspaceId\", " + string.Join(", ", Keys.Select(key => $"\"{key.Column}\""));

    private string Keep => $"""
        DELETE FROM "{Table}";
        INSERT INTO "{Table}" ({Columns}, "Count") SELECT {Values("r")}, COUNT(*) FROM "{Rows}" AS r WHERE {Of("r", Condition)} GROUP BY {Values("r")};
        CREATE TRIGGER "{Table}_Added" AFTER INSERT ON "{Rows}" WHEN {Of("new", Condition)} BEGIN {Add} END;
        CREATE TRIGGER "{Table}_Removed" AFTER DELETE ON "{Rows}" WHEN {Of("old", Condition)} BEGIN {Remove} END;
        CREATE TRIGGER "{Table}_Changed" AFTER UPDATE OF {Watched} ON "{Rows}"
            WHEN ({Values("old")}, {Of("old", Condition)}) IS NOT ({Values("new")}, {Of("new", Condition)}) BEGIN {Remove} {Add} END;

        """;

    // A push changes an invoice several times, most often in none of these.
    private string Watched => string.Join(", ", ColumnName().Matches(string.Join(' ', Keys.Select(key => key.Value).Append(Condition)))
        .Select(match => match.Groups[1].Value).Append("\"WorkspaceId\"").Distinct());

    private string Add => $"""
        INSERT INTO "{Table}" ({Columns}, "Count") SELECT {Values("new")}, 1 WHERE {Of("new", Condition)}
            ON CONFLICT ({Columns}) DO UPDATE SET "Count" = "Count" + 1;
        """;

    private string Remove => $"""
        UPDATE "{Table}" SET "Count" = "Count" - 1 WHERE ({Columns}) = ({Values("old")}) AND {Of("old", Condition)};
        """;

    private string Values(string row) => $"{row}.\"WorkspaceId\", " + string.Join(", ", Keys.Select(key => Of(row, key.Value)));

    private static string Of(string row, string text) => text.Replace("~", row, StringComparison.Ordinal);

    [GeneratedRegex("~\\.(\"\\w+\")")]
    private static partial Regex ColumnName();
}

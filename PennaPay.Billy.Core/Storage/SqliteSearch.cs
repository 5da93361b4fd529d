using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace PennaPay.Billy.Core.Storage;

/// <summary>
/// Which rows hold which three letters in a row, kept by SQLite's FTS5 with triggers, in the transaction of whatever changes
/// the rows. It tells which rows may hold a word, never that they do: whoever asks looks at their text as well.
/// </summary>
/// <param name="Table">What it is kept in.</param>
/// <param name="Rows">The table whose rows are found.</param>
/// <param name="Columns">What they are found by.</param>
internal sealed record SqliteSearch(string Table, string Rows, params IReadOnlyList<string> Columns)
{
    private const int Letters = 3;

    private const int Common = 20_000;

    /// <summary>So many that may match are read one by one; of more, those in front are sooner met in the order of a list.</summary>
    public const int Few = 5_000;

    public static SqliteSearch OfInvoices { get; } = new("InvoiceSearch", "Invoices", "SearchText");

    public static SqliteSearch OfCustomers { get; } = new("CustomerSearch", "Customers", "SearchText");

    public static SqliteSearch OfProducts { get; } = new("ProductSearch", "Products", "SearchText");

    /// <summary>
    /// Of the history, to which each push adds: a row more in such an index would cost as much as the push's own commits. Its rows never
    /// change, so it is brought up afterwards, and those after its last one are looked at one by one.
    /// </summary>
    public static SqliteSearch OfHistory { get; } = new("HistorySearch", "PushHistory", "InvoiceNumber", "RemoteId", "FailureDetail")
    {
        IsBehind = true, Which = "\"IsOutcome\"",
    };

    /// <summary>
    /// Reads everything anew and keeps it from then on. To be run after every upgrade: SQLite forgets the triggers of a
    /// table that is made anew, and numbers its rows anew.
    /// </summary>
    public static string KeepAll => string.Concat(All.Select(search => search.Keep));

    /// <summary>
    /// Whether each is of the rows as they are numbered now, as <c>Value</c>. Where SQLite numbers rows anew, it closes gaps,
    /// and the last has another number then.
    /// </summary>
    public static string AreTrue => $"SELECT {string.Join(" AND ", All.Select(search => search.IsTrue))} AS \"Value\"";

    private static IReadOnlyList<SqliteSearch> All => [OfInvoices, OfCustomers, OfProducts, OfHistory];

    private bool IsBehind { get; init; }

    /// <summary>Which rows are found at all.</summary>
    private string Which { get; init; } = "TRUE";

    private string IsTrue => IsBehind
        ? $"EXISTS (SELECT 1 FROM sqlite_master WHERE name = '{Table}')"
        : $"(SELECT MAX(rowid) FROM \"{Rows}\") IS {Last}";

    private string Last => $"(SELECT MAX(id) FROM \"{Table}_docsize\")";

    private string Later => $"r.rowid > COALESCE({Last}, 0) AND r.{Which}";

    // Its own copy of the text would be as large as the rows', and places in the text matter to nobody.
    private string Keep => $"""
        DROP TRIGGER IF EXISTS "{Table}_Added";
        DROP TRIGGER IF EXISTS "{Table}_Removed";
        DROP TRIGGER IF EXISTS "{Table}_Changed";
        DROP TABLE IF EXISTS "{Table}";
        CREATE VIRTUAL TABLE "{Table}" USING fts5("Text", content='', detail=none, tokenize='trigram case_sensitive 1');
        INSERT INTO "{Table}" (rowid, "Text") SELECT r.rowid, {Text("r")} FROM "{Rows}" AS r WHERE {Which} ORDER BY r.rowid;
        {(IsBehind ? "" : Triggers)}
        """;

    private string Triggers => $"""
        CREATE TRIGGER "{Table}_Added" AFTER INSERT ON "{Rows}" BEGIN {Add} END;
        CREATE TRIGGER "{Table}_Removed" AFTER DELETE ON "{Rows}" BEGIN {Remove} END;
        CREATE TRIGGER "{Table}_Changed" AFTER UPDATE OF {string.Join(", ", Columns.Select(column => $"\"{column}\""))} ON "{Rows}"
            WHEN {Text("old")} IS NOT {Text("new")} BEGIN {Remove} {Add} END;
        """;

    private string Add => $"""INSERT INTO "{Table}" (rowid, "Text") VALUES (new.rowid, {Text("new")});""";

    private string Remove => $"""INSERT INTO "{Table}" ("{Table}", rowid, "Text") VALUES ('delete', old.rowid, {Text("old")});""";

    /// <summary>Reads so many at most of the rows after its last one.</summary>
    public string BringUp(int most) =>
        $"INSERT INTO \"{Table}\" (rowid, \"Text\") SELECT r.rowid, {Text("r")} FROM \"{Rows}\" AS r WHERE {Later} ORDER BY r.rowid LIMIT {most}";

    /// <summary>The rows that may hold all the texts; null where those are many, or no text is long enough to tell.</summary>
    /// <param name="db">Whose rows of the workspace are meant.</param>
    /// <param name="texts">Taken as they are; what means something to FTS5 means nothing here.</param>
    /// <param name="few">How many are not many; <see cref="Few"/> but for tests.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IQueryable<TRow>?> FindFewAsync<TRow>(
        WorkspaceDbContext db, IEnumerable<string> texts, int few, CancellationToken cancellationToken)
        where TRow : class
    {
        var parts = PartsOf(texts);
        var telling = await TellingAsync(db, parts, cancellationToken);
        if (telling.Count == 0)
            return null;
        var pattern = string.Join(' ', telling);
        var found = await db.Database.SqlQuery<int>(Sql($"SELECT COUNT(*) AS \"Value\" FROM ({Ids("{0}", few + 1)})", pattern)).SingleAsync(cancellationToken);
        return found > few ? null : Matching<TRow>(db, pattern);
    }

    /// <summary>The rows that may hold all the texts, however many; null where no text is long enough to tell.</summary>
    public IQueryable<TRow>? Find<TRow>(WorkspaceDbContext db, IEnumerable<string> texts)
        where TRow : class =>
        PartsOf(texts) is { Count: > 0 } parts ? Matching<TRow>(db, string.Join(' ', parts)) : null;

    /// <summary>
    /// The parts that not too many rows hold; all of them when each is common. Holding a rare part against a common one takes
    /// longer than to look at what is found.
    /// </summary>
    private async Task<List<string>> TellingAsync(WorkspaceDbContext db, List<string> parts, CancellationToken cancellationToken)
    {
        if (parts.Count < 2)
            return parts;
        var rare = await db.Database.SqlQuery<string>(Sql(
            $"SELECT value AS \"Value\" FROM json_each({{0}}) AS part WHERE (SELECT COUNT(*) FROM ({Ids("part.value", Common + 1)})) <= {Common}",
            JsonSerializer.Serialize(parts))).ToListAsync(cancellationToken);
        return rare.Count == 0 ? parts : rare;
    }

    // A cross join is read in the order in which it is written.
    private IQueryable<TRow> Matching<TRow>(WorkspaceDbContext db, string pattern)
        where TRow : class =>
        db.Set<TRow>().FromSql(Sql($"SELECT r.* FROM ({Found}) AS f CROSS JOIN \"{Rows}\" AS r ON r.rowid = f.id", pattern));

    private string Found => $"SELECT rowid AS id FROM \"{Table}\" WHERE \"{Table}\" MATCH {{0}}"
        + (IsBehind ? $" UNION ALL SELECT r.rowid FROM \"{Rows}\" AS r WHERE {Later}" : "");

    private string Ids(string pattern, int most) => $"SELECT rowid FROM \"{Table}\" WHERE \"{Table}\" MATCH {pattern} LIMIT {most}";

    private static FormattableString Sql(string text, string argument) => FormattableStringFactory.Create(text, argument);

    /// <summary>Every three letters in a row, once each, folded as <see cref="Text"/> folds and quoted as FTS5 wants them.</summary>
    private static List<string> PartsOf(IEnumerable<string> texts) =>
        [.. texts.SelectMany(PartsOf).Distinct().Select(part => $"\"{part.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")];

    private static IEnumerable<string> PartsOf(string text)
    {
        var runes = text.Replace('\0', ' ').EnumerateRunes()
            .Select(rune => rune.IsAscii ? Rune.ToLowerInvariant(rune) : rune)
            .ToList();
        for (var i = 0; i + Letters <= runes.Count; i++)
            yield return string.Concat(runes.GetRange(i, Letters));
    }

    // Of a text with a zero in it, FTS5 reads what stands before.
    private string Text(string row) => $"lower({string.Join(" || char(10) || ", Columns.Select(column => Columns.Count == 1 ? $"{row}.\"{column}\"" : $"COALESCE({row}.\"{column}\", '')"))})";
}

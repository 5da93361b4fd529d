using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace PennaPay.Billy.Core.Storage;

/// <summary>
/// Has SQLite refuse whatever would make the audit another one: entries come one after the other, and nothing is done to one
/// but taking its payload away. Whoever may change the file can take the triggers away too; then the chain tells.
/// </summary>
internal static class SqliteAudit
{
    private const string NotNext = "The audit goes on after its last entry.";

    private static readonly string[] Staying =
    [
        "Id", "WorkspaceId", "At", "ActorKind", "ActorId", "SessionId", "Action", "SubjectKind", "SubjectId", "Count", "Refusal", "PayloadHash", "Hash",
    ];

    /// <summary>To be run after every upgrade, as <see cref="SqliteCounts.KeepAll"/>.</summary>
    public static string KeepAll { get; } = $"""
        CREATE TRIGGER "AuditEntries_Added" BEFORE INSERT ON "AuditEntries"
            WHEN new."Id" IS NOT (SELECT COALESCE(MAX("Id"), 0) + 1 FROM "AuditEntries")
            BEGIN SELECT RAISE(ABORT, '{NotNext}'); END;
        CREATE TRIGGER "AuditEntries_Changed" BEFORE UPDATE ON "AuditEntries"
            WHEN new."Payload" IS NOT NULL OR ({Of("new")}) IS NOT ({Of("old")})
            BEGIN SELECT RAISE(ABORT, 'The audit is only ever added to.'); END;
        CREATE TRIGGER "AuditEntries_Removed" BEFORE DELETE ON "AuditEntries"
            BEGIN SELECT RAISE(ABORT, 'The audit is only ever added to.'); END;

        """;

    /// <summary>The highest number that SQLite remembers having given to an entry; 0 where it gave none.</summary>
    public static FormattableString LastGiven { get; } = FormattableStringFactory.Create(
        "SELECT COALESCE(MAX(seq), 0) AS \"Value\" FROM sqlite_sequence WHERE name = 'AuditEntries'");

    /// <summary>Has SQLite remember another.</summary>
    public static FormattableString GoOnAfter(long number) => $"UPDATE sqlite_sequence SET seq = {number} WHERE name = 'AuditEntries'";

    /// <summary>Whether an entry was refused because another process has written one meanwhile.</summary>
    public static bool IsNotNext(Exception? fault) => fault is not null
        && (fault is SqliteException { SqliteErrorCode: 19 } && fault.Message.Contains(NotNext, StringComparison.Ordinal) || IsNotNext(fault.InnerException));

    private static string Of(string row) => string.Join(", ", Staying.Select(column => $"{row}.\"{column}\""));
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Upgrade;

/// <summary>
/// Says once, at the start that turned one account of a workspace into several connections, what of the earlier version's
/// rows is doubtful and what that means for whoever runs the program.
/// </summary>
internal sealed partial class UpgradeReport(Database database, ILogger<UpgradeReport> logger) : IUpgradeStep
{
    private const string Migration = "OneKernelForSeveralSystems";

    private int? unnamedPushes;

    /// <summary>What was found; null unless this start upgraded the database.</summary>
    public UpgradeDoubts? Doubts { get; private set; }

    /// <inheritdoc />
    public async Task BeforeAsync(WorkspaceDbContext db, IReadOnlySet<string> missing, CancellationToken cancellationToken)
    {
        unnamedPushes = missing.Any(migration => migration.EndsWith($"_{Migration}", StringComparison.Ordinal))
            // Afterwards each of them has a connection like any other.
            ? await CountAsync(db, $"""SELECT COUNT(*) AS "Value" FROM "Pushes" WHERE "OrganizationId" IS NULL""", cancellationToken)
            : null;
    }

    /// <inheritdoc />
    public async Task AfterAsync(CancellationToken cancellationToken)
    {
        if (unnamedPushes is not { } unnamed)
            return;
        await using var db = database.Read(default(WorkspaceId));
        Doubts = new(
            unnamed,
            await CountAsync(db, $"""
                SELECT COUNT(*) AS "Value" FROM "Connections"
                WHERE "ReplacedAt" IS NOT NULL AND "AccountName" IS NULL AND "AccountId" NOT LIKE 'unknown%'
                """, cancellationToken),
            await CountAsync(db, $"""SELECT COUNT(*) AS "Value" FROM "RecordLinks" WHERE "IsShared" """, cancellationToken),
            await CountAsync(db, $"""
                SELECT COUNT(*) AS "Value" FROM "Pushes" AS p JOIN "Connections" AS c ON c."Id" = p."ConnectionId"
                WHERE p."State" IN (0, 1, 2) AND c."ReplacedAt" IS NOT NULL
                """, cancellationToken));
        Tell(Doubts);
        unnamedPushes = null;
    }

    private void Tell(UpgradeDoubts doubts)
    {
        if (doubts.UnnamedPushes > 0)
            Log.Unnamed(logger, doubts.UnnamedPushes);
        if (doubts.NamelessAccounts > 0)
            Log.Nameless(logger, doubts.NamelessAccounts);
        if (doubts.SharedContacts > 0)
            Log.Shared(logger, doubts.SharedContacts);
        if (doubts.StrandedPushes > 0)
            Log.Stranded(logger, doubts.StrandedPushes);
    }

    // Each statement counts the rows of every workspace, which is why it is text.
    private static Task<int> CountAsync(WorkspaceDbContext db, FormattableString sql, CancellationToken cancellationToken) =>
        db.Database.SqlQuery<int>(sql).SingleAsync(cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning,
            "{Count} pushes did not say which account they went to. They now count as pushes to the connected account; where that has a "
            + "push of the same revision already, or none is connected, they are kept under an account called 'unknown'.")]
        public static partial void Unnamed(ILogger logger, int count);

        [LoggerMessage(LogLevel.Warning,
            "{Count} accounts that were connected earlier are known by their id alone. What was pushed there is kept, but lists of "
            + "invoices do not show it until the account is connected again.")]
        public static partial void Nameless(ILogger logger, int count);

        [LoggerMessage(LogLevel.Warning,
            "{Count} customers have a contact that belongs to another customer. Their invoices go on being made out to it, until "
            + "somebody has seen which of the customers it is.")]
        public static partial void Shared(ILogger logger, int count);

        [LoggerMessage(LogLevel.Warning,
            "{Count} pushes still wait for an account that is not connected any more. They will not be sent and will be shown as "
            + "failed; push the invoices again to send them to the account that is connected now.")]
        public static partial void Stranded(ILogger logger, int count);
    }
}

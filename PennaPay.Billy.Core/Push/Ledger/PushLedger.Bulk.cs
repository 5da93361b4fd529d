using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Ledger;

/// <content>
/// Steps that thousands of pushes take at once, in a few statements. Each is part of the caller's transaction and leaves the
/// same rows as taking the step one by one.
/// </content>
public sealed partial class PushLedger
{
    /// <summary><see cref="CopyRules.Shown"/> for a document that is there and differs from the invoice.</summary>
    private static readonly FormattableString AsSeen = FormattableStringFactory.Create(
        $"CASE c.\"Condition\" {string.Concat(ConditionRules.Shown.Select(pair => $"WHEN {(int)pair.Key} THEN {(int)pair.Value} "))}ELSE {(int)CopyState.Changed} END");

    /// <summary>
    /// Queues those of the invoices that have never been pushed into the connection, are not archived and are such as it takes: for
    /// them there is but one verdict. Answers which.
    /// </summary>
    /// <param name="db">The caller's transaction.</param>
    /// <param name="invoiceIds">Which, in the order in which they go.</param>
    /// <param name="origins">Where invoices come from that it takes.</param>
    /// <param name="others">Those that it takes besides.</param>
    /// <param name="order">Where they go, and who wants it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task<IReadOnlySet<Guid>> QueueFreshAsync(
        WorkspaceDbContext db, IEnumerable<Guid> invoiceIds, IReadOnlyList<InvoiceOrigin> origins, IReadOnlyCollection<Guid> others, PushOrder order,
        CancellationToken cancellationToken)
    {
        var (workspace, at) = (db.Workspace.Value, time.GetUtcNow().UtcDateTime);
        var (connection, batch, starter) = (order.Queue.Connection, order.Batch, order.Starter);
        // A new push, and the invoice that it is of.
        var asked = Sqlite.Pairs([.. invoiceIds.Select(invoice => (Guid.CreateVersion7(), invoice))]);
        var allowed = Sqlite.Texts(origins.Select(origin => origin.ToString()));
        var besides = Sqlite.Ids(others);
        // CROSS JOIN: the asked ones come first and in their order, whatever the planner thinks.
        var queued = await db.Database.SqlQuery<Guid>(Sql.Of($"""
            INSERT INTO "Pushes" (
                "Id", "WorkspaceId", "ConnectionId", "Purpose", "InvoiceId", "Kind", "InvoiceNumber", "Revision", "ContentHash", "State", "Attempt",
                "Version", "Cause", "StartedBy", "BatchId", "QueuedAt", "DueAt", "Failures", "Gross", "ReplacementBegun", "Relinked")
            SELECT asked."First", i."WorkspaceId", {connection}, {(int)order.Purpose}, i."Id", i."Kind", i."Number", i."Revision",
                i."ContentHash", {PushState.Pending}, 0, 1, {starter.Cause}, {starter.By}, {batch}, {at}, {at}, 0, 0, FALSE, FALSE
            FROM {asked} AS asked
            CROSS JOIN "Invoices" AS i ON i."Id" = asked."Second"
            WHERE i."WorkspaceId" = {workspace} AND NOT i."IsArchived" AND (i."Origin" IN {allowed} OR i."Id" IN (SELECT "Id" FROM {besides} AS besides)) AND NOT EXISTS (
                SELECT 1 FROM "Pushes" AS p
                WHERE p."WorkspaceId" = i."WorkspaceId" AND p."InvoiceId" = i."Id" AND p."ConnectionId" = {connection} AND p."Purpose" = {(int)order.Purpose})
            ORDER BY asked."Position"
            RETURNING "InvoiceId"
            """)).ToListAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync(Sql.Of($"""
            INSERT INTO "PushHistory" (
                "WorkspaceId", "PushId", "ConnectionId", "Purpose", "InvoiceId", "InvoiceNumber", "Revision", "At", "State", "Attempt", "IsOutcome",
                "IsUnclear", "Cause", "StartedBy")
            SELECT p."WorkspaceId", p."Id", p."ConnectionId", p."Purpose", p."InvoiceId", p."InvoiceNumber", p."Revision", {at}, p."State", p."Attempt",
                FALSE, FALSE, p."Cause", p."StartedBy"
            FROM {asked} AS asked
            CROSS JOIN "Pushes" AS p ON p."Id" = asked."First"
            ORDER BY asked."Position"
            """), cancellationToken);
        await db.Database.ExecuteSqlAsync(Sql.Of($"""
            INSERT INTO "InvoiceCopies" ("InvoiceId", "ConnectionId", "WorkspaceId", "State", "Condition")
            SELECT p."InvoiceId", p."ConnectionId", p."WorkspaceId", {(int)CopyState.Waiting}, {(int)DocumentCondition.NotChecked}
            FROM {asked} AS asked
            CROSS JOIN "Pushes" AS p ON p."Id" = asked."First"
            WHERE true
            ON CONFLICT ("InvoiceId", "ConnectionId") DO UPDATE SET "State" = excluded."State"
            """), cancellationToken);
        await db.Database.ExecuteSqlAsync(Sql.Of($"""
            UPDATE "Invoices" SET "CopyState" = {(int)CopyState.Waiting}
            WHERE "Id" IN (
                SELECT p."InvoiceId" FROM {asked} AS asked CROSS JOIN "Pushes" AS p ON p."Id" = asked."First")
                AND EXISTS (SELECT 1 FROM "Connections" AS c WHERE c."Id" = {connection} AND c."IsListed")
            """), cancellationToken);
        if (queued.Count > 0)
            db.AfterCommit(() => Log.BatchQueued(logger, queued.Count, connection, batch));
        return queued.ToHashSet();
    }

    /// <summary>Takes back the pushes of a batch that have not been sent. Answers how many.</summary>
    internal async Task<int> CancelWaitingAsync(WorkspaceDbContext db, Guid batch, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var waiting = db.Set<LedgerEntry>().Where(e => e.BatchId == batch && e.State == PushState.Pending);
        // As CopyRules has it for a push that is cancelled: what was half replaced is not known to be there any more, and what was
        // there stands as it was last seen.
        await db.Database.ExecuteSqlAsync(Sql.Of($"""
            UPDATE "InvoiceCopies" AS c SET
                "State" = CASE WHEN p."ReplacementBegun" OR c."RemoteId" IS NULL THEN {(int)CopyState.NotPushed} ELSE {AsSeen} END,
                "RemoteId" = CASE WHEN NOT p."ReplacementBegun" THEN c."RemoteId" END,
                "RemoteNumber" = CASE WHEN NOT p."ReplacementBegun" THEN c."RemoteNumber" END
            FROM "Pushes" AS p
            WHERE p."WorkspaceId" = {db.Workspace.Value} AND p."BatchId" = {batch} AND p."State" = {PushState.Pending}
                AND c."InvoiceId" = p."InvoiceId" AND c."ConnectionId" = p."ConnectionId"
            """), cancellationToken);
        await db.Database.ExecuteSqlAsync($"""
            UPDATE "Invoices" SET ("CopyState", "RemoteId", "RemoteNumber") = (
                SELECT c."State", c."RemoteId", c."RemoteNumber" FROM "InvoiceCopies" AS c JOIN "Connections" AS l ON l."Id" = c."ConnectionId"
                WHERE c."InvoiceId" = "Invoices"."Id" AND l."IsListed")
            WHERE "Id" IN (
                SELECT p."InvoiceId" FROM "Pushes" AS p JOIN "Connections" AS l ON l."Id" = p."ConnectionId"
                WHERE p."WorkspaceId" = {db.Workspace.Value} AND p."BatchId" = {batch} AND p."State" = {PushState.Pending} AND l."IsListed")
            """, cancellationToken);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "PushHistory" (
                "WorkspaceId", "PushId", "ConnectionId", "Purpose", "InvoiceId", "InvoiceNumber", "Revision", "At", "State", "Attempt", "IsOutcome",
                "IsUnclear", "Cause", "StartedBy")
            SELECT "WorkspaceId", "Id", "ConnectionId", "Purpose", "InvoiceId", "InvoiceNumber", "Revision", {now.UtcDateTime}, {PushState.Cancelled},
                "Attempt", TRUE, FALSE, "Cause", "StartedBy"
            FROM "Pushes"
            WHERE "WorkspaceId" = {db.Workspace.Value} AND "BatchId" = {batch} AND "State" = {PushState.Pending}
            ORDER BY "QueuedAt", "Id"
            """, cancellationToken);
        // A batch goes into one connection.
        var connection = await waiting.Select(e => e.ConnectionId).FirstOrDefaultAsync(cancellationToken);
        var cancelled = await waiting.ExecuteUpdateAsync(set => set
            .SetProperty(e => e.State, PushState.Cancelled)
            .SetProperty(e => e.Version, e => e.Version + 1)
            .SetProperty(e => e.DueAt, (DateTimeOffset?)null)
            .SetProperty(e => e.EndedAt, now)
            .SetProperty(e => e.FailureCode, (string?)null)
            .SetProperty(e => e.FailureDetail, (string?)null)
            .SetProperty(e => e.FailureFields, (IReadOnlyList<FieldMessage>?)null), cancellationToken);
        await meter.CountAsync(db, connection, PushOutcome.Cancelled, cancellationToken, cancelled);
        db.AfterCommit(() => Log.BatchCancelled(logger, cancelled, batch));
        return cancelled;
    }
}

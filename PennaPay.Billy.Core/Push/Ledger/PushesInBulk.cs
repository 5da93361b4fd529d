using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Ledger;

/// <summary>
/// Steps of the ledger that thousands of pushes take at once, in a few statements. Each is part of the caller's
/// transaction and leaves the same rows as taking the step one by one.
/// </summary>
internal static class PushesInBulk
{
    /// <summary>
    /// Queues those of the invoices that have never been pushed: for them <see cref="QueueRules"/> has but one answer.
    /// Answers which.
    /// </summary>
    public static async Task<IReadOnlySet<Guid>> QueueFreshAsync(
        WorkspaceDbContext db, IEnumerable<Guid> invoiceIds, string organization, PushStarter starter, Guid batch, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var asked = JsonSerializer.Serialize(invoiceIds.Select(invoice => new[] { Stored(Guid.CreateVersion7()), Stored(invoice) }));
        var (workspace, at) = (db.Workspace.Value, now.UtcDateTime);
        // CROSS JOIN: the asked ones come first and in their order, whatever the planner thinks.
        var queued = await db.Database.SqlQuery<Guid>($"""
            INSERT INTO "Pushes" (
                "Id", "WorkspaceId", "InvoiceId", "InvoiceNumber", "Revision", "ContentHash", "State", "Attempt", "Version", "Cause",
                "StartedBy", "BatchId", "QueuedAt", "DueAt", "Failures", "Gross", "ReplacementBegun", "Relinked", "Standing", "OrganizationId")
            SELECT json_extract(asked.value, '$[0]'), i."WorkspaceId", i."Id", i."Number", i."Revision", i."ContentHash", {PushState.Pending}, 0, 1, {starter.Cause},
                {starter.By}, {batch}, {at}, {at}, 0, 0, 0, 0, {DraftCondition.NotChecked}, {organization}
            FROM json_each({asked}) AS asked
            CROSS JOIN "Invoices" AS i ON i."Id" = json_extract(asked.value, '$[1]')
            WHERE i."WorkspaceId" = {workspace} AND NOT EXISTS (
                SELECT 1 FROM "Pushes" AS p WHERE p."WorkspaceId" = i."WorkspaceId" AND p."InvoiceId" = i."Id")
            ORDER BY asked.key
            RETURNING "InvoiceId"
            """).ToListAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "PushHistory" (
                "WorkspaceId", "PushId", "InvoiceId", "InvoiceNumber", "Revision", "At", "State", "Attempt", "IsOutcome", "IsUnclear",
                "Cause", "StartedBy")
            SELECT p."WorkspaceId", p."Id", p."InvoiceId", p."InvoiceNumber", p."Revision", {at}, p."State", p."Attempt", 0, 0,
                p."Cause", p."StartedBy"
            FROM json_each({asked}) AS asked
            CROSS JOIN "Pushes" AS p ON p."Id" = json_extract(asked.value, '$[0]')
            ORDER BY asked.key
            """, cancellationToken);
        await db.Database.ExecuteSqlAsync($"""
            UPDATE "Invoices" SET "CopyState" = {CopyState.Waiting}
            WHERE "Id" IN (
                SELECT p."InvoiceId" FROM json_each({asked}) AS asked CROSS JOIN "Pushes" AS p ON p."Id" = json_extract(asked.value, '$[0]'))
            """, cancellationToken);
        return queued.ToHashSet();
    }

    /// <summary>Takes back the pushes of a batch that have not been sent. Answers how many.</summary>
    public static async Task<int> CancelWaitingAsync(WorkspaceDbContext db, Guid batch, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var waiting = db.Set<LedgerEntry>().Where(e => e.BatchId == batch && e.State == PushState.Pending);
        // What the invoice shows afterwards: see PushLedger.ShowOnInvoiceAsync.
        await db.Set<Invoice>()
            .Where(i => i.RemoteId != null && waiting.Where(e => !e.ReplacementBegun).Select(e => e.InvoiceId).Contains(i.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.CopyState, CopyState.Changed), cancellationToken);
        await db.Set<Invoice>()
            .Where(i => i.RemoteId == null && waiting.Select(e => e.InvoiceId).Contains(i.Id)
                || waiting.Where(e => e.ReplacementBegun).Select(e => e.InvoiceId).Contains(i.Id))
            .ExecuteUpdateAsync(set => set
                .SetProperty(i => i.CopyState, CopyState.NotPushed)
                .SetProperty(i => i.RemoteId, (string?)null), cancellationToken);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "PushHistory" (
                "WorkspaceId", "PushId", "InvoiceId", "InvoiceNumber", "Revision", "At", "State", "Attempt", "IsOutcome", "IsUnclear",
                "Cause", "StartedBy")
            SELECT "WorkspaceId", "Id", "InvoiceId", "InvoiceNumber", "Revision", {now.UtcDateTime}, {PushState.Cancelled}, "Attempt", 1, 0,
                "Cause", "StartedBy"
            FROM "Pushes"
            WHERE "WorkspaceId" = {db.Workspace.Value} AND "BatchId" = {batch} AND "State" = {PushState.Pending}
            ORDER BY rowid
            """, cancellationToken);
        return await waiting.ExecuteUpdateAsync(set => set
            .SetProperty(e => e.State, PushState.Cancelled)
            .SetProperty(e => e.Version, e => e.Version + 1)
            .SetProperty(e => e.DueAt, (DateTimeOffset?)null)
            .SetProperty(e => e.EndedAt, now)
            .SetProperty(e => e.FailureCode, (string?)null)
            .SetProperty(e => e.FailureDetail, (string?)null)
            .SetProperty(e => e.FailureFields, (IReadOnlyList<FieldMessage>?)null), cancellationToken);
    }

    /// <summary>An id as the database has it: text in capitals.</summary>
    private static string Stored(Guid id) => id.ToString().ToUpperInvariant();
}

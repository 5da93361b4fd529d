using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Ledger;

/// <content>What lists show of an invoice in a connection, and the news of it.</content>
public sealed partial class PushLedger : IConnectionHandler
{
    // Compiled once, because every push asks it.
    private readonly Func<WorkspaceDbContext, Guid, Guid, CancellationToken, Task<PushedInvoice?>> pushed = EF.CompileAsyncQuery(
        (WorkspaceDbContext db, Guid id, Guid connection, CancellationToken cancellationToken) => (
            // A join, for the first of a subquery is looked for among all rows.
            from i in db.Set<Invoice>()
            where i.Id == id
            from c in db.Set<InvoiceCopy>().Where(c => c.InvoiceId == i.Id && c.ConnectionId == connection).DefaultIfEmpty()
            select new PushedInvoice(i.ContentHash, c)).FirstOrDefault());

    /// <summary>The push that left the document which the connection that lists are about has of an invoice; null when it has none.</summary>
    internal async Task<LedgerEntry?> OwnerOfListedAsync(Access.WorkspaceId workspace, Guid invoiceId, CancellationToken cancellationToken)
    {
        var copy = await ListedCopyAsync(workspace, invoiceId, cancellationToken);
        return copy is null ? null : await OwnerOfDocumentAsync(new(workspace, copy.ConnectionId), copy.RemoteId!, cancellationToken);
    }

    /// <summary>The push that left the document which a connection has of an invoice; null when it has none.</summary>
    internal async Task<LedgerEntry?> OwnerOfAsync(QueueId queue, Guid invoiceId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(queue.Workspace);
        var id = await db.Set<InvoiceCopy>().Where(copy => copy.InvoiceId == invoiceId && copy.ConnectionId == queue.Connection).Select(copy => copy.RemoteId).FirstOrDefaultAsync(cancellationToken);
        return id is null ? null : await OwnerOfDocumentAsync(queue, id, cancellationToken);
    }

    /// <summary>What the connection that lists are about has of an invoice; null when it has nothing.</summary>
    internal async Task<InvoiceCopy?> ListedCopyAsync(Access.WorkspaceId workspace, Guid invoiceId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await (
            from known in db.Set<InvoiceCopy>().AsNoTracking()
            join connection in db.Set<Connection>() on known.ConnectionId equals connection.Id
            where known.InvoiceId == invoiceId && connection.IsListed && known.RemoteId != null
            select known).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>What the connection has of an invoice as far as the ledger knows; null when it has nothing.</summary>
    internal async Task<string?> InPlaceAsync(QueueId queue, Guid invoiceId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(queue.Workspace);
        var pushes = await db.Set<LedgerEntry>()
            .Where(e => e.InvoiceId == invoiceId && e.ConnectionId == queue.Connection && e.Purpose == PushPurpose.Document)
            .ToListAsync(cancellationToken);
        return DocumentTraces.Of(pushes).InPlace?.RemoteId;
    }

    /// <summary>Content that is in a system changed here: no copy of it is as it stands here any more. Part of the caller's transaction.</summary>
    internal static async Task ReviseAsync(WorkspaceDbContext db, Invoice invoice, CancellationToken cancellationToken)
    {
        await db.Set<InvoiceCopy>().Where(c => c.InvoiceId == invoice.Id && c.State == CopyState.Present)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.State, CopyState.Changed), cancellationToken);
        if (invoice.CopyState == CopyState.Present)
            invoice.CopyState = CopyState.Changed;
    }

    /// <inheritdoc />
    public Task ListedAsync(WorkspaceDbContext db, Connection connection, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"""
            UPDATE "Invoices" SET
                "CopyState" = COALESCE((SELECT c."State" FROM "InvoiceCopies" AS c WHERE c."InvoiceId" = "Invoices"."Id" AND c."ConnectionId" = {connection.Id}), {(int)CopyState.NotPushed}),
                ("RemoteId", "RemoteNumber") = (
                    SELECT c."RemoteId", c."RemoteNumber" FROM "InvoiceCopies" AS c WHERE c."InvoiceId" = "Invoices"."Id" AND c."ConnectionId" = {connection.Id})
            WHERE "WorkspaceId" = {db.Workspace.Value} AND ("CopyState" <> {(int)CopyState.NotPushed} OR "Id" IN (
                SELECT c."InvoiceId" FROM "InvoiceCopies" AS c WHERE c."ConnectionId" = {connection.Id}))
            """, cancellationToken);

    /// <summary>Brings the invoice's copy up to date, and tells open pages once that is committed.</summary>
    private async Task ShowAsync(WorkspaceDbContext db, LedgerEntry entry, Uri? link, CancellationToken cancellationToken)
    {
        if (entry.Purpose == PushPurpose.Transmission)
        {
            await DeliverAsync(db, entry, cancellationToken);
            Announce(db, entry, default, isListed: false, link);
            return;
        }

        // A deleted invoice shows nothing.
        if (await pushed(db, entry.InvoiceId, entry.ConnectionId, cancellationToken) is not { } invoice)
            return;
        var look = CopyRules.After(entry, invoice.ContentHash == entry.ContentHash, invoice.Look);
        var isListed = await ShowAsync(db, entry.InvoiceId, entry.ConnectionId, look, cancellationToken);
        Announce(db, entry, look, isListed, link);
    }

    /// <summary>Writes one copy; answers whether lists show it.</summary>
    /// <param name="db">The caller's transaction.</param>
    /// <param name="invoice">Which invoice.</param>
    /// <param name="connection">Where.</param>
    /// <param name="look">How it stands there, and what the connection has of it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    private async Task<bool> ShowAsync(
        WorkspaceDbContext db, Guid invoice, Guid connection, CopyLook look, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        // As text, and sent as one: building statements for every step of a push costs more than running them. The copy is always
        // a row written; the invoice is the second.
        return await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "InvoiceCopies" ("InvoiceId", "ConnectionId", "WorkspaceId", "State", "RemoteId", "Condition", "RemoteNumber", "SeenAt")
            VALUES ({invoice}, {connection}, {db.Workspace.Value}, {(int)look.State}, {look.RemoteId}, {(int)look.Condition}, {look.Number}, {now})
            ON CONFLICT ("InvoiceId", "ConnectionId") DO UPDATE SET
                "State" = excluded."State", "RemoteId" = excluded."RemoteId", "Condition" = excluded."Condition",
                "RemoteNumber" = excluded."RemoteNumber", "SeenAt" = excluded."SeenAt";
            UPDATE "Invoices" SET "CopyState" = {(int)look.State}, "RemoteId" = {look.RemoteId}, "RemoteNumber" = {look.Number}
            WHERE "WorkspaceId" = {db.Workspace.Value} AND "Id" = {invoice}
                AND EXISTS (SELECT 1 FROM "Connections" AS c WHERE c."Id" = {connection} AND c."IsListed")
            """, cancellationToken) > 1;
    }

    /// <summary>Shows an invoice as waiting, and what the connection has of it as before; answers whether lists show it.</summary>
    private static async Task<bool> ShowWaitingAsync(WorkspaceDbContext db, Guid invoice, Guid connection, CancellationToken cancellationToken) =>
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "InvoiceCopies" ("InvoiceId", "ConnectionId", "WorkspaceId", "State", "Condition")
            VALUES ({invoice}, {connection}, {db.Workspace.Value}, {(int)CopyState.Waiting}, {(int)DocumentCondition.NotChecked})
            ON CONFLICT ("InvoiceId", "ConnectionId") DO UPDATE SET "State" = excluded."State";
            UPDATE "Invoices" SET "CopyState" = {(int)CopyState.Waiting}
            WHERE "WorkspaceId" = {db.Workspace.Value} AND "Id" = {invoice}
                AND EXISTS (SELECT 1 FROM "Connections" AS c WHERE c."Id" = {connection} AND c."IsListed")
            """, cancellationToken) > 1;

    private void Announce(WorkspaceDbContext db, LedgerEntry entry, CopyLook look, bool isListed, Uri? link, bool isLook = false)
    {
        var happened = new PushEvent(
            db.Workspace, entry.Id, entry.ConnectionId, entry.InvoiceId, entry.InvoiceNumber, entry.State, look.State, entry.Failure,
            entry.RemoteId, link, entry.BatchId, time.GetUtcNow())
        {
            Purpose = entry.Purpose, IsListed = isListed, Cause = entry.Cause, RemoteNumber = look.Number, IsLook = isLook,
            IsUndone = entry is { State: PushState.Cancelled, WasGivenUp: false, RemoteId: not null },
        };
        db.AfterCommit(() => feed.Publish(happened));
    }

    private sealed record PushedInvoice(string ContentHash, InvoiceCopy? Copy)
    {
        public CopyLook Look => Copy?.Look ?? default;
    }
}

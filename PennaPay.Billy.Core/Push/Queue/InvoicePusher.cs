using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy.Drafts;

namespace PennaPay.Billy.Core.Push.Queue;

/// <summary>What became of a selection.</summary>
/// <param name="BatchId">What the pushes have in common; <see cref="PushEvent.BatchId"/>.</param>
/// <param name="Queued">How many are on their way.</param>
/// <param name="AlreadyPresent">How many Billy has already.</param>
/// <param name="AlreadyWaiting">How many were under way before.</param>
/// <param name="Refused">How many cannot be pushed as things are.</param>
/// <param name="Failure">Why the whole selection was refused, or the first refusal.</param>
public sealed record BulkQueueResult(Guid BatchId, int Queued, int AlreadyPresent, int AlreadyWaiting, int Refused, Failure? Failure);

/// <summary>Puts invoices into the queue. What happens then happens without the page that asked.</summary>
public sealed class InvoicePusher(
    Database database, InvoiceList invoices, Connector connector, PushLedger ledger, PushFeed feed, BatchFeed batches, PushBell bell, TimeProvider time)
{
    // Each transaction keeps other writers waiting for a fraction of a second.
    private const int FreshPerTransaction = 5000;
    private const int JudgedPerTransaction = 500;

    /// <summary>Queues one invoice, in one transaction with its history entry, and calls a worker.</summary>
    public async Task<QueueResult> QueueAsync(
        WorkspaceId workspace, Guid invoiceId, PushStarter starter, CancellationToken cancellationToken)
    {
        if (await connector.OpenAsync(workspace, cancellationToken) is not BillyAccessResult.Opened opened)
            return new QueueResult.Refused(await RefusalAsync(workspace, cancellationToken));

        var queued = await database.WriteAsync(
            workspace, (db, ct) => QueueAsync(db, [invoiceId], opened.Connection, starter, null, ct), cancellationToken);
        CrashPoint.Reach("queue.after-commit");
        Announce(workspace, queued);
        return queued is [var only] ? only.Result : new QueueResult.Refused(new Failure(FailureCodes.InvoiceInvalid));
    }

    /// <summary>Queues a selection. Each invoice is judged by itself; those that can go, go.</summary>
    public async Task<BulkQueueResult> QueueManyAsync(
        WorkspaceId workspace, IReadOnlyCollection<Guid> invoiceIds, PushStarter starter, CancellationToken cancellationToken)
    {
        var batch = Guid.CreateVersion7();
        if (await connector.OpenAsync(workspace, cancellationToken) is not BillyAccessResult.Opened opened)
            return new BulkQueueResult(batch, 0, 0, 0, invoiceIds.Count, await RefusalAsync(workspace, cancellationToken));

        var (fresh, known) = await QueueFreshAsync(workspace, invoiceIds, opened.Connection, starter, batch, cancellationToken);
        List<QueueResult> results = [];
        foreach (var chunk in known.Chunk(JudgedPerTransaction))
        {
            results.AddRange(await database.WriteAsync(
                workspace,
                async (db, ct) => (await QueueAsync(db, chunk, opened.Connection, starter, batch, ct)).ConvertAll(a => a.Result),
                cancellationToken));
        }

        var queued = fresh + results.Count(r => r is QueueResult.Queued);
        if (queued > 0)
        {
            batches.Publish(new(workspace, batch, time.GetUtcNow()));
            bell.Ring(workspace);
        }

        return new BulkQueueResult(
            batch,
            queued,
            results.Count(r => r is QueueResult.AlreadyPresent),
            results.Count(r => r is QueueResult.AlreadyWaiting),
            results.Count(r => r is QueueResult.Refused),
            results.OfType<QueueResult.Refused>().FirstOrDefault()?.Failure);
    }

    /// <summary>Queues everything that a filter finds, on all its pages, as one batch.</summary>
    public async Task<BulkQueueResult> QueueMatchingAsync(
        WorkspaceId workspace, InvoiceQuery filter, PushStarter starter, CancellationToken cancellationToken) =>
        await QueueManyAsync(workspace, await invoices.IdsAsync(workspace, filter, int.MaxValue, cancellationToken), starter, cancellationToken);

    /// <summary>Queues everything that was sent and is not in Billy, oldest first, as one batch.</summary>
    /// <param name="workspace">Whose.</param>
    /// <param name="from">The first issue date; null for all.</param>
    /// <param name="starter">Who wants it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<BulkQueueResult> QueueSentAsync(
        WorkspaceId workspace, DateOnly? from, PushStarter starter, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var sent = await SentOnly(db, from).OrderBy(i => i.IssueDate).ThenBy(i => i.Id).Select(i => i.Id).ToListAsync(cancellationToken);
        return await QueueManyAsync(workspace, sent, starter, cancellationToken);
    }

    /// <summary>How many invoices <see cref="QueueSentAsync"/> would queue.</summary>
    public async Task<int> CountSentAsync(WorkspaceId workspace, DateOnly? from, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await SentOnly(db, from).CountAsync(cancellationToken);
    }

    /// <summary>Queues an invoice as part of the caller's transaction. A worker waits for the commit.</summary>
    internal async Task QueueWithinAsync(
        WorkspaceDbContext db, Invoice invoice, Connection connection, PushStarter starter, CancellationToken cancellationToken)
    {
        var pushes = await db.Set<LedgerEntry>().Where(e => e.InvoiceId == invoice.Id).ToListAsync(cancellationToken);
        switch (Apply(db, invoice, pushes, connection, starter, null))
        {
            case { Entry: not null }:
                invoice.CopyState = CopyState.Waiting;
                bell.Ring(db.Workspace);
                break;
            case { Result: QueueResult.AlreadyPresent present }:
                (invoice.CopyState, invoice.RemoteId) = (CopyState.Present, present.RemoteId);
                break;
        }
    }

    private static IQueryable<Invoice> SentOnly(WorkspaceDbContext db, DateOnly? from) => db.Set<Invoice>().Where(i =>
        (i.CopyState == CopyState.NotPushed || i.CopyState == CopyState.Failed) && i.Status == InvoiceStatus.Sent
        && i.RemoteId == null && (from == null || i.IssueDate >= from));

    private async Task<(int Fresh, List<Guid> Known)> QueueFreshAsync(
        WorkspaceId workspace, IEnumerable<Guid> invoiceIds, Connection connection, PushStarter starter, Guid batch, CancellationToken cancellationToken)
    {
        var fresh = 0;
        List<Guid> known = [];
        foreach (var chunk in invoiceIds.Distinct().Chunk(FreshPerTransaction))
        {
            var queued = await database.WriteAsync(
                workspace, (db, ct) => PushesInBulk.QueueFreshAsync(db, chunk, connection.OrganizationId!, starter, batch, time.GetUtcNow(), ct), cancellationToken);
            fresh += queued.Count;
            known.AddRange(chunk.Where(invoice => !queued.Contains(invoice)));
        }

        return (fresh, known);
    }

    private async Task<List<Asked>> QueueAsync(
        WorkspaceDbContext db,
        IReadOnlyCollection<Guid> invoiceIds,
        Connection connection,
        PushStarter starter,
        Guid? batch,
        CancellationToken cancellationToken)
    {
        // No tracking: the invoices' only change here is their state, and that is one statement for all of them.
        var invoices = await db.Set<Invoice>().AsNoTracking()
            .Where(i => invoiceIds.Contains(i.Id)).ToListAsync(cancellationToken);
        var pushes = (await db.Set<LedgerEntry>().Where(e => invoiceIds.Contains(e.InvoiceId)).ToListAsync(cancellationToken))
            .ToLookup(e => e.InvoiceId);
        var asked = invoices.ConvertAll(i => Apply(db, i, [.. pushes[i.Id]], connection, starter, batch));
        var waiting = asked.Where(a => a.Entry is not null).Select(a => a.Invoice.Id).ToList();
        await db.Set<Invoice>().Where(i => waiting.Contains(i.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.CopyState, CopyState.Waiting), cancellationToken);
        // What was edited back, or is in an organisation that was connected before, may show something else.
        foreach (var (invoice, draft) in asked.Select(a => (a.Invoice, (a.Result as QueueResult.AlreadyPresent)?.RemoteId)))
        {
            if (draft is not null && (invoice.CopyState, invoice.RemoteId) != (CopyState.Present, draft))
            {
                await db.Set<Invoice>().Where(i => i.Id == invoice.Id).ExecuteUpdateAsync(
                    set => set.SetProperty(i => i.CopyState, CopyState.Present).SetProperty(i => i.RemoteId, draft), cancellationToken);
            }
        }

        CrashPoint.Reach("queue.before-commit");
        return asked;
    }

    private Asked Apply(
        WorkspaceDbContext db, Invoice invoice, IReadOnlyCollection<LedgerEntry> pushes, Connection connection, PushStarter starter, Guid? batch)
    {
        switch (QueueRules.Decide(invoice, pushes, connection.OrganizationId!))
        {
            case QueueVerdict.Waiting waiting:
                return new(invoice, null, new QueueResult.AlreadyWaiting(waiting.Push.Id));
            case QueueVerdict.Doubtful doubtful:
                return new(invoice, null, new QueueResult.Refused(doubtful.Failure));
            case QueueVerdict.Present { Push.RemoteId: { } id }:
                return new(invoice, null, new QueueResult.AlreadyPresent(id, BillyPages.Invoice(connection, id)));
            case QueueVerdict.SettleFirst look:
                // Whatever the invoice says today: its own draft is what Billy is asked for.
                Open(db, look.GivenUp, PushState.Unknown, starter, batch);
                return new(invoice, look.GivenUp, new QueueResult.Queued(look.GivenUp.Id, ReplacesDraft: false));
            case QueueVerdict.Go go:
                var entry = go.SameRevision ?? NewEntry(db, invoice);
                Prepare(entry, invoice, connection, go);
                Open(db, entry, PushState.Pending, starter, batch);
                return new(invoice, entry, new QueueResult.Queued(entry.Id, go.Replaces is not null));
            default:
                throw new InvalidOperationException("A push in Billy has an id.");
        }
    }

    private static LedgerEntry NewEntry(WorkspaceDbContext db, Invoice invoice)
    {
        var entry = new LedgerEntry
        {
            Id = Guid.CreateVersion7(),
            InvoiceId = invoice.Id,
            Revision = invoice.Revision,
            InvoiceNumber = invoice.Number,
            ContentHash = invoice.ContentHash,
            StartedBy = "",
        };
        db.Add(entry);
        return entry;
    }

    private static void Prepare(LedgerEntry entry, Invoice invoice, Connection connection, QueueVerdict.Go go)
    {
        (entry.OrganizationId, entry.ContentHash, entry.InvoiceNumber) = (connection.OrganizationId, invoice.ContentHash, invoice.Number);
        // An attempt that broke off half way through a replacement goes on with it.
        if (go.Replaces is not null || !entry.ReplacementBegun)
            (entry.ReplacesRemoteId, entry.ReplacementBegun) = (go.Replaces, go.IsReplacementBegun);
    }

    private void Open(WorkspaceDbContext db, LedgerEntry entry, PushState state, PushStarter starter, Guid? batch)
    {
        var now = time.GetUtcNow();
        entry.Version++;
        (entry.State, entry.QueuedAt, entry.DueAt, entry.EndedAt) = (state, now, now, null);
        (entry.Cause, entry.StartedBy, entry.BatchId) = (starter.Cause, starter.By, batch);
        (entry.Failures, entry.TroubleSince, entry.Failure, entry.FirstMissAt) = (0, null, null, null);
        (entry.Relinked, entry.RemoteId, entry.DraftFingerprint) = (false, null, null);
        ledger.AddHistory(db, entry, isOutcome: false);
    }

    private void Announce(WorkspaceId workspace, List<Asked> asked)
    {
        foreach (var entry in asked.Select(a => a.Entry).OfType<LedgerEntry>())
            feed.Publish(ledger.Describe(entry, CopyState.Waiting, null));
        if (asked.Exists(a => a.Entry is not null))
            bell.Ring(workspace);
    }

    private async Task<Failure> RefusalAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        await connector.OpenAsync(workspace, cancellationToken) is BillyAccessResult.Refused refused
            ? refused.Failure
            : new Failure(FailureCodes.NotConnected);

    private sealed record Asked(Invoice Invoice, LedgerEntry? Entry, QueueResult Result);
}

using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Queue;

/// <summary>
/// Puts invoices into the queue of a connection: the one that lists are about, unless another is named. What happens then
/// happens without the page that asked.
/// </summary>
public sealed class InvoicePusher(
    Database database, InvoiceList invoices, ConnectionOpener opener, PushTargets targets, TakenInvoices taken, PushLedger ledger, BatchFeed batches, PushBell bell, TimeProvider time)
{
    // Each transaction keeps other writers waiting for a fraction of a second.
    private const int FreshPerTransaction = 5000;
    private const int JudgedPerTransaction = 500;

    /// <summary>Queues one invoice, in one transaction with its history entry, and calls a worker.</summary>
    /// <param name="actor">Who wants it.</param>
    /// <param name="invoiceId">Which.</param>
    /// <param name="cause">Why.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="connection">Where it goes; null for the connection that lists are about.</param>
    public async Task<QueueResult> PushAsync(
        Actor actor, Guid invoiceId, PushCause cause, CancellationToken cancellationToken, Guid? connection = null)
    {
        actor.Demand(Permission.Push);
        var (opened, refusal) = await OpenAsync(actor.Workspace, connection, cancellationToken);
        if (opened is null)
            return new QueueResult.Refused(refusal!);

        var order = OrderFor(opened.Connection, new(cause, actor.Name), null);
        var results = await database.WriteAsync(actor, Permission.Push, async (db, ct) =>
        {
            var judged = (await JudgeAsync(db, [invoiceId], opened.Connection, order, ct)).ConvertAll(one => one.Result);
            if (judged is [QueueResult.Queued])
                db.Audit("invoice.pushed", nameof(Invoice), invoiceId);
            return judged;
        }, cancellationToken);
        CrashPoint.Reach("queue.after-commit");
        return results is [var only] ? only : new QueueResult.Refused(new Failure(FailureCodes.InvoiceInvalid));
    }

    /// <summary>Queues a selection. Each invoice is judged by itself; those that can go, go.</summary>
    public async Task<BulkQueueResult> PushManyAsync(
        Actor actor, IReadOnlyCollection<Guid> invoiceIds, PushCause cause, CancellationToken cancellationToken, Guid? connection = null)
    {
        actor.Demand(Permission.Push);
        var batch = Guid.CreateVersion7();
        var (opened, refusal) = await OpenAsync(actor.Workspace, connection, cancellationToken);
        if (opened is null)
            return new BulkQueueResult(batch, 0, 0, 0, invoiceIds.Count, refusal);

        var order = OrderFor(opened.Connection, new(cause, actor.Name), batch);
        var (fresh, known) = await QueueFreshAsync(actor, invoiceIds, opened.Connection, order, cancellationToken);
        List<QueueResult> results = [];
        foreach (var chunk in known.Chunk(JudgedPerTransaction))
        {
            results.AddRange(await database.WriteAsync(actor, Permission.Push, async (db, ct) =>
            {
                var judged = (await JudgeAsync(db, chunk, opened.Connection, order, ct)).ConvertAll(one => one.Result);
                if (judged.Count(result => result is QueueResult.Queued) is > 0 and var queued)
                    db.Audit("invoices.pushed", nameof(Invoice), null, queued);
                return judged;
            }, cancellationToken));
        }

        var queued = fresh + results.Count(r => r is QueueResult.Queued);
        if (queued > 0)
            batches.Publish(new(actor.Workspace, batch, time.GetUtcNow()));
        return new BulkQueueResult(
            batch,
            queued,
            results.Count(r => r is QueueResult.AlreadyPresent),
            results.Count(r => r is QueueResult.AlreadyWaiting),
            results.Count(r => r is QueueResult.Refused),
            results.OfType<QueueResult.Refused>().FirstOrDefault()?.Failure);
    }

    /// <summary>Queues everything that a filter finds, on all its pages, as one batch.</summary>
    public async Task<BulkQueueResult> PushMatchingAsync(
        Actor actor, InvoiceQuery filter, PushCause cause, CancellationToken cancellationToken) =>
        await PushManyAsync(actor, await invoices.IdsAsync(actor.Workspace, filter, int.MaxValue, cancellationToken), cause, cancellationToken);

    /// <summary>
    /// Queues everything that was sent, may go there and is not there, oldest first, as one batch.
    /// </summary>
    /// <param name="actor">Who wants it.</param>
    /// <param name="from">The first issue date; null for all.</param>
    /// <param name="cause">Why.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<BulkQueueResult> PushSentAsync(
        Actor actor, DateOnly? from, PushCause cause, CancellationToken cancellationToken)
    {
        return await PushManyAsync(actor, await SentIdsAsync(actor.Workspace, from, cancellationToken), cause, cancellationToken);
    }

    /// <summary>What <see cref="PushSentAsync"/> would queue, oldest first.</summary>
    public async Task<IReadOnlyList<Guid>> SentIdsAsync(WorkspaceId workspace, DateOnly? from, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await ListedAsync(db, cancellationToken) is not { } connection ? []
            : await SentOnly(taken.Of(db, connection), from).OrderBy(i => i.IssueDate).ThenBy(i => i.Id).Select(i => i.Id).ToListAsync(cancellationToken);
    }

    /// <summary>How many invoices <see cref="PushSentAsync"/> would queue.</summary>
    public async Task<int> CountSentAsync(WorkspaceId workspace, DateOnly? from, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        if (await ListedAsync(db, cancellationToken) is not { } connection)
            return 0;
        if (from is not null)
            return await SentOnly(taken.Of(db, connection), from).CountAsync(cancellationToken);
        var origins = targets.Of(connection.System).Traits.Origins;
        return await db.Set<InvoiceCount>()
                .Where(c => (c.CopyState == CopyState.NotPushed || c.CopyState == CopyState.Failed) && c.Status == InvoiceStatus.Sent
                    && !c.HasCopy && !c.IsArchived && origins.Contains(c.Origin))
                .SumAsync(c => c.Count, cancellationToken)
            // Which of these may go on is no matter of where they come from alone.
            + await SentOnly(taken.SourcedOf(db, connection), null).CountAsync(cancellationToken);
    }

    /// <summary>Queues an invoice as part of the caller's transaction; a worker is called once that is committed.</summary>
    internal async Task PushWithinAsync(
        WorkspaceDbContext db, Invoice invoice, Connection connection, PushStarter starter, CancellationToken cancellationToken)
    {
        var order = OrderFor(connection, starter, null);
        var pushes = await PushLedger.OfInvoicesAsync(db, [invoice.Id], connection.Id, order.Purpose, cancellationToken);
        var refusals = await taken.RefusalsAsync(db, connection, [(invoice.Id, invoice.Origin)], cancellationToken);
        var (opened, result) = Judge(db, invoice, [.. pushes[invoice.Id]], connection, order, refusals.GetValueOrDefault(invoice.Id));
        switch (result)
        {
            case QueueResult.Queued when opened is not null:
                await PushLedger.ShowTrackedAsync(db, invoice, connection.Id, connection.IsListed, CopyState.Waiting, null, cancellationToken);
                break;
            case QueueResult.AlreadyPresent present:
                await PushLedger.ShowTrackedAsync(db, invoice, connection.Id, connection.IsListed, CopyState.Present, present.RemoteId, cancellationToken);
                break;
        }
    }

    /// <summary>Queues some invoices as part of the caller's transaction; a worker is called once that is committed.</summary>
    /// <param name="db">The caller's transaction.</param>
    /// <param name="invoiceIds">Which.</param>
    /// <param name="connection">Where they go.</param>
    /// <param name="starter">Who started it, and why.</param>
    /// <param name="batch">What they can be taken back by together, as long as they wait.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Why those are not queued that are not, by their ids.</returns>
    internal async Task<IReadOnlyDictionary<Guid, Failure>> PushManyWithinAsync(
        WorkspaceDbContext db, IReadOnlyCollection<Guid> invoiceIds, Connection connection, PushStarter starter, Guid batch, CancellationToken cancellationToken)
    {
        var order = OrderFor(connection, starter, batch);
        var fresh = await QueueFreshAsync(db, invoiceIds, connection, order, cancellationToken);
        List<Guid> known = [.. invoiceIds.Where(invoice => !fresh.Contains(invoice))];
        var judged = known.Count == 0 ? [] : await JudgeAsync(db, known, connection, order, cancellationToken);
        if (fresh.Count + judged.Count(one => one.Result is QueueResult.Queued) is > 0 and var queued)
        {
            db.Audit("invoices.pushed", nameof(Invoice), null, queued);
            db.AfterCommit(() => bell.Ring(order.Queue));
        }

        var refused = judged.Where(one => one.Result is not QueueResult.Queued)
            .ToDictionary(one => one.Invoice, one => (one.Result as QueueResult.Refused)?.Failure ?? new Failure(FailureCodes.RecordChanged));
        // Gone meanwhile.
        foreach (var missing in known.Except(judged.Select(one => one.Invoice)))
            refused[missing] = new Failure(FailureCodes.RecordNotFound);
        return refused;
    }

    private static IQueryable<Invoice> SentOnly(IQueryable<Invoice> invoices, DateOnly? from) => invoices.Where(i =>
        (i.CopyState == CopyState.NotPushed || i.CopyState == CopyState.Failed) && i.Status == InvoiceStatus.Sent
        && i.RemoteId == null && !i.IsArchived && (from == null || i.IssueDate >= from));

    private static Task<Connection?> ListedAsync(WorkspaceDbContext db, CancellationToken cancellationToken) =>
        db.Set<Connection>().AsNoTracking().FirstOrDefaultAsync(c => c.IsListed, cancellationToken);

    private async Task<Opening> OpenAsync(WorkspaceId workspace, Guid? connection, CancellationToken cancellationToken) => connection is { } id
        ? await opener.OpenAsync(workspace, id, cancellationToken)
        : await opener.OpenListedAsync(workspace, cancellationToken);

    private async Task<IReadOnlySet<Guid>> QueueFreshAsync(
        WorkspaceDbContext db, IReadOnlyCollection<Guid> invoiceIds, Connection connection, PushOrder order, CancellationToken cancellationToken) =>
        await ledger.QueueFreshAsync(
            db, invoiceIds, targets.Of(connection.System).Traits.Origins, await taken.SourcedAmongAsync(db, connection, invoiceIds, cancellationToken), order, cancellationToken);

    private async Task<(int Fresh, List<Guid> Known)> QueueFreshAsync(
        Actor actor, IEnumerable<Guid> invoiceIds, Connection connection, PushOrder order, CancellationToken cancellationToken)
    {
        var fresh = 0;
        List<Guid> known = [];
        foreach (var chunk in invoiceIds.Distinct().Chunk(FreshPerTransaction))
        {
            var queued = await database.WriteAsync(actor, Permission.Push, async (db, ct) =>
            {
                var done = await QueueFreshAsync(db, chunk, connection, order, ct);
                if (done.Count > 0)
                {
                    db.Audit("invoices.pushed", nameof(Invoice), null, done.Count);
                    db.AfterCommit(() => bell.Ring(order.Queue));
                }

                return done;
            }, cancellationToken);
            fresh += queued.Count;
            known.AddRange(chunk.Where(invoice => !queued.Contains(invoice)));
        }

        return (fresh, known);
    }

    private async Task<List<(Guid Invoice, QueueResult Result)>> JudgeAsync(
        WorkspaceDbContext db, IReadOnlyCollection<Guid> invoiceIds, Connection connection, PushOrder order, CancellationToken cancellationToken)
    {
        // No tracking: the invoices' only change here is what lists show, and that is one statement for all of them.
        var found = await db.Set<Invoice>().AsNoTracking()
            .Where(i => invoiceIds.Contains(i.Id)).ToListAsync(cancellationToken);
        var pushes = await PushLedger.OfInvoicesAsync(db, invoiceIds, connection.Id, order.Purpose, cancellationToken);
        var refusals = await taken.RefusalsAsync(db, connection, found.Select(i => (i.Id, i.Origin)), cancellationToken);
        var judged = found.ConvertAll(i => (Invoice: i, Verdict: Judge(db, i, [.. pushes[i.Id]], connection, order, refusals.GetValueOrDefault(i.Id))));
        await ledger.ShowWaitingAsync(db, [.. judged.Select(j => j.Verdict.Opened).OfType<LedgerEntry>()], order, cancellationToken);
        // What was edited back may show something else.
        foreach (var (invoice, (_, result)) in judged)
        {
            if (result is QueueResult.AlreadyPresent present)
                await ledger.ShowPresentAsync(db, invoice.Id, connection.Id, present.RemoteId, cancellationToken);
        }

        CrashPoint.Reach("queue.before-commit");
        return judged.ConvertAll(j => (j.Invoice.Id, j.Verdict.Result));
    }

    private (LedgerEntry? Opened, QueueResult Result) Judge(
        WorkspaceDbContext db, Invoice invoice, IReadOnlyCollection<LedgerEntry> pushes, Connection connection, PushOrder order, Failure? notTaken)
    {
        var target = targets.Of(connection.System);
        switch (QueueRules.Decide(invoice, pushes, target.Traits, notTaken))
        {
            case QueueVerdict.Waiting waiting:
                return (null, new QueueResult.AlreadyWaiting(waiting.Push.Id));
            case QueueVerdict.Refused refused:
                return (null, new QueueResult.Refused(refused.Failure));
            case QueueVerdict.Present { Push.RemoteId: { } id }:
                return (null, new QueueResult.AlreadyPresent(id, target.PageOf(connection, id)));
            case QueueVerdict.SettleFirst settle:
                // Whatever the invoice says today: its own document is what the system is asked for.
                ledger.OpenInDoubt(db, settle.GivenUp, order);
                db.AfterCommit(() => bell.Ring(order.Queue));
                return (settle.GivenUp, new QueueResult.Queued(settle.GivenUp.Id, ReplacesDraft: false));
            case QueueVerdict.Go go:
                var entry = ledger.Open(db, invoice, order, go.SameRevision, go.Replaces, go.IsReplacementBegun);
                db.AfterCommit(() => bell.Ring(order.Queue));
                return (entry, new QueueResult.Queued(entry.Id, go.Replaces is not null));
            default:
                throw new InvalidOperationException("A push that is in place has an id.");
        }
    }

    private static PushOrder OrderFor(Connection connection, PushStarter starter, Guid? batch) =>
        new(new(connection.WorkspaceId, connection.Id), PushPurpose.Document, starter, batch);
}

using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Running;
using PennaPay.Billy.Core.Sync.Runs;

namespace PennaPay.Billy.Core.Sync.Invoices;

/// <summary>
/// Carries out what is planned of invoices, some at a time, each with what the run tells of it in one transaction: killed in
/// between, the next run goes on. Nothing is written to the account; what is ours goes there through the ledger.
/// </summary>
internal sealed class InvoiceWriting(
    Database database, RunWriter runs, InvoiceTakeIn takeIn, PushLedger ledger, InvoicePusher pusher, SyncFeed feed, InvoiceFeed invoices, TimeProvider time)
{
    private const int AtATime = 100;

    /// <param name="run">The run; how far it is is stored as it goes.</param>
    /// <param name="endpoint">Theirs.</param>
    /// <param name="opened">The account.</param>
    /// <param name="plan">What is to be done.</param>
    /// <param name="goTo">Which of ours gets what is made out to a contact that several of ours are.</param>
    /// <param name="cancellationToken">Gives up; what is written stays.</param>
    /// <returns>Why it stopped before the end; null when it did not.</returns>
    /// <exception cref="ApiException">The account does not answer.</exception>
    public async Task<Failure?> WriteAsync(
        SyncRun run, IInvoiceEndpoint endpoint, OpenedConnection opened, InvoicePlan plan, SyncModule goTo, CancellationToken cancellationToken)
    {
        var queue = new QueueId(run.WorkspaceId, run.ConnectionId);
        foreach (var (step, records) in plan.Records.GroupBy(record => record.Step).Select(group => (group.Key, group.ToList())))
        {
            if (step == InvoiceStep.ComeIn)
            {
                // Invoices are here before the credit notes that take them back.
                foreach (var kind in records.GroupBy(record => record.Document!.Kind).OrderBy(kind => kind.Key))
                {
                    if (await ComeInAsync(run, endpoint, opened, [.. kind], goTo, cancellationToken) is { } ended)
                        return ended;
                }

                continue;
            }

            foreach (var batch in records.Chunk(AtATime))
            {
                if (await runs.WhyNotAsync(run, cancellationToken) is { } ended)
                    return ended;
                await StoreAsync(run, batch, (db, ct) => step switch
                {
                    InvoiceStep.Link => LinkAsync(db, run, opened, endpoint, batch, ct),
                    InvoiceStep.Refresh => RefreshAsync(db, run, queue, endpoint, batch, ct),
                    InvoiceStep.Queue => QueueAsync(db, run, opened, batch, ct),
                    InvoiceStep.Ask => AskAsync(db, run, batch, ct),
                    _ => Add(db, run, batch),
                }, cancellationToken);
            }
        }

        return null;
    }

    private async Task<Failure?> ComeInAsync(
        SyncRun run, IInvoiceEndpoint endpoint, OpenedConnection opened, List<PlannedInvoice> records, SyncModule goTo, CancellationToken cancellationToken)
    {
        var waiting = records.ToDictionary(record => record.RemoteId!, StringComparer.Ordinal);
        await foreach (var page in endpoint.ReadWholeAsync(opened, records.ConvertAll(record => record.Document!), cancellationToken))
        {
            foreach (var batch in page.Where(issued => waiting.ContainsKey(issued.Document.Id)).Chunk(AtATime))
            {
                if (await runs.WhyNotAsync(run, cancellationToken) is { } ended)
                    return ended;
                var planned = Array.ConvertAll(batch, issued => waiting[issued.Document.Id]);
                await StoreAsync(run, planned, async (db, ct) =>
                {
                    foreach (var (record, outcome, failure) in await takeIn.StoreAsync(db, run, batch.Zip(planned).ToList(), goTo, ct))
                        Add(db, run, record, outcome, failure);
                }, cancellationToken);
                foreach (var record in planned)
                    waiting.Remove(record.RemoteId!);
            }
        }

        // Gone between the list and the look at it: the next run sees what there is.
        await StoreAsync(run, waiting.Values, (db, _) =>
        {
            foreach (var record in waiting.Values)
                Add(db, run, record, SyncOutcome.Skipped, new Failure(FailureCodes.RecordChanged));
            return Task.CompletedTask;
        }, cancellationToken);
        return null;
    }

    private async Task LinkAsync(
        WorkspaceDbContext db, SyncRun run, OpenedConnection opened, IInvoiceEndpoint endpoint, PlannedInvoice[] batch, CancellationToken cancellationToken)
    {
        foreach (var record in batch)
        {
            var failure = await takeIn.TakeOverAsync(db, opened.Connection, record.LocalId!.Value, record.Document!, record.IsAnswered, cancellationToken);
            if (failure is null)
                await takeIn.PayAsync(db, endpoint.Origin, record.LocalId!.Value, record, cancellationToken);
            Add(db, run, record, failure is null ? record.Outcome : SyncOutcome.Skipped, failure);
        }
    }

    private async Task RefreshAsync(
        WorkspaceDbContext db, SyncRun run, QueueId queue, IInvoiceEndpoint endpoint, PlannedInvoice[] batch, CancellationToken cancellationToken)
    {
        foreach (var record in batch)
        {
            var seen = new SeenDocument(record.LocalId!.Value, record.RemoteId!, record.Condition, record.Document!.Number, IsWhole: false) { KnowsCredits = true };
            var isIts = await ledger.NoteSeenAsync(db, queue, seen, cancellationToken) || await InvoiceTakeIn.HasAsync(db, run.ConnectionId, record, cancellationToken);
            if (isIts)
                await takeIn.PayAsync(db, endpoint.Origin, record.LocalId!.Value, record, cancellationToken);
            // A push took it in hand meanwhile, or it is gone.
            Add(db, run, record, isIts ? record.Outcome : SyncOutcome.Skipped, isIts ? null : new Failure(FailureCodes.RecordChanged));
        }
    }

    private async Task QueueAsync(WorkspaceDbContext db, SyncRun run, OpenedConnection opened, PlannedInvoice[] batch, CancellationToken cancellationToken)
    {
        var refused = await pusher.PushManyWithinAsync(
            db, Array.ConvertAll(batch, record => record.LocalId!.Value), opened.Connection, new(PushCause.Synchronized, run.StartedBy), run.Id, cancellationToken);
        foreach (var record in batch)
        {
            var failure = refused.GetValueOrDefault(record.LocalId!.Value);
            Add(db, run, record, failure is null ? record.Outcome : SyncOutcome.Skipped, failure);
        }
    }

    private async Task AskAsync(WorkspaceDbContext db, SyncRun run, PlannedInvoice[] batch, CancellationToken cancellationToken)
    {
        await InvoiceRows.AskAsync(db, run, batch, time.GetUtcNow(), cancellationToken);
        await Add(db, run, batch);
    }

    private async Task StoreAsync(
        SyncRun run, IReadOnlyCollection<PlannedInvoice> batch, Func<WorkspaceDbContext, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
            return;
        var (done, actor) = (run.Done, RunWriter.ActorOf(run));
        await database.WriteAsync(actor, Permission.Synchronize, async (db, ct) =>
        {
            await work(db, ct);
            run.Done = done + batch.Count;
            await db.Set<SyncRun>().Where(known => known.Id == run.Id).ExecuteUpdateAsync(update => update.SetProperty(known => known.Done, run.Done), ct);
            db.Audit("records.synced", nameof(SyncRun), run.Id);
            db.AfterCommit(() =>
            {
                feed.Publish(new(run.WorkspaceId, run.ConnectionId, run.Id));
                invoices.Publish(new(run.WorkspaceId));
            });
            CrashPoint.Reach("sync.invoices-before-commit");
        }, cancellationToken);
        CrashPoint.Reach("sync.invoices-after-commit");
    }

    private Task Add(WorkspaceDbContext db, SyncRun run, IReadOnlyList<PlannedInvoice> records)
    {
        foreach (var record in records)
            Add(db, run, record, record.Outcome, record.Left);
        return Task.CompletedTask;
    }

    private void Add(WorkspaceDbContext db, SyncRun run, PlannedInvoice record, SyncOutcome outcome, Failure? failure)
    {
        var (item, changes) = InvoiceRows.Of(run, record, outcome, failure, time.GetUtcNow());
        db.Add(item);
        db.AddRange(changes);
    }
}

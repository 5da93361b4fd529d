using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Merging;
using PennaPay.Billy.Core.Sync.Planning;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Running;
using PennaPay.Billy.Core.Sync.Runs;

namespace PennaPay.Billy.Core.Sync.Invoices;

/// <summary>The rows that tell what is done with an invoice, and ask about it.</summary>
internal static class InvoiceRows
{
    public static (SyncItem Item, IReadOnlyList<SyncChange> Changes) Of(SyncRun run, PlannedInvoice record, SyncOutcome outcome, Failure? failure, DateTimeOffset now)
    {
        var item = new SyncItem
        {
            Id = Guid.CreateVersion7(now), RunId = run.Id, ConnectionId = run.ConnectionId, Module = SyncModule.Invoices, Side = record.Side, LocalId = record.LocalId,
            RemoteId = record.RemoteId, Title = record.Title, Outcome = outcome, IsSettled = true, FailureCode = failure?.Code, FailureDetail = failure?.Detail, At = now,
            MatchedBy = outcome == SyncOutcome.Linked ? Records.MatchReason.Number : null,
        };
        // What was not done has changed nothing.
        return (item, failure is not null ? [] : [.. record.Changes.Select((change, position) => new SyncChange
        {
            Id = RunRows.IdOf(now, position), ItemId = item.Id, RunId = run.Id, Side = record.Side, Field = change.Field, Old = change.Old, New = change.New,
            Reason = outcome == SyncOutcome.Created ? ChangeReason.Created : ChangeReason.ChangedThere,
        })]);
    }

    /// <summary>What a plan would do.</summary>
    public static Task ShowAsync(WorkspaceDbContext db, SyncRun run, IReadOnlyList<PlannedInvoice> records, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var record in records)
        {
            var (item, changes) = Of(run, record, record.Outcome, record.Left, now);
            db.Add(item);
            db.AddRange(changes);
        }

        return AskAsync(db, run, [.. records.Where(record => record.Step == InvoiceStep.Ask)], now, cancellationToken);
    }

    public static async Task AskAsync(
        WorkspaceDbContext db, SyncRun run, IReadOnlyList<PlannedInvoice> records, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var open = await QuestionRows.OpenAsync(db, run, [.. records.Select(SubjectOf)], cancellationToken);
        foreach (var record in records)
        {
            QuestionRows.Ask(
                db, run, new(RecordKind.Invoice, SyncModule.Invoices, record.Title, record.LocalId, null),
                new(SyncQuestionKind.Match, SubjectOf(record)) { Candidates = record.Candidates }, open, now);
        }
    }

    /// <summary>Closes what a run that saw all of it had no reason to ask any more.</summary>
    public static Task CloseAsync(WorkspaceDbContext db, SyncRun run, InvoicePlan plan, DateTimeOffset now, CancellationToken cancellationToken) =>
        QuestionRows.CloseAsync(db, run, RecordKind.Invoice, plan.Doubtful, _ => true, new HashSet<string>(), now, cancellationToken);

    private static string SubjectOf(PlannedInvoice record) => Subjects.Ours(RecordKind.Invoice, record.LocalId!.Value);
}

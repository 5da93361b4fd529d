using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Invoices;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Sync.Runs;

namespace PennaPay.Billy.Core.Sync.Running;

/// <summary>Holds a run against the dry one that somebody agreed to: it does what was shown, or nothing.</summary>
internal sealed class AgreedPlans(Database database)
{
    /// <param name="run">The run that follows; its plan's hash is known.</param>
    /// <param name="plan">What it is going to do.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether that is something else than was shown.</returns>
    public async Task<bool> IsOtherAsync(SyncRun run, RunPlan plan, CancellationToken cancellationToken)
    {
        await using var db = database.Read(run.WorkspaceId);
        var shown = await db.Set<SyncRun>().FirstOrDefaultAsync(dry => dry.Id == run.Agreed, cancellationToken);
        if (shown?.PlanHash == run.PlanHash)
            return false;
        if (!await db.Set<SyncItem>().AnyAsync(item => item.RunId == run.Id, cancellationToken))
            return true;
        // Gone on with after a crash, part of it is done already. What is left was all shown.
        var values = await (
            from item in db.Set<SyncItem>()
            where item.RunId == run.Agreed
            join change in db.Set<SyncChange>() on item.Id equals change.ItemId
            select new { item.LocalId, item.RemoteId, change.Side, change.Field, change.New }).ToListAsync(cancellationToken);
        var known = values.Select(value => Line(value.LocalId, value.RemoteId, value.Side, value.Field, value.New)).ToHashSet(StringComparer.Ordinal);
        return !plan.Kinds.SelectMany(kind => kind.Plan.Records).All(record => record.Changes.All(change =>
                known.Contains(Line(record.LocalId, record.RemoteId, change.Side, change.Field, change.New))
                // What was created before the crash has its id by now.
                || record.MatchedBy == MatchReason.Number && known.Contains(Line(record.LocalId, null, change.Side, change.Field, change.New))))
            || plan.Invoices is { } issued && await IsOtherAsync(db, run, issued.Plan, known, cancellationToken);
    }

    private static async Task<bool> IsOtherAsync(
        WorkspaceDbContext db, SyncRun run, InvoicePlan plan, HashSet<string> known, CancellationToken cancellationToken)
    {
        var queued = await db.Set<SyncItem>().Where(item => item.RunId == run.Agreed && item.Outcome == SyncOutcome.Queued)
            .Select(item => item.LocalId).ToHashSetAsync(cancellationToken);
        return !plan.Records.All(record => record.Step == InvoiceStep.Queue
            ? queued.Contains(record.LocalId)
            : record.Changes.All(change => known.Contains(Line(record.LocalId, record.RemoteId, record.Side, change.Field, change.New))));
    }

    private static string Line(Guid? ours, string? theirs, SyncSide side, string field, string? value) => $"{ours}\u001f{theirs}\u001f{side}\u001f{field}\u001f{value}";
}

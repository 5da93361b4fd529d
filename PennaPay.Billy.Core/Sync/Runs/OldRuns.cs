using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Settings;

namespace PennaPay.Billy.Core.Sync.Runs;

/// <summary>
/// Forgets runs, and what they changed, once they are older than the owner wants them kept. What was done with invoices stays
/// as long as their vouchers must.
/// </summary>
public sealed class OldRuns(Database database, TimeProvider time)
{
    // Few at a time, so that nobody else who writes waits for long.
    private const int AtATime = 500;

    // What was left as it was, again and again, is no part of any voucher's history.
    private static readonly IReadOnlyList<SyncOutcome> Done = [SyncOutcome.Created, SyncOutcome.Updated, SyncOutcome.Linked, SyncOutcome.Queued, SyncOutcome.Deleted];

    /// <returns>How many runs were forgotten, in all workspaces.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var forgotten = 0;
        await using var db = database.Read(default);
        var connections = await db.Set<Connection>().IgnoreQueryFilters().Select(connection => new { connection.WorkspaceId, connection.Id, connection.System }).ToListAsync(cancellationToken);
        foreach (var connection in connections)
            forgotten += await SweepAsync(connection.WorkspaceId, connection.Id, connection.System, cancellationToken);
        return forgotten;
    }

    private async Task<int> SweepAsync(WorkspaceId workspace, Guid connection, string system, CancellationToken cancellationToken)
    {
        List<(Guid Id, bool Stays)> old;
        await using (var db = database.Read(workspace))
        {
            var (choices, _) = await SyncSettingsEditor.ReadAsync(db, system, cancellationToken);
            var since = time.GetUtcNow().AddMonths(-choices.KeepMonths);
            var invoicesSince = time.GetUtcNow().AddYears(-Math.Max(choices.KeepInvoiceYears, SyncChoices.LeastInvoiceYears));
            var runs = await (
                from run in db.Set<SyncRun>()
                where run.ConnectionId == connection && run.State >= SyncRunState.Done && run.QueuedAt < since
                orderby run.Id
                select new
                {
                    run.Id, run.QueuedAt, run.IsDry,
                    OfInvoices = db.Set<SyncItem>().Any(item => item.RunId == run.Id && item.Module == SyncModule.Invoices && Done.Contains(item.Outcome)),
                    OfOthers = db.Set<SyncItem>().Any(item => item.RunId == run.Id && (item.Module != SyncModule.Invoices || !Done.Contains(item.Outcome))),
                }).ToListAsync(cancellationToken);
            old = [.. runs.Select(run => (run, Stays: run.OfInvoices && !run.IsDry && run.QueuedAt >= invoicesSince)).Where(one => !one.Stays || one.run.OfOthers).Select(one => (one.run.Id, one.Stays))];
        }

        foreach (var (run, stays) in old)
        {
            while (await ForgetItemsAsync(workspace, run, stays, cancellationToken) == AtATime)
            {
                // There are more.
            }

            if (!stays)
                await database.WriteAsync(workspace, (db, ct) => db.Set<SyncRun>().Where(known => known.Id == run).ExecuteDeleteAsync(ct), cancellationToken);
        }

        return old.Count(run => !run.Stays);
    }

    private Task<int> ForgetItemsAsync(WorkspaceId workspace, Guid run, bool butInvoices, CancellationToken cancellationToken) =>
        database.WriteAsync(workspace, async (db, ct) =>
        {
            var items = await db.Set<SyncItem>().Where(item => item.RunId == run && (!butInvoices || item.Module != SyncModule.Invoices || !Done.Contains(item.Outcome)))
                .OrderBy(item => item.Id).Select(item => item.Id).Take(AtATime).ToListAsync(ct);
            await db.Set<SyncItem>().Where(item => items.Contains(item.Id)).ExecuteDeleteAsync(ct);
            return items.Count;
        }, cancellationToken);
}

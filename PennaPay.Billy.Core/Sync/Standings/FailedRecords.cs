using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Runs;

namespace PennaPay.Billy.Core.Sync.Standings;

/// <summary>What the latest whole run with the listed account could not do. The next one tries it again.</summary>
public sealed class FailedRecords(Database database)
{
    /// <summary>How many records.</summary>
    public async Task<int> CountAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await LatestAsync(db, cancellationToken) is { } run ? await Failed(db, run).CountAsync(cancellationToken) : 0;
    }

    /// <summary>By cause, the most frequent first, each with so many titles at most.</summary>
    public async Task<FailedRun?> GroupsAsync(WorkspaceId workspace, int titles, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        if (await LatestAsync(db, cancellationToken) is not { } run)
            return null;
        var causes = await Failed(db, run).GroupBy(item => item.FailureCode)
            .Select(group => new { Code = group.Key, Count = group.Count() })
            .OrderByDescending(group => group.Count).ToListAsync(cancellationToken);
        List<FailedGroup> groups = [];
        foreach (var cause in causes)
        {
            var first = await Failed(db, run).Where(item => item.FailureCode == cause.Code).OrderBy(item => item.Id).Take(titles)
                .Select(item => new FailedRecord(item.Module, item.LocalId, item.Title, item.FailureDetail)).ToListAsync(cancellationToken);
            groups.Add(new(new Failure(cause.Code ?? FailureCodes.SyncFailed), cause.Count, first));
        }

        return groups.Count == 0 ? null : new(run, groups);
    }

    private static IQueryable<SyncItem> Failed(WorkspaceDbContext db, Guid run) =>
        db.Set<SyncItem>().Where(item => item.RunId == run && item.Outcome == SyncOutcome.Failed);

    private static Task<Guid?> LatestAsync(WorkspaceDbContext db, CancellationToken cancellationToken) =>
        db.Set<SyncRun>()
            .Where(run => run.State == SyncRunState.Done && !run.IsDry && run.Undoes == null && run.LocalId == null
                && db.Set<Connection>().Any(connection => connection.Id == run.ConnectionId && connection.IsListed))
            .OrderByDescending(run => run.Id).Select(run => (Guid?)run.Id).FirstOrDefaultAsync(cancellationToken);
}

/// <summary>What a run could not do, by cause.</summary>
public sealed record FailedRun(Guid Run, IReadOnlyList<FailedGroup> Groups);

/// <summary>Records that failed for the same reason.</summary>
/// <param name="Cause">Why; what belongs to one record alone stands there.</param>
/// <param name="Count">How many.</param>
/// <param name="First">The first of them.</param>
public sealed record FailedGroup(Failure Cause, int Count, IReadOnlyList<FailedRecord> First);

/// <summary>One of those records.</summary>
/// <param name="Module">What it is.</param>
/// <param name="LocalId">Ours; null while there is none.</param>
/// <param name="Title">What it was called.</param>
/// <param name="Detail">What was said of it.</param>
public sealed record FailedRecord(SyncModule Module, Guid? LocalId, string Title, string? Detail);

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Events;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Sync.Sources.Reading;

/// <summary>Reads accounts whose tasks are due. One that is not connected waits until it is.</summary>
internal sealed class SourceWorker(Database database, SourceRunner runner, SourceBell bell, TimeProvider time, ILogger<SourceWorker> logger) : BellWorker(bell, time, logger)
{
    private readonly TimeProvider time = time;

    /// <inheritdoc />
    protected override async Task<IReadOnlyList<Work>> FindAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = database.Read(default);
        var due = await db.Set<SourceTaskState>().IgnoreQueryFilters().Where(task => task.DueAt <= now)
            .Join(db.Set<Connection>().IgnoreQueryFilters().Where(known => known.Secret != null && known.ReplacedAt == null && known.FailureCode != FailureCodes.ConnectAgain),
                task => task.ConnectionId, known => known.Id, (task, known) => new { known.WorkspaceId, known.Id })
            .Distinct().ToListAsync(cancellationToken);
        return due.ConvertAll(known => new Work(known.Id, async stopping =>
        {
            await runner.RunAsync(known.WorkspaceId, known.Id, stopping);
            // It has done all that was due, or has put it off.
            return false;
        }));
    }
}

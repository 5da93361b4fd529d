using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.Outages;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Health;

/// <summary>
/// Queues that should move and do not: pushes have been due for some minutes in a connection that works and is not paused, and
/// meanwhile none was sent or ended. Counted from when it is first seen, so that a start, a resumed queue or another time of day is
/// no reason.
/// </summary>
internal sealed class HeldQueues(Database database, ConnectionOpener opener, ConnectionOutages outages, TimeProvider time)
{
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private Dictionary<Guid, Standstill> seen = [];

    public async Task<IReadOnlyList<HealthProblem>> FindProblemsAsync(CancellationToken cancellationToken)
    {
        // A system that is away and a secret that cannot be opened are told by themselves, and no restart would help.
        var waiting = new List<WaitingQueue>();
        foreach (var queue in await WaitingAsync(cancellationToken))
        {
            if (outages.AwaySince(queue.Connection) is null && (await opener.OpenAsync(queue.Workspace, queue.Connection, cancellationToken)).Opened is not null)
                waiting.Add(queue);
        }

        var now = time.GetTimestamp();
        seen = waiting.ToDictionary(
            queue => queue.Connection,
            queue => seen.GetValueOrDefault(queue.Connection) is { } before && before.LatestMove == queue.LatestMove
                ? before
                : new(queue.LatestMove, now));
        return
        [
            .. from queue in waiting
               where time.GetElapsedTime(seen[queue.Connection].Since, now) >= Patience
               select new HealthProblem(new(FailureCodes.QueueHeld), queue.Workspace, queue.Connection),
        ];
    }

    private async Task<List<WaitingQueue>> WaitingAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = database.Read(default);
        // Whether the program works is asked for all workspaces; nothing but ids and times leaves here.
        var pushes = db.Set<LedgerEntry>().IgnoreQueryFilters();
        var connections = db.Set<Connection>().IgnoreQueryFilters();
        return await connections
            .Where(c => c.Secret != null && c.ReplacedAt == null && (c.PauseCode == null || c.PausedUntil <= now))
            .Where(c => pushes.Any(p => p.ConnectionId == c.Id && p.State == PushState.Pending && p.DueAt <= now))
            .Select(c => new WaitingQueue(
                c.WorkspaceId,
                c.Id,
                new(pushes.Where(p => p.ConnectionId == c.Id).Max(p => p.SentAt), pushes.Where(p => p.ConnectionId == c.Id).Max(p => p.EndedAt))))
            .ToListAsync(cancellationToken);
    }

    private sealed record WaitingQueue(WorkspaceId Workspace, Guid Connection, Move LatestMove);

    private sealed record Move(DateTimeOffset? SentAt, DateTimeOffset? EndedAt);

    private sealed record Standstill(Move LatestMove, long Since);
}

using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Sync.Sources;

/// <summary>
/// Has a task of an account read soon, because the system called. However many calls come together, they are one statement and one round; whoever calls waits for
/// neither.
/// </summary>
public sealed partial class SourceCalls(Database database, SourceBell bell, TimeProvider time, ILogger<SourceCalls> logger)
{
    /// <summary>How long is waited for calls that come together.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(Guid Connection, string Task), ITimer> waiting = new();

    /// <summary>What was done last; for whoever has to know that it is.</summary>
    internal Task Last { get; private set; } = Task.CompletedTask;

    /// <summary>Has a task read after <see cref="Soon"/>. One that failed waits for its time all the same, and so does one whose account is not taken in.</summary>
    public void ReadSoon(Connection connection, string task)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var (workspace, key) = (connection.WorkspaceId, (connection.Id, task));
        if (waiting.ContainsKey(key))
            return;
        var timer = time.CreateTimer(_ => Last = Task.Run(() => DoAsync(workspace, key)), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (waiting.TryAdd(key, timer))
            timer.Change(Soon, Timeout.InfiniteTimeSpan);
        else
            timer.Dispose();
    }

    private async Task DoAsync(WorkspaceId workspace, (Guid Connection, string Task) key)
    {
        // A call that comes from now on is about something that this round may miss.
        if (waiting.TryRemove(key, out var timer))
            await timer.DisposeAsync();
        try
        {
            var now = time.GetUtcNow();
            // One that is due is perhaps being read just now: that it was wanted again shows by another time.
            await database.WriteAsync(Actor.Clock(workspace, "webhook"), Permission.Synchronize, (db, ct) => db.Set<SourceTaskState>()
                .Where(row => row.ConnectionId == key.Connection && row.Name == key.Task && row.DueAt != null && row.FailureCode == null)
                .ExecuteUpdateAsync(update => update.SetProperty(row => row.DueAt, now), ct), CancellationToken.None);
            bell.Ring();
        }
        catch (Exception fault)
        {
            // It is read at its own time.
            Log.NotRead(logger, key.Connection, fault);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A call for connection {Connection} could not be noted.")]
        public static partial void NotRead(ILogger logger, Guid connection, Exception fault);
    }
}

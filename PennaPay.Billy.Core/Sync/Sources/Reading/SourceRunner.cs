using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Sources.Storing;

namespace PennaPay.Billy.Core.Sync.Sources.Reading;

/// <summary>
/// Reads what is due of one account, step by step. What a step brought and how far the task is are stored in one transaction, so that a
/// program that dies goes on where it was, and nothing that was read is read again.
/// </summary>
internal sealed partial class SourceRunner(
    Database database, ConnectionStore connections, ConnectionOpener opener, SourceSystems sources, SourceWriter writer, SourceFeed feed, TimeProvider time, ILogger<SourceRunner> logger)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30);

    /// <summary>Does everything that is due, in the order of the source's tasks, and ends early where the account cannot be used.</summary>
    public async Task RunAsync(WorkspaceId workspace, Guid connection, CancellationToken cancellationToken)
    {
        if (await connections.FindAsync(workspace, connection, cancellationToken) is not { } stored || sources.Of(stored.System) is not { } source)
            return;
        while (await NextAsync(workspace, connection, cancellationToken) is { } task)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!await RunAsync(source, stored, task, cancellationToken))
                return;
        }
    }

    // What is read once goes before what is read again and again: that only tells what has changed since.
    private async Task<SourceTaskState?> NextAsync(WorkspaceId workspace, Guid connection, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = database.Read(workspace);
        return await db.Set<SourceTaskState>().Where(task => task.ConnectionId == connection && task.DueAt <= now)
            .OrderBy(task => task.Position).FirstOrDefaultAsync(cancellationToken);
    }

    // One step, so that what is quick need not wait for what takes hours. Whether to go on with another.
    private async Task<bool> RunAsync(ISource source, Connection stored, SourceTaskState task, CancellationToken cancellationToken)
    {
        if (task.BegunAt is null || task.DoneAt >= task.BegunAt)
            (task.BegunAt, task.Done, task.Total, task.LeftOut) = (time.GetUtcNow(), 0, null, null);
        var (opened, refusal) = await opener.OpenAsync(stored.WorkspaceId, stored.Id, cancellationToken);
        for (var isAnew = false; opened is not null; isAnew = true)
        {
            try
            {
                var known = new SourceKnowledge(database, opened.Connection);
                var step = await source.ReadAsync(new(opened, task.Name, task.Checkpoint, task.Watermark, task.BegunAt!.Value, known), cancellationToken);
                CrashPoint.Reach("source.before-store");
                // Where it is false, somebody else has gone on with it, or it is to begin anew.
                await writer.StoreAsync(source, opened.Connection, task, step, cancellationToken);
                CrashPoint.Reach("source.after-store");
                if (!step.IsUnasked && opened.Connection.Problem?.ConcernsTheConnection() == true)
                    await connections.ChangeAsync(opened.Connection, row => row.Recover(), cancellationToken);
                feed.Publish(new(stored.WorkspaceId, stored.Id));
                return true;
            }
            catch (ApiException refused) when (refused.Failure == ApiFailure.Unauthorized && !isAnew)
            {
                // The token may have ended while it was used; a new one tells whether that was all.
                var used = opened.Connection;
                (opened, refusal) = await opener.OpenAnewAsync(used, cancellationToken);
                if (refusal is not null)
                {
                    await FailAsync(used, task, refusal, null, cancellationToken);
                    return false;
                }
            }
            catch (ApiException exception)
            {
                await FailAsync(opened.Connection, task, ApiFailures.DescribeRead(exception), exception.RetryAfter, cancellationToken);
                return false;
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                // A fault of ours must not be met again at every tick, and not be hidden.
                Log.BrokeOff(logger, task.Name, stored.System, fault);
                await FailAsync(opened.Connection, task, new Failure(FailureCodes.ReadingBrokeOff), null, cancellationToken);
                return false;
            }
        }

        await FailAsync(stored, task, refusal!, null, cancellationToken);
        return false;
    }

    private async Task FailAsync(Connection seen, SourceTaskState task, Failure failure, TimeSpan? wait, CancellationToken cancellationToken)
    {
        Log.Failed(logger, task.Name, seen.System, failure.Code);
        var failures = task.Failures + 1;
        var due = time.GetUtcNow() + (wait ?? Wait(failures));
        await database.WriteAsync(seen.WorkspaceId, (db, ct) => db.Set<SourceTaskState>()
            .Where(known => known.ConnectionId == seen.Id && known.Name == task.Name && known.Steps == task.Steps)
            .ExecuteUpdateAsync(update => update
                .SetProperty(known => known.FailureCode, failure.Code).SetProperty(known => known.FailureDetail, failure.Detail)
                .SetProperty(known => known.Failures, failures).SetProperty(known => known.BegunAt, task.BegunAt)
                .SetProperty(known => known.Done, task.Done).SetProperty(known => known.Total, task.Total).SetProperty(known => known.LeftOut, task.LeftOut)
                .SetProperty(known => known.DueAt, due), ct), cancellationToken);
        if (failure.ConcernsTheConnection())
            await connections.ChangeAsync(seen, row => row.Fail(failure, time.GetUtcNow()), cancellationToken);
        feed.Publish(new(seen.WorkspaceId, seen.Id));
    }

    private static TimeSpan Wait(int failures) =>
        failures > 6 ? LongestWait : TimeSpan.FromTicks(Math.Min(FirstWait.Ticks << (failures - 1), LongestWait.Ticks));

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Reading {Task} of {System} broke off.")]
        public static partial void BrokeOff(ILogger logger, string task, string system, Exception fault);

        [LoggerMessage(LogLevel.Warning, "Reading {Task} of {System} came to nothing: {Failure}. It is tried again.")]
        public static partial void Failed(ILogger logger, string task, string system, string failure);
    }
}

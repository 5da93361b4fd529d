using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Keys.Calls;

/// <summary>
/// What keys were used for. Calls that come while others are being written wait together for the next transaction, so that the
/// database is held seldom and shortly however many come.
/// </summary>
public sealed partial class KeyCallLog(Database database, ILogger<KeyCallLog> logger)
{
    private readonly Lock gate = new();
    private Batch next = new();
    private bool isWriting;

    /// <summary>Writes a call. One that cannot be written is logged, and is no fault of whoever answers it.</summary>
    /// <returns>When it is written, or could not be.</returns>
    public Task WriteAsync(KeyCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        Task written;
        lock (gate)
        {
            next.Calls.Add(call);
            written = next.Written.Task;
            if (!isWriting)
            {
                isWriting = true;
                // Not here: whoever calls would write for all that come meanwhile.
                _ = Task.Run(WriteAllAsync, CancellationToken.None);
            }
        }

        return written.WaitAsync(cancellationToken);
    }

    /// <summary>The workspace's calls, the latest first.</summary>
    /// <param name="workspace">Whose.</param>
    /// <param name="key">Only those of this key; null for all.</param>
    /// <param name="before">Only those before this one, by its id; null begins with the latest.</param>
    /// <param name="take">How many at the most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<KeyCall>> ListAsync(WorkspaceId workspace, Guid? key, long? before, int take, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        IQueryable<KeyCall> calls = db.Set<KeyCall>();
        if (key is not null)
            calls = calls.Where(call => call.KeyId == key);
        if (before is not null)
            calls = calls.Where(call => call.Id < before);
        return await calls.OrderByDescending(call => call.Id).Take(take).ToListAsync(cancellationToken);
    }

    private async Task WriteAllAsync()
    {
        while (TakeNext() is { } batch)
        {
            foreach (var calls in batch.Calls.GroupBy(call => call.WorkspaceId))
                await WriteAsync(calls.Key, [.. calls]);
            batch.Written.SetResult();
        }
    }

    private Batch? TakeNext()
    {
        lock (gate)
        {
            if (next.Calls.Count == 0)
            {
                isWriting = false;
                return null;
            }

            var batch = next;
            next = new();
            return batch;
        }
    }

    private async Task WriteAsync(WorkspaceId workspace, List<KeyCall> calls)
    {
        try
        {
            await database.WriteAsync(workspace, (db, _) =>
            {
                // Copies: a transaction that is repeated numbers them once more.
                db.AddRange(calls.Select(Row));
                return Task.CompletedTask;
            }, default);
        }
        catch (Exception fault)
        {
            Log.NotWritten(logger, workspace, calls.Count, fault);
        }
    }

    private static KeyCall Row(KeyCall call) => new()
    {
        WorkspaceId = call.WorkspaceId, KeyId = call.KeyId, At = call.At, Tool = Short(call.Tool, KeyCall.MaxTool),
        Outcome = Short(call.Outcome, KeyCall.MaxOutcome), Rows = call.Rows, Bytes = call.Bytes, Milliseconds = call.Milliseconds,
    };

    private static string Short(string text, int most) => text.Length <= most ? text : text[..most];

    private sealed class Batch
    {
        public List<KeyCall> Calls { get; } = [];

        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Count} calls by keys of workspace {Workspace} could not be written down.")]
        public static partial void NotWritten(ILogger logger, WorkspaceId workspace, int count, Exception fault);
    }
}

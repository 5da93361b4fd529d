using System.Net;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Web.Security;

/// <summary>
/// Notes in the audit who was not let in. Whoever tries very often must not fill the disk: the first try at an account is noted at
/// once, what follows within a minute is counted and noted together. Nobody waits for it, so that the time which an answer
/// takes tells nothing.
/// </summary>
public sealed partial class RefusalAudit(Database database, TimeProvider time, ILogger<RefusalAudit> logger) : IAsyncDisposable
{
    internal static readonly TimeSpan Together = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<Key, Tries> open = [];
    private Task writing = Task.CompletedTask;

    /// <summary>Notes a try, some time soon.</summary>
    /// <param name="refusal">What was refused, and why.</param>
    /// <param name="user">Whose account was tried; null where there is none of that name, which are counted together.</param>
    /// <param name="address">From where.</param>
    public void Note(Refusal refusal, Guid? user, IPAddress? address)
    {
        var key = new Key(refusal, user);
        lock (gate)
        {
            if (open.TryGetValue(key, out var tries))
            {
                (tries.Count, tries.Address) = (tries.Count + 1, address);
                return;
            }

            Write(key, 1, address);
            open.Add(key, new() { Timer = time.CreateTimer(_ => Close(key), null, Together, Timeout.InfiniteTimeSpan) });
        }
    }

    /// <summary>Ends when all is written that was to be until now.</summary>
    internal Task WrittenAsync()
    {
        lock (gate)
            return writing;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            foreach (var (key, tries) in open)
            {
                tries.Timer.Dispose();
                if (tries.Count > 0)
                    Write(key, tries.Count, tries.Address);
            }

            open.Clear();
        }

        await WrittenAsync();
    }

    private void Close(Key key)
    {
        lock (gate)
        {
            if (!open.TryGetValue(key, out var tries))
                return;
            if (tries.Count == 0)
            {
                open.Remove(key);
                tries.Timer.Dispose();
                return;
            }

            Write(key, tries.Count, tries.Address);
            tries.Count = 0;
            tries.Timer.Change(Together, Timeout.InfiniteTimeSpan);
        }
    }

    private void Write(Key key, int count, IPAddress? address)
    {
        var before = writing;
        writing = Task.Run(async () =>
        {
            await before;
            try
            {
                var workspace = key.User is { } user ? await WorkspaceOfAsync(user) : default;
                await database.NoteAsync(
                    Actor.Visitor(workspace, address?.ToString()),
                    new(key.Refusal.Action, nameof(User), key.User?.ToString(), count, key.Refusal.Code), default);
            }
            catch (Exception fault)
            {
                Log.NotNoted(logger, key.Refusal.Action, count, fault.Message);
            }
        });
    }

    private async Task<WorkspaceId> WorkspaceOfAsync(Guid user)
    {
        await using var db = database.Read(default);
        // It is the question which workspace it is, so none can be named.
        return await db.Set<Membership>().IgnoreQueryFilters().Where(member => member.UserId == user).OrderBy(member => member.Since)
            .Select(member => member.WorkspaceId).FirstOrDefaultAsync();
    }

    private sealed record Key(Refusal Refusal, Guid? User);

    private sealed class Tries
    {
        public required ITimer Timer { get; init; }

        public int Count { get; set; }

        public IPAddress? Address { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The audit lacks {Count} times {Action}, because that could not be written: {Fault}")]
        public static partial void NotNoted(ILogger logger, string action, int count, string fault);
    }
}

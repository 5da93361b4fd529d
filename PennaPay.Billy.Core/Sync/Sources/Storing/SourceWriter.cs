using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Sync.Sources.Storing;

/// <summary>Stores what a step brought together with how far the task is.</summary>
internal sealed class SourceWriter(Database database, SourceCustomers customers, SourceInvoices invoices, TimeProvider time)
{
    /// <param name="source">The source.</param>
    /// <param name="connection">The account.</param>
    /// <param name="task">The task as the step was read with; brought up to date.</param>
    /// <param name="step">What it brought.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False where nothing was stored: the task has gone on, or begun anew, without this step.</returns>
    public Task<bool> StoreAsync(ISource source, Connection connection, SourceTaskState task, SourceStep step, CancellationToken cancellationToken) =>
        database.WriteAsync(Actor.Clock(connection.WorkspaceId, "source"), Permission.Synchronize, async (db, ct) =>
        {
            var mine = db.Set<SourceTaskState>().Where(known => known.ConnectionId == connection.Id && known.Name == task.Name);
            if (await mine.AsNoTracking().FirstOrDefaultAsync(ct) is not { } stored || stored.Steps != task.Steps)
                return false;
            if (step.MustStartAnew)
            {
                await StartAnewAsync(db, source, connection.Id, time.GetUtcNow(), ct);
                return true;
            }

            var now = time.GetUtcNow();
            var isFirst = source.Tasks.First(known => known.Name == task.Name).Kind != SourceTaskKind.Again;
            var tally = await BringAsync(db, source, connection, step, isFirst, ct);
            // Somebody has wanted it read soon while it was read: what they heard of may be newer than what was read.
            var wanted = stored.DueAt > task.DueAt ? stored.DueAt : null;
            Advance(source, task, step, tally, now);
            if (wanted < task.DueAt)
                task.DueAt = wanted;
            await mine.ExecuteUpdateAsync(update => update
                .SetProperty(row => row.Checkpoint, task.Checkpoint).SetProperty(row => row.Watermark, task.Watermark)
                .SetProperty(row => row.BegunAt, task.BegunAt).SetProperty(row => row.DoneAt, task.DoneAt).SetProperty(row => row.DueAt, task.DueAt)
                .SetProperty(row => row.Steps, task.Steps + 1)
                .SetProperty(row => row.Done, task.Done).SetProperty(row => row.Total, task.Total).SetProperty(row => row.LeftOut, task.LeftOut)
                .SetProperty(row => row.FailureCode, (string?)null).SetProperty(row => row.FailureDetail, (string?)null).SetProperty(row => row.Failures, 0), ct);
            return true;
        }, cancellationToken);

    /// <summary>Stores what was read beside the tasks.</summary>
    /// <returns>Whether any of it is otherwise than it was.</returns>
    public Task<bool> StoreAsync(ISource source, Connection connection, SourceStep step, CancellationToken cancellationToken) =>
        database.WriteAsync(Actor.Clock(connection.WorkspaceId, "source"), Permission.Synchronize, async (db, ct) => (await BringAsync(db, source, connection, step, isFirst: false, ct)).Stored > 0, cancellationToken);

    /// <summary>Makes an account's tasks begin: what is first at once, what comes again afterwards, from now on.</summary>
    public static async Task StartAnewAsync(WorkspaceDbContext db, ISource source, Guid connection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var stored = await db.Set<SourceTaskState>().Where(task => task.ConnectionId == connection).ToDictionaryAsync(task => task.Name, cancellationToken);
        foreach (var (position, task) in source.Tasks.Index())
        {
            if (!stored.TryGetValue(task.Name, out var row))
                db.Add(row = new SourceTaskState { ConnectionId = connection, Name = task.Name });
            (row.Position, row.Checkpoint, row.BegunAt, row.DoneAt, row.Done, row.Total, row.LeftOut) = (position, null, null, null, 0, null, null);
            (row.FailureCode, row.FailureDetail, row.Failures, row.Steps) = (null, null, 0, row.Steps + 1);
            row.Watermark = task.Kind == SourceTaskKind.Again ? SourceTimes.Write(now) : null;
            row.DueAt = task.Kind switch
            {
                SourceTaskKind.First => now,
                SourceTaskKind.Again => now + task.Every,
                _ => null,
            };
        }

        db.Audit("records.load_begun", nameof(Connection), connection);
    }

    private async Task<SourceTally> BringAsync(WorkspaceDbContext db, ISource source, Connection connection, SourceStep step, bool isFirst, CancellationToken cancellationToken)
    {
        var tally = new SourceTally(step.LeftOut);
        var known = await SourceRows.LoadAsync(db, connection.Id, step, cancellationToken);
        await customers.StoreAsync(db, connection, known, step, tally, cancellationToken);
        await invoices.StoreAsync(db, source, connection, known, step, isFirst, tally, cancellationToken);
        if (tally.Stored > 0)
            db.Audit("records.loaded", nameof(Connection), connection.Id.ToString(), tally.Stored);
        return tally;
    }

    private static void Advance(ISource source, SourceTaskState task, SourceStep step, SourceTally tally, DateTimeOffset now)
    {
        task.Checkpoint = step.Next;
        task.Done += step.Done;
        task.Total = step.Total ?? task.Total;
        task.LeftOut = tally.AddedTo(task.LeftOut);
        (task.FailureCode, task.FailureDetail, task.Failures) = (null, null, 0);
        if (step.Next is not null)
        {
            task.DueAt = now;
            return;
        }

        var spec = source.Tasks.First(known => known.Name == task.Name);
        (task.Watermark, task.DoneAt, task.Total) = (step.Watermark ?? task.Watermark, now, task.Done);
        task.DueAt = spec.Kind == SourceTaskKind.Again ? Later(task.BegunAt!.Value + spec.Every, now) : null;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push;

/// <summary>Counts what becomes of pushes, and shows what the queues hold.</summary>
public sealed class PushMeter
{
    private readonly Dictionary<string, string> names;
    private readonly TimeProvider time;
    private readonly Counter<long> pushes;
    private readonly ObservableGauge<long> depth;
    private readonly ObservableGauge<double> age;

    // A connection stays with its system, and is never deleted.
    private readonly ConcurrentDictionary<Guid, string> systems = new();

    private volatile IReadOnlyList<QueueFigure> queues = [];

    public PushMeter(IMeterFactory factory, IEnumerable<ExternalSystem> systems, TimeProvider time)
    {
        names = systems.ToDictionary(system => system.Id, system => system.Profile.Name, StringComparer.Ordinal);
        this.time = time;
        var meter = ProgramMeter.Of(factory);
        pushes = meter.CreateCounter<long>("pennapay.pushes", "{push}", "What became of pushes that were taken up or decided.");
        // Gauges, not sums: every server counts the same table.
        depth = meter.CreateObservableGauge("pennapay.queue.depth", Depths, "{push}", "Pushes that are still to be worked off.");
        age = meter.CreateObservableGauge("pennapay.queue.age", Ages, "s", "How long ago the oldest of them was queued.");
    }

    /// <summary>What the queues held when somebody last looked; empty where nobody has, or could not.</summary>
    internal IReadOnlyList<QueueFigure> Queues
    {
        get => queues;
        set => queues = value;
    }

    /// <summary>Whether somebody wants to know what the queues hold.</summary>
    internal bool IsQueueWatched => depth.Enabled || age.Enabled;

    /// <summary>Counts an outcome once the caller's transaction is committed.</summary>
    internal async Task CountAsync(
        WorkspaceDbContext db, Guid connection, PushOutcome outcome, CancellationToken cancellationToken, int count = 1)
    {
        if (!pushes.Enabled || count == 0)
            return;
        if (!systems.TryGetValue(connection, out var system))
        {
            system = await db.Set<Connection>().Where(c => c.Id == connection).Select(c => c.System).SingleAsync(cancellationToken);
            systems.TryAdd(connection, system);
        }

        db.AfterCommit(() => pushes.Add(
            count, new(ProgramMeter.System, NameOf(system)), new("outcome", ProgramMeter.Tag(outcome))));
    }

    private string NameOf(string system) => names.GetValueOrDefault(system, system);

    private IEnumerable<Measurement<long>> Depths() =>
        from figure in Queues
        group figure.Pushes by (System: NameOf(figure.System), figure.State) into queue
        select new Measurement<long>(
            queue.Sum(), new(ProgramMeter.System, queue.Key.System), new("state", ProgramMeter.Tag(queue.Key.State)));

    private IEnumerable<Measurement<double>> Ages()
    {
        var now = time.GetUtcNow();
        return
            from figure in Queues
            group figure.Oldest by NameOf(figure.System) into queue
            select new Measurement<double>(
                queue.Min() is { } oldest && oldest < now ? (now - oldest).TotalSeconds : 0,
                new KeyValuePair<string, object?>(ProgramMeter.System, queue.Key));
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Core.Connections.Outages;

/// <summary>
/// Which connections' systems are away just now. Kept in memory alone: after a restart two requests find it out again, and an
/// outage that thousands of pushes meet costs the database nothing.
/// </summary>
public sealed partial class ConnectionOutages(
    ExternalSystems systems, ConnectionStore store, ConnectionFeed feed, TimeProvider time, ILogger<ConnectionOutages> logger)
{
    private readonly ConcurrentDictionary<Guid, Watched> watched = new();

    /// <summary>Raised when a system that is away may be asked again, by <see cref="IsBackAsync"/>.</summary>
    internal event Action<WorkspaceId, Guid>? ProbeDue;

    /// <summary>When the connection's system ceased to answer; null while it is there.</summary>
    public DateTimeOffset? AwaySince(Guid connection) => watched.TryGetValue(connection, out var found) ? found.Gate.AwaySince : null;

    /// <summary>The systems that a workspace misses, the longest missing first.</summary>
    public IReadOnlyList<Outage> Of(WorkspaceId workspace) =>
    [
        .. from connection in watched.Values
        where connection.Workspace == workspace
        let since = connection.Gate.AwaySince
        where since is not null
        orderby since
        select new Outage(connection.System.Name, connection.System.Id, since.Value),
    ];

    /// <summary>What lets the connection's requests out.</summary>
    internal OutageGate GateOf(Connection connection) => watched.GetOrAdd(connection.Id, static (_, of) => of.This.Watch(of.connection), (This: this, connection)).Gate;

    /// <summary>Asks a system that is away whether it is back, with one plain request, if it is time for that.</summary>
    internal async Task<bool> IsBackAsync(OpenedConnection opened, CancellationToken cancellationToken)
    {
        var (gate, connection) = (GateOf(opened.Connection), opened.Connection);
        if (!gate.TakeProbe())
            return gate.AwaySince is null;
        try
        {
            await systems.Of(connection.System).AskAccountAsync(opened.Access with { Gate = gate, IsProbe = true }, cancellationToken);
        }
        catch (ApiException)
        {
            // The gate knows what it means.
        }

        if (gate.AwaySince is not null)
            return false;
        if (connection.FailureCode == FailureCodes.SystemUnavailable)
            await store.ChangeAsync(connection, RecoverWhenAway, cancellationToken);
        return true;
    }

    /// <summary>Forgets an outage: the system has answered a person, or the connection is none any more.</summary>
    internal void End(Guid connection)
    {
        if (watched.TryGetValue(connection, out var found))
            found.Gate.Answered();
    }

    private static void RecoverWhenAway(Connection row)
    {
        if (row.FailureCode == FailureCodes.SystemUnavailable)
            row.Recover();
    }

    private Watched Watch(Connection connection)
    {
        var (workspace, id, system) = (connection.WorkspaceId, connection.Id, systems.Of(connection.System));
        return new(workspace, system, new OutageGate(time, Changed, () => ProbeDue?.Invoke(workspace, id)));

        void Changed()
        {
            if (AwaySince(id) is { } since)
                Log.Away(logger, system.Name, id, since);
            else
                Log.Back(logger, system.Name, id);
            feed.Publish(new ConnectionChanged(workspace, id));
        }
    }

    private sealed record Watched(WorkspaceId Workspace, ExternalSystem System, OutageGate Gate);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{System} does not answer; connection {Connection} waits and asks again by itself (since {Since}).")]
        public static partial void Away(ILogger logger, string system, Guid connection, DateTimeOffset since);

        [LoggerMessage(LogLevel.Information, "{System} answers again; connection {Connection} goes on.")]
        public static partial void Back(ILogger logger, string system, Guid connection);
    }
}

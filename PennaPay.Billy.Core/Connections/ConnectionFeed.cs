using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Events;

namespace PennaPay.Billy.Core.Connections;

/// <summary>
/// The connection, its settings or its pause changed. It says no more than that, because two changes may be told in the
/// other order than they were made in: read <see cref="Connector.ViewAsync"/> again.
/// </summary>
public sealed record ConnectionChanged(WorkspaceId Workspace);

/// <summary>Tells every open page of a workspace that it stands differently with Billy.</summary>
public sealed class ConnectionFeed(ILogger<ConnectionFeed> logger) : WorkspaceFeed<ConnectionChanged>(logger)
{
    /// <inheritdoc cref="WorkspaceFeed{TEvent}.Publish"/>
    public void Publish(ConnectionChanged changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        Publish(changed.Workspace, changed);
    }
}

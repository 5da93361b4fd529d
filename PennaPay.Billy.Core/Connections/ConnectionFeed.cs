using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Events;

namespace PennaPay.Billy.Core.Connections;

/// <summary>Tells every open page of a workspace that it stands differently with a system.</summary>
public sealed class ConnectionFeed(ILogger<ConnectionFeed> logger) : WorkspaceFeed<ConnectionChanged>(logger)
{
    /// <inheritdoc cref="WorkspaceFeed{TEvent}.Publish"/>
    public void Publish(ConnectionChanged changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        Publish(changed.Workspace, changed);
    }
}

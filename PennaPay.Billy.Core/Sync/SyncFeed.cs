using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Events;

namespace PennaPay.Billy.Core.Sync;

/// <summary>Tells every open page of a workspace how keeping alike goes on.</summary>
public sealed class SyncFeed(ILogger<SyncFeed> logger) : WorkspaceFeed<SyncChanged>(logger)
{
    /// <inheritdoc cref="WorkspaceFeed{TEvent}.Publish"/>
    public void Publish(SyncChanged changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        Publish(changed.Workspace, changed);
    }
}

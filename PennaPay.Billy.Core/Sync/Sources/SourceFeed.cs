using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Events;

namespace PennaPay.Billy.Core.Sync.Sources;

/// <summary>Tells open pages how far the reading of an account is.</summary>
public sealed class SourceFeed(ILogger<SourceFeed> logger) : WorkspaceFeed<SourceMoved>(logger)
{
    /// <inheritdoc cref="WorkspaceFeed{TEvent}.Publish"/>
    public void Publish(SourceMoved moved)
    {
        ArgumentNullException.ThrowIfNull(moved);
        Publish(moved.Workspace, moved);
    }
}

/// <summary>A step was stored, or came to nothing. It says no more: read it again.</summary>
public sealed record SourceMoved(WorkspaceId Workspace, Guid Connection);

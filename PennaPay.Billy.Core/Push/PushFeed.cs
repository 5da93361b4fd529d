using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Events;

namespace PennaPay.Billy.Core.Push;

/// <summary>Live news of pushes, for the open pages of a workspace.</summary>
public sealed class PushFeed(ILogger<PushFeed> logger) : WorkspaceFeed<PushEvent>(logger)
{
    /// <summary>Tells the workspace's open pages.</summary>
    public void Publish(PushEvent happened) => Publish(happened.Workspace, happened);
}

using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Events;

namespace PennaPay.Billy.Core.Push.Queue;

/// <summary>Live news of batches, for the open pages of a workspace.</summary>
public sealed class BatchFeed(ILogger<BatchFeed> logger) : WorkspaceFeed<BatchEvent>(logger)
{
    /// <summary>Tells the workspace's open pages.</summary>
    public void Publish(BatchEvent happened) => Publish(happened.Workspace, happened);
}

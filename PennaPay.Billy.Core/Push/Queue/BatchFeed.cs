using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Events;
using PennaPay.Billy.Core.Push.Ledger;

namespace PennaPay.Billy.Core.Push.Queue;

/// <summary>
/// A batch was queued or taken back as a whole; told once after the commit, instead of a <see cref="PushEvent"/> for each
/// of its pushes.
/// </summary>
public sealed record BatchEvent(WorkspaceId Workspace, Guid BatchId, DateTimeOffset At);

/// <summary>Live news of batches, for the open pages of a workspace.</summary>
public sealed class BatchFeed(ILogger<BatchFeed> logger) : WorkspaceFeed<BatchEvent>(logger)
{
    /// <summary>Tells the workspace's open pages.</summary>
    public void Publish(BatchEvent happened) => Publish(happened.Workspace, happened);
}

using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Push.Leases;

/// <summary>Who works off a connection's queue just now: at most one worker, wherever it runs.</summary>
internal sealed class QueueLease : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; set; }

    public Guid ConnectionId { get; set; }

    /// <summary>The worker's own id; null when nobody works.</summary>
    public Guid? Holder { get; set; }

    /// <summary>When the lease ends by itself, for a worker that died.</summary>
    public DateTimeOffset Until { get; set; }
}

namespace PennaPay.Billy.Core.Push.Leases;

/// <summary>One worker's lease of one connection's queue.</summary>
/// <param name="Queue">Whose queue.</param>
/// <param name="Holder">The worker, told from every other.</param>
internal sealed record HeldLease(QueueId Queue, Guid Holder)
{
    /// <summary>When it was last taken or confirmed for certain, as a timestamp: the clock on the wall may be set meanwhile.</summary>
    public long KnownAt { get; set; }

    /// <summary>When its holder was last heard of, confirmed or about to be.</summary>
    public long SeenAt { get; set; }
}

namespace PennaPay.Billy.Core.Push.Leases;

/// <summary>One worker's lease of one connection's queue.</summary>
/// <param name="Queue">Whose queue.</param>
/// <param name="Holder">The worker, told from every other.</param>
internal sealed record HeldLease(QueueId Queue, Guid Holder)
{
    /// <summary>It lasts at least until then, unless somebody ended it.</summary>
    public DateTimeOffset KnownUntil { get; set; }
}

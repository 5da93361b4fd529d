using PennaPay.Billy.Core.Push.Leases;
using PennaPay.Billy.Core.Push.Targets;

namespace PennaPay.Billy.Core.Push.Worker;

/// <summary>What a worker has in hand while it takes one push of a connection's queue one step further.</summary>
/// <param name="Target">How the connection's system is spoken to.</param>
/// <param name="Push">The connection, opened, and what the target remembers.</param>
/// <param name="Lease">The worker's right to be the only one.</param>
/// <param name="OnlyDoubts">Whether nothing new may be sent for now.</param>
internal sealed record WorkContext(IPushTarget Target, PushContext Push, HeldLease Lease, bool OnlyDoubts)
{
    /// <summary>How that which the push is for is done.</summary>
    public required IPushAction Action { get; init; }
}

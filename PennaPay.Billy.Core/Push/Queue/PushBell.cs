using System.Threading.Channels;

namespace PennaPay.Billy.Core.Push.Queue;

/// <summary>
/// Calls a worker to a connection's queue; ring it after the commit, since a worker that comes before finds nothing and does
/// not come again. The queue is the ledger: a call that is lost costs seconds, never a push.
/// </summary>
public sealed class PushBell
{
    private readonly Channel<QueueId> calls = Channel.CreateUnbounded<QueueId>(new() { SingleReader = true });

    /// <summary>Something may be due in this queue.</summary>
    public void Ring(QueueId queue) => calls.Writer.TryWrite(queue);

    internal IAsyncEnumerable<QueueId> CallsAsync(CancellationToken cancellationToken) => calls.Reader.ReadAllAsync(cancellationToken);
}

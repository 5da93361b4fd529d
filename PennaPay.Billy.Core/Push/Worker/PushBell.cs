using System.Threading.Channels;
using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Push.Worker;

/// <summary>Calls a worker to a workspace's queue. The queue is the ledger; a call that is lost costs seconds, never a push.</summary>
public sealed class PushBell
{
    private readonly Channel<WorkspaceId> calls = Channel.CreateUnbounded<WorkspaceId>(new() { SingleReader = true });

    /// <summary>Something may be due in this workspace.</summary>
    public void Ring(WorkspaceId workspace) => calls.Writer.TryWrite(workspace);

    internal IAsyncEnumerable<WorkspaceId> CallsAsync(CancellationToken cancellationToken) => calls.Reader.ReadAllAsync(cancellationToken);
}

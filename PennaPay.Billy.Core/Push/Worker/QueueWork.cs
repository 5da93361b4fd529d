using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Postings;

namespace PennaPay.Billy.Core.Push.Worker;

/// <summary>Works off a workspace's queue, one push after the other, until nothing is due.</summary>
public sealed class QueueWork(
    QueueLeases turns, DuePushes queue, PushProcessor processor, Connector connector, BillyReader billy, TimeProvider time)
{
    /// <summary>Returns at once when another worker has the turn.</summary>
    /// <param name="workspace">Whose queue.</param>
    /// <param name="stopping">Ends it; a draft in flight is seen through.</param>
    /// <param name="isCalledAgain">Asked each time that nothing is due: whether to look once more, in the same turn.</param>
    public async Task RunAsync(WorkspaceId workspace, CancellationToken stopping, Func<Task<bool>>? isCalledAgain = null)
    {
        if (await turns.TakeAsync(workspace, stopping) is not { } turn)
            return;
        try
        {
            // With the turn in hand nobody can be sending: what says so was left by a worker that died.
            foreach (var interrupted in await queue.InterruptedAsync(workspace, stopping))
                await processor.InterruptedAsync(interrupted, stopping);

            while (await WorkOffAsync(workspace, turn, stopping) && isCalledAgain is not null && await isCalledAgain())
            {
                // Each call is one more look at the queue.
            }
        }
        finally
        {
            await turns.GiveBackAsync(workspace, turn, CancellationToken.None);
        }
    }

    /// <summary>Takes one step after the other until nothing is due. False when the turn was lost.</summary>
    private async Task<bool> WorkOffAsync(WorkspaceId workspace, HeldLease turn, CancellationToken stopping)
    {
        if (!await turns.KeepAsync(workspace, turn, stopping))
            return false;
        var books = new OrganizationReader(billy, time);
        while (!stopping.IsCancellationRequested
            && await queue.NextDueAsync(workspace, stopping) is { } push
            && await OpenAsync(workspace, books, turn, stopping) is { } drain
            && (push.State == PushState.Unknown || !drain.OnlyDoubts))
        {
            if (!await processor.ProcessAsync(push, drain, stopping))
                return false;
        }

        return true;
    }

    // Asked anew for each push, so that a disconnect or a pause holds from the next one on.
    private async Task<WorkContext?> OpenAsync(WorkspaceId workspace, OrganizationReader books, HeldLease turn, CancellationToken cancellationToken)
    {
        if (await connector.OpenAsync(workspace, cancellationToken) is not BillyAccessResult.Opened opened)
            return null;
        var pause = opened.Connection.PauseAt(time.GetUtcNow());
        // A pause because of unclear answers stops new drafts; settling the doubts is what ends it.
        return pause is null or { Reason.Code: FailureCodes.OutcomeUnknown }
            ? new WorkContext(opened.Access with { Priority = RequestPriority.Push }, opened.Connection, books, turn, OnlyDoubts: pause is not null)
            : null;
    }
}

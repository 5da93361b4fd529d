using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.Outages;
using PennaPay.Billy.Core.Push.Leases;
using PennaPay.Billy.Core.Push.Reconciling;
using PennaPay.Billy.Core.Push.Targets;

namespace PennaPay.Billy.Core.Push.Worker;

/// <summary>Works off a connection's queue, one push after the other, until nothing is due.</summary>
internal sealed class QueueWork(
    QueueLeases leases, DuePushes queue, DueTimes times, PushProcessor processor, Reconciler reconciler, ConnectionStore connections, ConnectionOpener opener,
    ConnectionOutages outages, PushTargets targets, TimeProvider time)
{
    /// <summary>Returns at once when another worker has the lease.</summary>
    /// <param name="of">Whose queue.</param>
    /// <param name="stopping">Ends it; a document in flight is seen through.</param>
    /// <param name="isCalledAgain">Asked each time that nothing is due: whether to look once more, with the same lease.</param>
    public async Task RunAsync(QueueId of, CancellationToken stopping, Func<Task<bool>>? isCalledAgain = null)
    {
        if (await leases.TakeAsync(of, stopping) is not { } lease)
            return;
        try
        {
            // With the lease in hand nobody can be sending: what says so was left by a worker that died.
            foreach (var interrupted in await queue.InterruptedAsync(of, stopping))
                await processor.InterruptedAsync(interrupted, stopping);

            await LookIfBehindAsync(of, stopping);
            while (await WorkOffAsync(lease, stopping) && isCalledAgain is not null && await isCalledAgain())
            {
                // Each call is one more look at the queue.
            }
        }
        finally
        {
            await leases.GiveBackAsync(lease, CancellationToken.None);
        }
    }

    private async Task LookIfBehindAsync(QueueId of, CancellationToken stopping)
    {
        if ((await opener.OpenAsync(of.Workspace, of.Connection, stopping)).Opened is { Connection.BehindSince: not null } opened)
            await reconciler.LookThroughAsync(of, new(targets.Of(opened.Connection.System), opened), stopping);
    }

    /// <summary>Takes one step after the other until nothing is due. False when the lease was lost.</summary>
    private async Task<bool> WorkOffAsync(HeldLease lease, CancellationToken stopping)
    {
        if (!await leases.KeepAsync(lease, stopping))
            return false;
        var memory = new PushMemory();
        while (!stopping.IsCancellationRequested && await MayGoOnAsync(lease.Queue, stopping)
            && await queue.NextDueAsync(lease.Queue, stopping) is { } push)
        {
            // Asked anew for each push, so that a disconnect or a pause holds from the next one on.
            var connection = await connections.FindAsync(lease.Queue.Workspace, lease.Queue.Connection, stopping);
            if (connection is { IsReplaced: true })
            {
                await processor.GiveBackAsync(push, stopping);
                continue;
            }

            if (Open(connection, memory, lease, push.Purpose) is not { } work || push.State != PushState.Unknown && work.OnlyDoubts)
                break;
            if (!await processor.ProcessAsync(push, work, stopping))
                return false;
        }

        return true;
    }

    /// <summary>
    /// Whether the system is there, as far as is known. While it is away the queue waits as a whole: its pushes stay due, and go
    /// as soon as a probe is answered.
    /// </summary>
    private async Task<bool> MayGoOnAsync(QueueId of, CancellationToken stopping)
    {
        await times.KeepRightAsync(stopping);
        return outages.AwaySince(of.Connection) is null
            || (await opener.OpenAsync(of.Workspace, of.Connection, stopping)).Opened is not { } opened
            || await outages.IsBackAsync(opened.Urgently(), stopping);
    }

    private WorkContext? Open(Connection? connection, PushMemory memory, HeldLease lease, PushPurpose purpose)
    {
        if (opener.Open(connection).Opened is not { } opened)
            return null;
        opened = opened.Urgently().WithinScope();
        var pause = opened.Connection.PauseAt(time.GetUtcNow());
        // A pause because of unclear answers stops new documents; settling the doubts is what ends it.
        return pause is null or { Reason.Code: FailureCodes.OutcomeUnknown }
            ? With(targets.Of(opened.Connection.System))
            : null;

        WorkContext With(IPushTarget target) => new(target, new PushContext(opened, memory), lease, OnlyDoubts: pause is not null) { Action = target.ActionOf(purpose) };
    }
}

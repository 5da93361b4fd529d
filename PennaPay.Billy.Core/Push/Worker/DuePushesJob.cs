using PennaPay.Billy.Core.Push.Queue;
using Quartz;

namespace PennaPay.Billy.Core.Push.Worker;

/// <summary>Calls the worker to queues where something has come due that nobody rang for: the net under the bell.</summary>
[DisallowConcurrentExecution]
internal sealed class DuePushesJob(DuePushes queue, PushBell bell) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        foreach (var due in await queue.QueuesWithWorkAsync(cancellationToken))
            bell.Ring(due);
    }
}

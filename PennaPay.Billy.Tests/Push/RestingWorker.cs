using System.Threading.Channels;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Push.Worker;

namespace PennaPay.Billy.Tests.Push;

/// <summary>
/// A worker with the lease in hand that rests and comes when the bell calls, as the program's own does; only that the calls
/// wait until the test lets them through, so that it can say what was rung until then.
/// </summary>
internal sealed class RestingWorker : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Channel<bool> calls = Channel.CreateUnbounded<bool>();
    private readonly SemaphoreSlim rests = new(0);
    private readonly PushHost host;
    private readonly Task work;

    private RestingWorker(PushHost host)
    {
        this.host = host;
        work = Task.Run(() => host.Get<QueueWork>().RunAsync(host.Queue, default, async () =>
        {
            rests.Release();
            return await calls.Reader.ReadAsync();
        }));
    }

    public static async Task<RestingWorker> StartAsync(PushHost host)
    {
        var worker = new RestingWorker(host);
        await worker.UntilItRestsAsync();
        return worker;
    }

    /// <summary>Lets the worker answer each call that was rung until now, and rest again. Answers how many there were.</summary>
    public async Task<int> AnswerAsync()
    {
        using var enough = new CancellationTokenSource();
        await using var rung = host.Get<PushBell>().CallsAsync(enough.Token).GetAsyncEnumerator(CancellationToken.None);
        for (var answered = 0; ; answered++)
        {
            // What was rung is there at once.
            var next = rung.MoveNextAsync();
            if (!next.IsCompleted)
            {
                await enough.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
                return answered;
            }

            Assert.True(await next);
            Assert.Equal(host.Queue, rung.Current);
            calls.Writer.TryWrite(true);
            await UntilItRestsAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        calls.Writer.TryWrite(false);
        await work;
        rests.Dispose();
    }

    private async Task UntilItRestsAsync()
    {
        var rest = rests.WaitAsync(Patience);
        // A worker that failed says why.
        if (await Task.WhenAny(rest, work) == work)
            await work;
        Assert.True(await rest);
    }
}

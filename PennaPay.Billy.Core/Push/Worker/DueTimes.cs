using System.Collections.Concurrent;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Rules;

namespace PennaPay.Billy.Core.Push.Worker;

/// <summary>Keeps the times of waiting pushes right when the clock is set. Asked before each look at a queue.</summary>
internal sealed class DueTimes : IDisposable
{
    private readonly ConcurrentQueue<ClockJump> jumps = new();
    private readonly SemaphoreSlim turn = new(1);
    private readonly ClockWatch clock;
    private readonly PushLedger ledger;

    public DueTimes(ClockWatch clock, PushLedger ledger)
    {
        (this.clock, this.ledger) = (clock, ledger);
        clock.Jumped += jumps.Enqueue;
    }

    /// <summary>Puts right what was written before the program started and is yet to come.</summary>
    public Task BeginAsync(CancellationToken cancellationToken) => ledger.DropFutureAsync(RetryRules.LongestWait, cancellationToken);

    /// <summary>Returns when the ledger has followed every jump that there was.</summary>
    public async Task KeepRightAsync(CancellationToken cancellationToken)
    {
        clock.Look();
        // Nobody goes on with a queue while its times are being moved.
        await turn.WaitAsync(cancellationToken);
        try
        {
            while (jumps.TryPeek(out var jump))
            {
                await ledger.FollowAsync(jump, cancellationToken);
                jumps.TryDequeue(out _);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        clock.Jumped -= jumps.Enqueue;
        turn.Dispose();
    }
}

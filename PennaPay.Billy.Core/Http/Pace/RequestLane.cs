using System.Diagnostics.CodeAnalysis;

namespace PennaPay.Billy.Core.Http.Pace;

/// <summary>
/// The turns of one token, given out at its rate: the urgent ones first, and each kind in the order they came. What nobody waits for
/// leaves the last turn alone, so that an urgent request finds one however much is read.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The alarm is disposed of when nobody waits any more.")]
internal sealed class RequestLane(RequestRate rate, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly long start = time.GetTimestamp();
    private readonly LinkedList<Waiter> urgent = [];
    private readonly LinkedList<Waiter> background = [];
    private ITimer? alarm;

    /// <summary>Whether forgetting this lane would change nothing.</summary>
    public bool IsFresh
    {
        get
        {
            lock (gate)
                return First is null && rate.IsFresh(Now);
        }
    }

    // Counted from the start, not by the clock on the wall, which may be set back.
    private TimeSpan Now => time.GetElapsedTime(start);

    private RequestPriority PriorityOfFirst => urgent.First is null ? RequestPriority.Background : RequestPriority.Urgent;

    private LinkedListNode<Waiter>? First => urgent.First ?? background.First;

    /// <summary>Returns when it is the caller's turn. A cancelled wait takes none.</summary>
    public Task WaitTurnAsync(RequestPriority priority, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);

        lock (gate)
        {
            var before = priority == RequestPriority.Urgent ? urgent.First : First;
            if (before is null && TryTake(priority))
                return Task.CompletedTask;

            var place = (priority == RequestPriority.Urgent ? urgent : background).AddLast(new Waiter());
            place.Value.GiveUp = cancellationToken.UnsafeRegister(_ => Leave(place, cancellationToken), null);
            SetAlarm();
            return place.Value.Task;
        }
    }

    /// <inheritdoc cref="RequestRate.SlowDown"/>
    /// <param name="wait">How long the system asks to be left alone, if it does.</param>
    public void SlowDown(TimeSpan? wait)
    {
        lock (gate)
            rate.SlowDown(Now, wait);
    }

    /// <inheritdoc cref="RequestRate.Recover"/>
    /// <param name="allowance">What the system still takes, if it said so.</param>
    public void Recover(RequestAllowance? allowance)
    {
        lock (gate)
            rate.Recover(Now, allowance);
    }

    private void Leave(LinkedListNode<Waiter> place, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            // Whoever has been called has the turn already.
            if (place.List is not { } queue)
                return;
            queue.Remove(place);
            SetAlarm();
        }

        place.Value.SetCanceled(cancellationToken);
    }

    private void CallNext()
    {
        lock (gate)
        {
            while (First is { } next && TryTake(PriorityOfFirst))
            {
                next.List!.Remove(next);
                next.Value.GiveUp.Unregister();
                next.Value.SetResult();
            }

            SetAlarm();
        }
    }

    /// <summary>Takes a turn if there is one now.</summary>
    private bool TryTake(RequestPriority priority)
    {
        if (rate.UntilNext(priority, Now) > TimeSpan.Zero)
            return false;
        rate.Take(Now);
        return true;
    }

    /// <summary>Rings when the first of those who wait may go; never when nobody waits.</summary>
    private void SetAlarm()
    {
        if (First is null)
        {
            alarm?.Dispose();
            alarm = null;
            return;
        }

        // Timers count whole milliseconds, and must not fire before the turn.
        var wait = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(rate.UntilNext(PriorityOfFirst, Now).TotalMilliseconds, 0)));
        alarm ??= time.CreateTimer(
            static lane => ((RequestLane)lane!).CallNext(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        alarm.Change(wait, Timeout.InfiniteTimeSpan);
    }

    // Continued elsewhere, since it is called while the gate is held.
    private sealed class Waiter() : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public CancellationTokenRegistration GiveUp { get; set; }
    }
}

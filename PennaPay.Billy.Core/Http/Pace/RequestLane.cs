using System.Diagnostics.CodeAnalysis;

namespace PennaPay.Billy.Core.Http.Pace;

/// <summary>
/// The turns of one token. After a pause the first few requests go at once; the rest follow at the allowed rate, the urgent
/// ones first, and each kind in the order they came. What nobody waits for leaves the last turn of a burst alone, so that an urgent
/// request finds one however much is read. A 429 halves the rate, down to a sixteenth; every answered request gives
/// a fortieth of the full rate back.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The alarm is disposed of when nobody waits any more.")]
internal sealed class RequestLane(double fullRate, int burst, TimeProvider time)
{
    private const double SlowestShare = 1.0 / 16;
    private const double RecoveredShare = 1.0 / 40;

    private readonly Lock gate = new();
    private readonly long start = time.GetTimestamp();
    private readonly LinkedList<Waiter> urgent = [];
    private readonly LinkedList<Waiter> background = [];
    private ITimer? alarm;
    private double share = 1;

    // When the requests let through so far will have used up their share of time. Counted from the start, not by the
    // clock on the wall, which may be set back.
    private TimeSpan paidUntil;

    /// <summary>Whether forgetting this lane would change nothing.</summary>
    public bool IsFresh
    {
        get
        {
            lock (gate)
                return First is null && share >= 1 && paidUntil <= Now;
        }
    }

    private TimeSpan Now => time.GetElapsedTime(start);

    private TimeSpan Interval => TimeSpan.FromSeconds(1 / (fullRate * share));

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

    /// <summary>Halves the rate, and lets the next request wait.</summary>
    public void SlowDown()
    {
        lock (gate)
        {
            share = Math.Max(share / 2, SlowestShare);
            paidUntil = Later(paidUntil, Now + (burst * Interval));
        }
    }

    /// <summary>Gives a little of the rate back.</summary>
    public void Recover()
    {
        lock (gate)
            share = Math.Min(share + RecoveredShare, 1);
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
        if (UntilNextTurn(priority) > TimeSpan.Zero)
            return false;
        paidUntil = Later(paidUntil, Now) + Interval;
        return true;
    }

    private TimeSpan UntilNextTurn(RequestPriority priority)
    {
        var atOnce = priority == RequestPriority.Urgent ? burst : Math.Max(burst - 1, 1);
        return paidUntil - ((atOnce - 1) * Interval) - Now;
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
        var wait = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(UntilNextTurn(PriorityOfFirst).TotalMilliseconds, 0)));
        alarm ??= time.CreateTimer(
            static lane => ((RequestLane)lane!).CallNext(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        alarm.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;

    // Continued elsewhere, since it is called while the gate is held.
    private sealed class Waiter() : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public CancellationTokenRegistration GiveUp { get; set; }
    }
}

namespace PennaPay.Billy.Tests.Support;

/// <summary>A clock that moves only when told, with the timers that hang on it.</summary>
public sealed class TestClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Alarm> alarms = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset now;
    private TimeSpan setBy;

    public TestClock(DateTimeOffset? start = null) => now = start ?? new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now + setBy;
    }

    public override long GetTimestamp() => Steady().Ticks;

    /// <summary>Sets the clock on the wall, forward or back. No time passes, so no timer fires.</summary>
    public void SetWall(TimeSpan by)
    {
        lock (gate)
            setBy += by;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Moves on, and lets everything happen that is due until then, in order.</summary>
    public void Advance(TimeSpan by)
    {
        var end = Steady() + by;
        while (NextDue(end) is { } alarm)
            alarm.Fire();
        lock (gate)
            now = end;
    }

    /// <summary>Lets time pass over a process that is stopped: nothing that hangs on the clock happens.</summary>
    public void PassUnnoticed(TimeSpan by)
    {
        lock (gate)
            now += by;
    }

    /// <summary>
    /// Moves on from timer to timer until the work is done. Timers further away than <paramref name="longest"/> are left
    /// alone, so that a pause can be told from a timeout.
    /// </summary>
    public async Task RunAsync(Task work, TimeSpan longest)
    {
        while (!work.IsCompleted)
        {
            Task change;
            lock (gate)
                change = changed.Task;
            if (NextDue(Steady() + longest) is { } alarm)
                alarm.Fire();
            else
                await Task.WhenAny(work, change);
        }

        await work;
    }

    /// <inheritdoc cref="RunAsync(Task, TimeSpan)"/>
    public async Task<T> RunAsync<T>(Task<T> work, TimeSpan longest)
    {
        await RunAsync((Task)work, longest);
        return await work;
    }

    // What timers and durations go by: it is never set.
    private DateTimeOffset Steady()
    {
        lock (gate)
            return now;
    }

    /// <summary>Takes the first alarm up to a time, and sets the clock to it.</summary>
    private Alarm? NextDue(DateTimeOffset end)
    {
        lock (gate)
        {
            var first = alarms.Where(alarm => alarm.Due <= end).MinBy(alarm => alarm.Due);
            if (first is not null)
            {
                now = first.Due > now ? first.Due : now;
                alarms.Remove(first);
                first.Repeat(now);
            }

            return first;
        }
    }

    private sealed class Alarm(TestClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period = Timeout.InfiniteTimeSpan;

        public DateTimeOffset Due { get; private set; }

        public void Fire() => callback(state);

        public void Repeat(DateTimeOffset from)
        {
            if (period <= TimeSpan.Zero)
                return;
            Due = from + period;
            clock.alarms.Add(this);
        }

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            TaskCompletionSource signal;
            lock (clock.gate)
            {
                clock.alarms.Remove(this);
                period = newPeriod;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = clock.now + dueTime;
                    clock.alarms.Add(this);
                }

                signal = clock.changed;
                clock.changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            signal.SetResult();
            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
                clock.alarms.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

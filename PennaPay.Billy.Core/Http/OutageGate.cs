using System.Diagnostics.CodeAnalysis;

namespace PennaPay.Billy.Core.Http;

/// <summary>
/// Keeps requests in while a system is away. It shuts after a few failures in a row; from then on one probe at a time may go,
/// and the first answer opens it for everything at once. Times are counted, not read from the clock on the wall.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The alarm is disposed of when the system is back.")]
internal sealed class OutageGate(TimeProvider time, Action changed, Action probeDue)
{
    /// <summary>How long a probe may take; shorter than a pause, so that one which hangs delays no other.</summary>
    public static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The longest time from one probe to the next.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    // Two, because a third document in doubt would hold the queue for far longer than the outage.
    private const int MostFailures = 2;

    private static readonly TimeSpan PauseStep = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private ITimer? alarm;
    private DateTimeOffset firstFailureAt;
    private DateTimeOffset? awaySince;
    private int failures;

    // Probes since anything else was answered. A system that answers them and nothing else is asked ever more rarely, too.
    private int probes;
    private long pausedAt;
    private TimeSpan pause;

    /// <summary>When the system ceased to answer; null while it is there.</summary>
    public DateTimeOffset? AwaySince
    {
        get
        {
            lock (gate)
                return awaySince;
        }
    }

    /// <summary>How long until the next probe may go.</summary>
    public TimeSpan UntilProbe
    {
        get
        {
            lock (gate)
                return pause - time.GetElapsedTime(pausedAt) is { Ticks: > 0 } left ? left : TimeSpan.Zero;
        }
    }

    /// <summary>
    /// Lets a request pass while the system is there. Answers whether the request stands for a probe: where nobody else sends
    /// any, because another server works off the queue, the next request is one.
    /// </summary>
    /// <exception cref="ApiException">The system is away; nothing leaves.</exception>
    public bool Enter(string system)
    {
        lock (gate)
        {
            if (awaySince is null)
                return false;
            if (time.GetElapsedTime(pausedAt) >= pause + LongestPause)
            {
                BeginProbe();
                return true;
            }
        }

        throw new ApiException(ApiFailure.Away, $"{system} does not answer for the time being.") { MayHaveBeenProcessed = false };
    }

    /// <summary>Whether a probe may go now. Whoever is told so sends it.</summary>
    public bool TakeProbe()
    {
        lock (gate)
        {
            if (awaySince is null || time.GetElapsedTime(pausedAt) < pause)
                return false;
            BeginProbe();
            return true;
        }
    }

    /// <summary>The system answered, well or badly.</summary>
    public void Answered(bool isProbe = false)
    {
        lock (gate)
        {
            failures = 0;
            probes = isProbe ? probes : 0;
            if (awaySince is null)
                return;
            awaySince = null;
            alarm?.Dispose();
            alarm = null;
        }

        changed();
    }

    /// <summary>The system did not answer, or not as itself.</summary>
    public void Failed()
    {
        lock (gate)
        {
            firstFailureAt = failures == 0 ? time.GetUtcNow() : firstFailureAt;
            failures++;
            if (awaySince is not null || failures < MostFailures && probes == 0)
                return;
            awaySince = firstFailureAt;
            Wait();
        }

        changed();
    }

    // The pause counts from a probe's beginning.
    private void BeginProbe()
    {
        probes++;
        Wait();
    }

    /// <summary>No pause before the first probe, for two failures may be chance; then 5, 10 and 15 s.</summary>
    private void Wait()
    {
        var wanted = PauseStep * Math.Min(probes, 3);
        (pausedAt, pause) = (time.GetTimestamp(), wanted < LongestPause ? wanted : LongestPause);
        alarm ??= time.CreateTimer(_ => probeDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        alarm.Change(pause, LongestPause);
    }
}

using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Systems.Billy.Api;

namespace PennaPay.Billy.Core.Http;

/// <summary>
/// Spaces the requests of one token so that Billy is never flooded. After a pause the first <see cref="Burst"/> requests go
/// at once; the rest follow at the allowed rate, in the order they came. A 429 halves the rate, down to a sixteenth; every
/// answered request gives a fortieth of the full rate back.
/// </summary>
internal sealed class RequestPacer(IOptions<BillyOptions> options, TimeProvider time)
{
    public const int Burst = 2;
    private const double SlowestShare = 1.0 / 16;
    private const double RecoveredShare = 1.0 / 40;
    private const int LanesBeforeCleanup = 1000;

    private readonly double fullRate = options.Value.RequestsPerSecond;
    private readonly ConcurrentDictionary<string, Lane> lanes = new();

    private bool Unlimited => fullRate == 0;

    /// <summary>Returns when the token may send its next request. A cancelled wait takes no turn.</summary>
    public Task WaitTurnAsync(AccessToken token, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Unlimited ? Task.CompletedTask : LaneOf(token).WaitTurnAsync(cancellationToken);
    }

    /// <summary>Billy answered 429.</summary>
    public void SlowDown(AccessToken token)
    {
        if (!Unlimited)
            LaneOf(token).SlowDown();
    }

    /// <summary>Billy answered something else.</summary>
    public void Recover(AccessToken token)
    {
        if (!Unlimited)
            LaneOf(token).Recover();
    }

    private Lane LaneOf(AccessToken token)
    {
        if (lanes.Count > LanesBeforeCleanup)
        {
            foreach (var (key, lane) in lanes)
            {
                if (lane.IsFresh)
                    lanes.TryRemove(key, out _);
            }
        }

        var hash = Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(token.Reveal())));
        return lanes.GetOrAdd(hash, _ => new Lane(fullRate, time));
    }

    [SuppressMessage(
        "Design", "CA1001", Justification = "The semaphore gives out no wait handle, so there is nothing to dispose.")]
    private sealed class Lane(double fullRate, TimeProvider time)
    {
        private readonly SemaphoreSlim queue = new(1, 1);
        private readonly Lock gate = new();
        private readonly long start = time.GetTimestamp();
        private double share = 1;
        private int waiting;

        // When the requests let through so far will have used up their share of time. Counted from the start, not by the
        // clock on the wall, which may be set back.
        private TimeSpan paidUntil;

        /// <summary>Whether forgetting this lane would change nothing.</summary>
        public bool IsFresh
        {
            get
            {
                lock (gate)
                    return waiting == 0 && share >= 1 && paidUntil <= Now;
            }
        }

        private TimeSpan Now => time.GetElapsedTime(start);

        private TimeSpan Interval => TimeSpan.FromSeconds(1 / (fullRate * share));

        public async Task WaitTurnAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref waiting);
            try
            {
                await queue.WaitAsync(cancellationToken);
                try
                {
                    while (TimeToWait() is { } wait)
                        await Task.Delay(wait, time, cancellationToken);
                }
                finally
                {
                    queue.Release();
                }
            }
            finally
            {
                Interlocked.Decrement(ref waiting);
            }
        }

        public void SlowDown()
        {
            lock (gate)
            {
                share = Math.Max(share / 2, SlowestShare);
                paidUntil = Later(paidUntil, Now + (Burst * Interval));
            }
        }

        public void Recover()
        {
            lock (gate)
                share = Math.Min(share + RecoveredShare, 1);
        }

        /// <summary>How long until the next turn; null when it is now, and taken.</summary>
        private TimeSpan? TimeToWait()
        {
            lock (gate)
            {
                var now = Now;
                var wait = paidUntil - ((Burst - 1) * Interval) - now;
                if (wait > TimeSpan.Zero)
                {
                    // Timers count whole milliseconds, and must not fire before the turn.
                    return TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
                }

                paidUntil = Later(paidUntil, now) + Interval;
                return null;
            }
        }

        private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;
    }
}

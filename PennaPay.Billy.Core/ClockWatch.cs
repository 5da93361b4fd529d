using Microsoft.Extensions.Logging;

namespace PennaPay.Billy.Core;

/// <summary>
/// Notices when the clock on the wall is set, by holding it against time that only ever runs on. A machine that slept looks
/// the same as a clock set forward.
/// </summary>
public sealed partial class ClockWatch(TimeProvider time, ILogger<ClockWatch> logger)
{
    /// <summary>What is nothing to speak of: clocks are corrected by seconds all the time.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private DateTimeOffset seen = time.GetUtcNow();
    private long stamp = time.GetTimestamp();
    private ClockJump? last;

    /// <summary>Raised after a look that found a jump, on the thread of whoever looked.</summary>
    public event Action<ClockJump>? Jumped;

    /// <summary>The last jump since the program started; null when there was none.</summary>
    public ClockJump? Last => Volatile.Read(ref last);

    /// <summary>Compares with the look before.</summary>
    public void Look()
    {
        ClockJump jump;
        lock (gate)
        {
            var (now, stampNow) = (time.GetUtcNow(), time.GetTimestamp());
            var by = now - seen - time.GetElapsedTime(stamp, stampNow);
            (seen, stamp) = (now, stampNow);
            if (by.Duration() <= Tolerance)
                return;
            Volatile.Write(ref last, jump = new(now, by));
            // Before anybody else can look and find nothing.
            Jumped?.Invoke(jump);
        }

        Log.Jumped(logger, jump.By > TimeSpan.Zero ? "forward" : "back", jump.By.Duration(), jump.At);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The clock was set {Direction} by {Duration}; it shows {At} now. Waiting pushes go on.")]
        public static partial void Jumped(ILogger logger, string direction, TimeSpan duration, DateTimeOffset at);
    }
}

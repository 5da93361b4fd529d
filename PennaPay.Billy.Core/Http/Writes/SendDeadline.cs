namespace PennaPay.Billy.Core.Http.Writes;

/// <summary>
/// Until when a write may leave. A process can be stopped for any time at any place, and its timers tell only some moments after
/// it goes on; whoever took over meanwhile may have sent the same. So this is asked in the last moment before bytes leave.
/// </summary>
/// <param name="time">The clock; of the wall and of the machine, since either may stand still while the other goes on.</param>
/// <param name="limit">How long from now.</param>
internal sealed class SendDeadline(TimeProvider time, TimeSpan limit)
{
    private static readonly AsyncLocal<SendDeadline?> Holding = new();

    private readonly long started = time.GetTimestamp();
    private readonly DateTimeOffset startedAt = time.GetUtcNow();

    /// <summary>What holds for the request that is being written just now; null for reads.</summary>
    public static SendDeadline? Current
    {
        get => Holding.Value;
        set => Holding.Value = value;
    }

    public bool IsPast => time.GetElapsedTime(started) > limit || time.GetUtcNow() - startedAt > limit;

    /// <summary>How much of it is left; never less than nothing.</summary>
    public TimeSpan Left => IsPast ? TimeSpan.Zero : limit - time.GetElapsedTime(started);

    /// <exception cref="IOException">It is too late.</exception>
    public void Demand()
    {
        if (IsPast)
            throw new IOException("It is too late for this write: somebody else may have begun meanwhile.");
    }
}

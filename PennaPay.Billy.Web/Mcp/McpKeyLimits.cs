using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace PennaPay.Billy.Web.Mcp;

/// <summary>How often, and how many times at once, each key may call: what a minute allows can be used at once, and comes back evenly.</summary>
internal sealed class McpKeyLimits(IOptions<McpOptions> options, TimeProvider time)
{
    private static readonly TimeSpan WhereAllAreRunning = TimeSpan.FromSeconds(1);

    // Only of keys that were found to be good, so there are no more than those.
    private readonly ConcurrentDictionary<Guid, Calls> calls = new();

    /// <summary>Takes a turn, to be given back.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="wait">How long to wait where there is none.</param>
    public IDisposable? TryTake(Guid key, out TimeSpan wait)
    {
        var ofKey = calls.GetOrAdd(key, _ => new Calls(options.Value.CallsPerMinute, time.GetTimestamp()));
        lock (ofKey)
        {
            var now = time.GetTimestamp();
            var perMinute = options.Value.CallsPerMinute;
            ofKey.Left = Math.Min(perMinute, ofKey.Left + (time.GetElapsedTime(ofKey.At, now).TotalMinutes * perMinute));
            ofKey.At = now;
            wait = ofKey.Running >= options.Value.CallsAtOnce ? WhereAllAreRunning
                : ofKey.Left < 1 ? TimeSpan.FromMinutes((1 - ofKey.Left) / perMinute) : TimeSpan.Zero;
            if (wait > TimeSpan.Zero)
                return null;
            ofKey.Left--;
            ofKey.Running++;
            return new Turn(ofKey);
        }
    }

    private sealed class Calls(double left, long at)
    {
        /// <summary>How many more may come now.</summary>
        public double Left { get; set; } = left;

        /// <summary>When that was counted.</summary>
        public long At { get; set; } = at;

        public int Running { get; set; }
    }

    private sealed class Turn(Calls of) : IDisposable
    {
        public void Dispose()
        {
            lock (of)
                of.Running--;
        }
    }
}

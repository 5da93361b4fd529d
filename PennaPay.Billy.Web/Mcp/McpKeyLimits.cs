using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace PennaPay.Billy.Web.Mcp;

/// <summary>How often, and how many times at once, each key may call.</summary>
internal sealed class McpKeyLimits(IOptions<McpOptions> options) : IDisposable
{
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(1);

    private readonly PartitionedRateLimiter<Guid> often = PartitionedRateLimiter.Create<Guid, Guid>(key => RateLimitPartition.GetTokenBucketLimiter(
        key,
        _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.CallsPerMinute,
            TokensPerPeriod = Math.Max(1, options.Value.CallsPerMinute / 60),
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        }));

    private readonly PartitionedRateLimiter<Guid> atOnce = PartitionedRateLimiter.Create<Guid, Guid>(key => RateLimitPartition.GetConcurrencyLimiter(
        key, _ => new ConcurrencyLimiterOptions { PermitLimit = options.Value.CallsAtOnce }));

    /// <summary>Takes a turn, to be given back.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="wait">How long to wait where there is none.</param>
    public IDisposable? TryTake(Guid key, out TimeSpan wait)
    {
        wait = ShortWait;
        var place = atOnce.AttemptAcquire(key);
        if (!place.IsAcquired)
        {
            place.Dispose();
            return null;
        }

        using var turn = often.AttemptAcquire(key);
        if (turn.IsAcquired)
            return place;
        place.Dispose();
        if (turn.TryGetMetadata(MetadataName.RetryAfter, out var told) && told > ShortWait)
            wait = told;
        return null;
    }

    public void Dispose()
    {
        often.Dispose();
        atOnce.Dispose();
    }
}

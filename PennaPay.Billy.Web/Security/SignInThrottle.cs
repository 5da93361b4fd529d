using System.Net;
using System.Threading.RateLimiting;

namespace PennaPay.Billy.Web.Security;

/// <summary>Configuration section <c>Security</c>.</summary>
public sealed class SecurityOptions
{
    public const string Section = "Security";

    /// <summary>How many sign-ins one address may try in a minute. Default 20.</summary>
    public int SignInsPerMinute { get; set; } = 20;
}

/// <summary>Slows down whoever tries many passwords from one address; lockout protects the single account.</summary>
public sealed class SignInThrottle(Microsoft.Extensions.Options.IOptions<SecurityOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress> limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetSlidingWindowLimiter(address, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = options.Value.SignInsPerMinute,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 6,
        }));

    /// <summary>Whether the address may try once more now.</summary>
    public bool Allows(IPAddress? address)
    {
        using var lease = limiter.AttemptAcquire(address ?? IPAddress.None);
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();
}

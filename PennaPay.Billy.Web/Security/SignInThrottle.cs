using System.Net;
using System.Threading.RateLimiting;

namespace PennaPay.Billy.Web.Security;

/// <summary>Slows down whoever tries many passwords from one address; growing delays protect the single account.</summary>
public sealed class SignInThrottle(Microsoft.Extensions.Options.IOptions<SecurityOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetSlidingWindowLimiter(address, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = options.Value.SignInsPerMinute,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 6,
        }));

    /// <summary>Whether the address may try once more now.</summary>
    public bool Allows(IPAddress? address)
    {
        using var lease = limiter.AttemptAcquire(VisitorNetwork.Of(address) ?? "");
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();
}

internal static class TooSoon
{
    /// <summary>429, and when another try may be answered otherwise.</summary>
    public static void RefuseForNow(this HttpContext context, TimeSpan wait)
    {
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}

using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Http.Answers;

namespace PennaPay.Billy.Core.Push.Rules;

/// <summary>Which failure leads to which next step. Pure; times are absolute.</summary>
internal static class RetryRules
{
    /// <summary>Passing failures are tried again for this long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    /// <summary>A day alone says little about a push that stood behind thousands: it has had at least this many tries.</summary>
    public const int FewestTries = 6;

    /// <summary>The longest pause between two tries.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    /// <summary>No push waits longer for its next try: its own pause, or what a system asked for.</summary>
    public static readonly TimeSpan LongestWait = ApiRefusals.LongestRetryAfter;

    /// <summary>How long a 429 without Retry-After holds the queue.</summary>
    public static readonly TimeSpan RateLimitPause = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);

    /// <param name="failure">What the answer meant.</param>
    /// <param name="retryAfter">What the system asked for.</param>
    /// <param name="failures">How many passing failures in a row, this one included.</param>
    /// <param name="troubleSince">When the first of them happened.</param>
    /// <param name="now">The time.</param>
    /// <param name="jitter">Between 0 and 1, random; spreads the tries.</param>
    public static RetryDecision Decide(
        ApiFailure failure, TimeSpan? retryAfter, int failures, DateTimeOffset troubleSince, DateTimeOffset now, double jitter) =>
        failure switch
        {
            ApiFailure.Unauthorized or ApiFailure.Forbidden or ApiFailure.Locked => new RetryDecision.QueuePauses(),
            ApiFailure.Invalid or ApiFailure.NotFound => new RetryDecision.Refuse(),
            _ when now - troubleSince >= Patience && failures >= FewestTries => new RetryDecision.GiveUp(),
            ApiFailure.RateLimited => new RetryDecision.QueueWaits(now + (retryAfter ?? RateLimitPause)),
            // What one push met all the others would meet too, at the price of the whole list each.
            ApiFailure.TooMuch => new RetryDecision.QueueWaits(now + LongestPause),
            _ => new RetryDecision.Again(now + Pause(failures, retryAfter, jitter)),
        };

    /// <summary>5 s, doubled with every failure, up to 15 min, and up to a quarter more by chance.</summary>
    public static TimeSpan Pause(int failures, TimeSpan? retryAfter, double jitter)
    {
        var doubled = FirstPause * Math.Pow(2, Math.Clamp(failures - 1, 0, 20));
        var pause = (doubled < LongestPause ? doubled : LongestPause) * (1 + 0.25 * jitter);
        pause = pause < LongestPause ? pause : LongestPause;
        return retryAfter is { } asked && asked > pause ? asked : pause;
    }
}

using Polly;
using Polly.Retry;

namespace PennaPay.Billy.Core.Http;

/// <summary>When and how a read is tried again.</summary>
internal static class ReadRetry
{
    /// <summary>A longer wait is left to the caller, who gets it in <see cref="ApiException.RetryAfter"/>.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(500);

    public static ResiliencePipeline Pipeline(int maxRetries, TimeProvider time) => maxRetries == 0
        ? ResiliencePipeline.Empty
        : new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = maxRetries,
                ShouldHandle = new PredicateBuilder().Handle<ApiException>(IsWorthwhile),
                Delay = FirstWait,
                MaxDelay = LongestWait,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                // Null leaves it to the backoff.
                DelayGenerator = static retry =>
                    ValueTask.FromResult((retry.Outcome.Exception as ApiException)?.RetryAfter),
            })
            .Build();

    // Not after a timeout: the caller has waited long enough.
    private static bool IsWorthwhile(ApiException exception) =>
        exception.Failure is ApiFailure.Unavailable or ApiFailure.RateLimited
        && (exception.RetryAfter is not { } wait || wait <= LongestWait);
}

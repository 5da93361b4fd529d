using FsCheck;
using FsCheck.Fluent;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Rules;

namespace PennaPay.Billy.Tests.Push;

public sealed class RetryRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(ApiFailure.Unauthorized)]
    [InlineData(ApiFailure.Forbidden)]
    [InlineData(ApiFailure.Locked)]
    public void ConnectionFailure_PausesTheQueue(ApiFailure failure) =>
        Assert.Equal(new RetryDecision.QueuePauses(), RetryRules.Decide(failure, null, 1, Now, Now, 0));

    [Theory]
    [InlineData(ApiFailure.Invalid)]
    [InlineData(ApiFailure.NotFound)]
    public void RefusedContent_IsTheUsers(ApiFailure failure) =>
        Assert.Equal(new RetryDecision.Refuse(), RetryRules.Decide(failure, null, 1, Now, Now, 0));

    [Theory]
    [InlineData(null, 60)]
    [InlineData(7, 7)]
    public void RateLimited_HoldsTheQueueForWhatBillySaysOrAMinute(int? retryAfter, int waits) =>
        Assert.Equal(
            new RetryDecision.QueueWaits(Now.AddSeconds(waits)),
            RetryRules.Decide(ApiFailure.RateLimited, retryAfter is { } s ? TimeSpan.FromSeconds(s) : null, 1, Now, Now, 0));

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(3, 20)]
    [InlineData(8, 640)]
    [InlineData(9, 900)]
    [InlineData(1000, 900)]
    public void Unavailable_BacksOffToAQuarterOfAnHour(int failures, int seconds) =>
        Assert.Equal(
            new RetryDecision.Again(Now.AddSeconds(seconds)),
            RetryRules.Decide(ApiFailure.Unavailable, null, failures, Now, Now, 0));

    [Fact]
    public void Unavailable_ForADay_IsGivenUp() =>
        Assert.Equal(
            new RetryDecision.GiveUp(),
            RetryRules.Decide(ApiFailure.Unavailable, null, 50, Now.AddHours(-24), Now, 0));

    [Fact]
    public void Trouble_OfAPushThatWasHardlyTried_IsNotGivenUp() =>
        Assert.Equal(
            new RetryDecision.QueueWaits(Now.AddSeconds(60)),
            RetryRules.Decide(ApiFailure.RateLimited, null, RetryRules.FewestTries - 1, Now.AddHours(-30), Now, 0));

    [Fact]
    public void Pause_NeverShrinksWithMoreFailures_AndNeverPassesTheLongest() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<PositiveInt>(),
            Gen.Choose(0, 1000).ToArbitrary(),
            (failures, thousandths) =>
            {
                var jitter = thousandths / 1000d;
                var pause = RetryRules.Pause(failures.Get, null, jitter);
                return pause <= RetryRules.Pause(failures.Get + 1, null, jitter)
                    && pause <= RetryRules.LongestPause
                    && pause >= TimeSpan.FromSeconds(5);
            }).QuickCheckThrowOnFailure();
}

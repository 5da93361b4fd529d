using System.Globalization;
using System.Net;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Http.Pace;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Http;

/// <summary>A system that counts over a span of time, and says in its answers what it still takes.</summary>
public sealed class WindowRateTests
{
    private const string Found = """{"id":"t1"}""";

    private static readonly AcmeProfile FourInFive = new() { Rate = 0.8, AtOnce = 4, CountedOver = TimeSpan.FromSeconds(5) };

    private readonly TestClock clock = new();
    private readonly RequestPacer pacer;
    private readonly ApiAccess access = new(FourInFive, new Uri("https://acme.test/"), AcmeProfile.Token());

    public WindowRateTests() => pacer = new RequestPacer(clock);

    private ApiAccess Urgent => access with { Priority = RequestPriority.Urgent };

    [Fact]
    public async Task AsManyAsTheWindowHolds_GoAtOnce_AndNoMoreWithinIt() =>
        Assert.Equal([0, 0, 0, 0, 5000, 5000, 5000, 5000, 10000], await TurnsAsync(9, Urgent));

    [Fact]
    public async Task TheWindow_MovesAlong()
    {
        List<int> turns = [];
        for (var i = 0; i < 6; i++)
        {
            turns.AddRange(await TurnsAsync(1, Urgent));
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        // The fifth waits until the first has left the window; the sixth then need not.
        Assert.Equal([0, 0, 0, 0, 1000, 0], turns);
    }

    [Fact]
    public async Task WhatNobodyWaitsFor_LeavesTheLastOneAlone()
    {
        Assert.Equal([0, 0, 0, 5000], await TurnsAsync(4, access));

        Assert.True(pacer.WaitTurnAsync(Urgent, default).IsCompleted);
    }

    [Fact]
    public async Task WhereOthersUseTheSameToken_ItIsTheSystemThatCounts()
    {
        await TurnsAsync(1, Urgent);
        pacer.Recover(access, new RequestAllowance(1, 1, TimeSpan.FromSeconds(3)));

        Assert.Equal([0, 3000], await TurnsAsync(2, Urgent));
    }

    [Fact]
    public async Task AnAnswerThatWasOvertaken_GivesNothingBack()
    {
        pacer.Recover(access, new RequestAllowance(1, 0, TimeSpan.FromSeconds(3)));
        pacer.Recover(access, new RequestAllowance(1, 4, TimeSpan.FromSeconds(3)));
        pacer.Recover(access, new RequestAllowance(0, 4, TimeSpan.FromSeconds(1)));

        Assert.Equal([3000], await TurnsAsync(1, Urgent));
    }

    [Fact]
    public async Task WhenTheSystemCountsAnew_ThatHoldsAtOnce()
    {
        pacer.Recover(access, new RequestAllowance(1, 0, TimeSpan.FromSeconds(5)));
        pacer.Recover(access, new RequestAllowance(2, 2, TimeSpan.FromSeconds(5)));

        Assert.Equal([0, 0, 5000], await TurnsAsync(3, Urgent));
    }

    [Fact]
    public async Task ATimeBeyondTheWindow_IsNotBelieved()
    {
        pacer.Recover(access, new RequestAllowance(1, 0, TimeSpan.FromDays(400)));

        Assert.Equal([5000], await TurnsAsync(1, Urgent));
    }

    [Fact]
    public async Task A429_IsWaitedForAsTold_AndHalvesWhatGoesAtOnce()
    {
        pacer.SlowDown(access, TimeSpan.FromSeconds(3));

        Assert.Equal([3000, 3000, 8000], await TurnsAsync(3, Urgent));
    }

    [Fact]
    public async Task ThoseThatAreRefusedTogether_AreOneMistake()
    {
        for (var i = 0; i < 4; i++)
            pacer.SlowDown(access, TimeSpan.FromSeconds(2));

        Assert.Equal([2000, 2000, 7000], await TurnsAsync(3, Urgent));
    }

    [Fact]
    public async Task A429ThatSaysNothing_IsAWindowLong()
    {
        pacer.SlowDown(access);

        Assert.Equal([5000], await TurnsAsync(1, Urgent));
    }

    [Fact]
    public async Task AnHour_IsForTheCallerToWait()
    {
        pacer.SlowDown(access, TimeSpan.FromHours(1));

        Assert.Equal([10000], await TurnsAsync(1, Urgent));
    }

    [Fact]
    public async Task AnswersGiveBack_WhatA429Took()
    {
        pacer.SlowDown(access, TimeSpan.Zero);
        for (var i = 0; i < 20; i++)
            pacer.Recover(access);

        Assert.Equal([0, 0, 0, 0, 5000], await TurnsAsync(5, Urgent));
    }

    [Theory]
    [InlineData("0", 1, null, new[] { 0, 1000 })]
    [InlineData("0", 4, null, new[] { 0, 4000 })]
    [InlineData("3", 4, null, new[] { 0, 0 })]
    // The other clock is an hour ahead, and the answer says so.
    [InlineData("0", 3602, 3600, new[] { 0, 2000 })]
    [InlineData("", 4, null, new[] { 0, 0 })]
    [InlineData("-1", 4, null, new[] { 0, 0 })]
    public async Task Headers_AreHeeded(string left, int secondsToReset, int? otherClock, int[] expected)
    {
        using var host = new ApiHost(FourInFive);
        var now = host.Clock.GetUtcNow();
        List<(string, string)> headers =
        [
            ("acme-left", left), ("acme-anew", now.AddSeconds(secondsToReset).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ];
        if (otherClock is { } ahead)
            headers.Add(("Date", now.AddSeconds(ahead).ToString("r", CultureInfo.InvariantCulture)));
        host.Answers(Found, headers: [.. headers]).Answers(Found);

        List<int> turns = [];
        for (var i = 0; i < 2; i++)
        {
            await host.RunAsync(host.Get<ApiReader>().ReadAsync(host.Access with { Priority = RequestPriority.Urgent }, AcmeProfile.Read(), default));
            turns.Add((int)(host.Clock.GetUtcNow() - now).TotalMilliseconds);
        }

        Assert.Equal(expected, turns);
    }

    [Fact]
    public async Task ARead_IsMadeAgain_AfterTheTimeThatA429Says()
    {
        using var host = new ApiHost(FourInFive);
        var start = host.Clock.GetUtcNow();
        host.Answers("Slow down, please.", HttpStatusCode.TooManyRequests, "4").Answers(Found);

        await host.RunAsync(host.Get<ApiReader>().ReadAsync(host.Access with { Priority = RequestPriority.Urgent }, AcmeProfile.Read(), default));

        Assert.Equal((2, 4), (host.Sent.Count, (int)(host.Clock.GetUtcNow() - start).TotalSeconds));
    }

    /// <returns>When each turn came, in milliseconds from now.</returns>
    private async Task<List<int>> TurnsAsync(int count, ApiAccess who)
    {
        var start = clock.GetUtcNow();
        List<int> turns = [];
        for (var i = 0; i < count; i++)
        {
            await clock.RunAsync(pacer.WaitTurnAsync(who, default), TimeSpan.FromMinutes(1));
            turns.Add((int)(clock.GetUtcNow() - start).TotalMilliseconds);
        }

        return turns;
    }
}

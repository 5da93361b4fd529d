using PennaPay.Billy.Core.Http.Pace;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Http;

public sealed class RequestPacerTests
{
    private readonly TestClock clock = new();
    private readonly RequestPacer pacer;
    private ApiAccess access = AccessTo(new AcmeProfile { Rate = 2 });

    public RequestPacerTests() => pacer = new RequestPacer(clock);

    private ApiAccess Pushing => access with { Priority = RequestPriority.Urgent };

    [Fact]
    public async Task TwoGoAtOnce_TheRestAtTheRate()
    {

        Assert.Equal([0, 0, 500, 1000, 1500], await TurnsAsync(5));
    }

    [Fact]
    public async Task AfterAPause_TwoGoAtOnceAgain_ButNoMore()
    {
        await TurnsAsync(10);
        clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal([0, 0, 500], await TurnsAsync(3));
    }

    [Fact]
    public async Task TheBurst_IsTheSystems()
    {
        access = AccessTo(new AcmeProfile { Rate = 5, AtOnce = 4 });

        Assert.Equal([0, 0, 0, 0, 200, 400], await TurnsAsync(6));
    }

    [Fact]
    public async Task TokensDoNotWaitForEachOther()
    {
        await TurnsAsync(2);

        Assert.False(pacer.WaitTurnAsync(access, default).IsCompleted);
        Assert.True(pacer.WaitTurnAsync(AccessTo(access.Profile, "another-token-of-length"), default).IsCompleted);
        Assert.False(pacer.WaitTurnAsync(AccessTo(access.Profile), default).IsCompleted);
    }

    [Fact]
    public async Task SixtyReadsInTheQueue_DoNotDelayAPushBeyondTheNextTurn()
    {
        await TurnsAsync(2);
        var reads = Wait(60, access);
        var push = pacer.WaitTurnAsync(Pushing, default);

        clock.Advance(TimeSpan.FromMilliseconds(499));
        Assert.False(push.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(push.IsCompletedSuccessfully);
        Assert.All(reads, read => Assert.False(read.IsCompleted));

        // The readers get what is left: all of it but the turn that stays free, when nobody pushes.
        clock.Advance(TimeSpan.FromSeconds(30.5));
        Assert.All(reads, read => Assert.True(read.IsCompletedSuccessfully));
    }

    [Fact]
    public async Task ReadsThatComeAndGo_DoNotDelayAPushBeyondTheNextTurn()
    {
        await TurnsAsync(2);
        var read = pacer.WaitTurnAsync(access, default);
        clock.Advance(TimeSpan.FromMilliseconds(300));
        var push = pacer.WaitTurnAsync(Pushing, default);
        Wait(59, access);

        clock.Advance(TimeSpan.FromMilliseconds(200));
        Assert.Equal((true, false), (push.IsCompletedSuccessfully, read.IsCompleted));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(read.IsCompletedSuccessfully);
    }

    [Fact]
    public void HoweverMuchIsRead_APushFindsATurnAtOnce()
    {
        var reads = Wait(60, access);
        for (var second = 0; second < 20; second++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(1000 + (37 * second)));
            Assert.True(pacer.WaitTurnAsync(Pushing, default).IsCompleted);
        }

        Assert.Contains(reads, read => read.IsCompleted);
        Assert.Contains(reads, read => !read.IsCompleted);
    }

    [Fact]
    public async Task ReadsKeepTheRate_AndOneTurnLessAtOnce()
    {
        Assert.Equal([0, 500, 1000, 1500], await TurnsAsync(4, access));

        access = AccessTo(new AcmeProfile { Rate = 2, AtOnce = 1 });
        Assert.Equal([0, 500, 1000], await TurnsAsync(3, AccessTo(access.Profile, "another-token-of-length")));
    }

    [Fact]
    public async Task EachPriority_IsServedInTheOrderOfItsCalls()
    {
        await TurnsAsync(2);
        List<string> order = [];
        List<(string Name, Task Turn)> waiting = [];
        foreach (var name in new[] { "r1", "r2", "p1", "r3", "p2" })
            waiting.Add((name, pacer.WaitTurnAsync(name[0] == 'p' ? Pushing : access, default)));

        while (waiting.Count > 0)
        {
            clock.Advance(TimeSpan.FromMilliseconds(500));
            order.AddRange(waiting.Where(w => w.Turn.IsCompleted).Select(w => w.Name));
            waiting.RemoveAll(w => w.Turn.IsCompleted);
        }

        Assert.Equal(["p1", "p2", "r1", "r2", "r3"], order);
    }

    [Fact]
    public async Task APush_IsNotOvertakenByOneThatComesLater()
    {
        await TurnsAsync(2);
        var first = pacer.WaitTurnAsync(Pushing, default);
        pacer.SlowDown(access);
        var second = pacer.WaitTurnAsync(Pushing, default);

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((true, false), (first.IsCompleted, second.IsCompleted));
    }

    [Fact]
    public async Task ReadsWait_WhilePushesTakeEveryTurn()
    {
        await TurnsAsync(2);
        var read = pacer.WaitTurnAsync(access, default);
        var pushes = Wait(10, Pushing);

        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.All(pushes, push => Assert.True(push.IsCompletedSuccessfully));
        Assert.False(read.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(read.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task WithoutALimit_NobodyWaits()
    {
        access = AccessTo(new AcmeProfile { Rate = 0 });
        pacer.SlowDown(access);

        Assert.Equal(Enumerable.Repeat(0, 100), await TurnsAsync(100));
    }

    [Fact]
    public async Task A429_HalvesTheRate_AndAnswersGiveItBackSlowly()
    {
        pacer.SlowDown(access);
        Assert.Equal([1000, 2000, 3000], await TurnsAsync(3));

        for (var i = 0; i < 20; i++)
            pacer.Recover(access);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal([0, 0, 500, 1000], await TurnsAsync(4));
    }

    [Fact]
    public async Task Many429s_DoNotStopItForGood()
    {
        for (var i = 0; i < 100; i++)
            pacer.SlowDown(access);
        clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal([0, 0, 8000, 16000], await TurnsAsync(4));
    }

    [Fact]
    public async Task ACancelledWait_TakesNoTurn()
    {
        await TurnsAsync(2);
        using var cancellation = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 20).Select(_ => pacer.WaitTurnAsync(access, cancellation.Token)).ToList();

        await cancellation.CancelAsync();
        foreach (var wait in waiting)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);

        Assert.Equal([500], await TurnsAsync(1));
    }

    [Fact]
    public async Task ACancelledPush_LeavesItsTurnToTheReads()
    {
        await TurnsAsync(2);
        using var cancellation = new CancellationTokenSource();
        var push = pacer.WaitTurnAsync(Pushing, cancellation.Token);
        var read = pacer.WaitTurnAsync(access, default);

        await cancellation.CancelAsync();
        Assert.True(push.IsCanceled);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(read.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task WhoIsCancelledAlready_TakesNoTurn()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pacer.WaitTurnAsync(access, new CancellationToken(true)));

        Assert.Equal([0, 0, 500], await TurnsAsync(3));
    }

    [Fact]
    public async Task Many_ThatComeTogether_KeepTheRate()
    {
        access = AccessTo(new AcmeProfile { Rate = 10 });
        var start = clock.GetUtcNow();

        var all = Enumerable.Range(0, 20).Select(_ => pacer.WaitTurnAsync(Pushing, default)).ToList();
        await clock.RunAsync(Task.WhenAll(all), TimeSpan.FromMinutes(1));

        Assert.Equal(TimeSpan.FromSeconds(1.8), clock.GetUtcNow() - start);
    }

    private static ApiAccess AccessTo(ApiProfile profile, string token = ApiHost.TokenText) =>
        new(profile, new Uri("https://acme.test/"), AcmeProfile.Token(token));

    private List<Task> Wait(int count, ApiAccess who) =>
        [.. Enumerable.Range(0, count).Select(_ => pacer.WaitTurnAsync(who, default))];

    /// <returns>When each turn came, in milliseconds from now.</returns>
    private async Task<List<int>> TurnsAsync(int count, ApiAccess? who = null)
    {
        var start = clock.GetUtcNow();
        List<int> turns = [];
        for (var i = 0; i < count; i++)
        {
            await clock.RunAsync(pacer.WaitTurnAsync(who ?? Pushing, default), TimeSpan.FromMinutes(1));
            turns.Add((int)(clock.GetUtcNow() - start).TotalMilliseconds);
        }

        return turns;
    }
}

using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Systems.Billy.Api;

public sealed class RequestPacerTests
{
    private readonly TestClock clock = new();
    private readonly AccessToken token = BillyHost.Token();

    [Fact]
    public async Task TwoGoAtOnce_TheRestAtTheRate()
    {
        var pacer = Pacer(2);

        Assert.Equal([0, 0, 500, 1000, 1500], await TurnsAsync(pacer, 5));
    }

    [Fact]
    public async Task AfterAPause_TwoGoAtOnceAgain_ButNoMore()
    {
        var pacer = Pacer(2);
        await TurnsAsync(pacer, 10);
        clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal([0, 0, 500], await TurnsAsync(pacer, 3));
    }

    [Fact]
    public async Task TokensDoNotWaitForEachOther()
    {
        var pacer = Pacer(1);
        await TurnsAsync(pacer, 2);

        Assert.False(pacer.WaitTurnAsync(token, default).IsCompleted);
        Assert.True(pacer.WaitTurnAsync(BillyHost.Token("another-token-of-length"), default).IsCompleted);
        Assert.False(pacer.WaitTurnAsync(BillyHost.Token(), default).IsCompleted);
    }

    [Fact]
    public async Task WithoutALimit_NobodyWaits()
    {
        var pacer = Pacer(0);
        pacer.SlowDown(token);

        Assert.Equal(Enumerable.Repeat(0, 100), await TurnsAsync(pacer, 100));
    }

    [Fact]
    public async Task A429_HalvesTheRate_AndAnswersGiveItBackSlowly()
    {
        var pacer = Pacer(2);
        pacer.SlowDown(token);
        Assert.Equal([1000, 2000, 3000], await TurnsAsync(pacer, 3));

        for (var i = 0; i < 20; i++)
            pacer.Recover(token);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal([0, 0, 500, 1000], await TurnsAsync(pacer, 4));
    }

    [Fact]
    public async Task Many429s_DoNotStopItForGood()
    {
        var pacer = Pacer(2);
        for (var i = 0; i < 100; i++)
            pacer.SlowDown(token);
        clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal([0, 0, 8000, 16000], await TurnsAsync(pacer, 4));
    }

    [Fact]
    public async Task ACancelledWait_TakesNoTurn()
    {
        var pacer = Pacer(2);
        await TurnsAsync(pacer, 2);
        using var cancellation = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 20).Select(_ => pacer.WaitTurnAsync(token, cancellation.Token)).ToList();

        await cancellation.CancelAsync();
        foreach (var wait in waiting)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);

        Assert.Equal([500], await TurnsAsync(pacer, 1));
    }

    [Fact]
    public async Task Many_ThatComeTogether_KeepTheRate()
    {
        var pacer = Pacer(10);
        var start = clock.GetUtcNow();

        var all = Enumerable.Range(0, 20).Select(_ => pacer.WaitTurnAsync(token, default)).ToList();
        await clock.RunAsync(Task.WhenAll(all), TimeSpan.FromMinutes(1));

        Assert.Equal(TimeSpan.FromSeconds(1.8), clock.GetUtcNow() - start);
    }

    private RequestPacer Pacer(double requestsPerSecond) =>
        new(Options.Create(new BillyOptions { RequestsPerSecond = requestsPerSecond }), clock);

    /// <returns>When each turn came, in milliseconds from now.</returns>
    private async Task<List<int>> TurnsAsync(RequestPacer pacer, int count)
    {
        var start = clock.GetUtcNow();
        List<int> turns = [];
        for (var i = 0; i < count; i++)
        {
            await clock.RunAsync(pacer.WaitTurnAsync(token, default), TimeSpan.FromMinutes(1));
            turns.Add((int)(clock.GetUtcNow() - start).TotalMilliseconds);
        }

        return turns;
    }
}

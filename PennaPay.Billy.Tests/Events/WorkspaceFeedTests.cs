using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Events;

namespace PennaPay.Billy.Tests.Events;

public sealed class WorkspaceFeedTests
{
    private readonly WorkspaceId workspace = WorkspaceId.New();
    private readonly NumberFeed feed = new();

    [Fact]
    public async Task Publish_ReachesEveryListenerOfTheWorkspaceInOrder()
    {
        using var first = new Listener(feed, workspace);
        using var second = new Listener(feed, workspace);
        using var stranger = new Listener(feed, WorkspaceId.New());

        for (var number = 0; number < 100; number++)
            feed.Say(workspace, number);

        Assert.Equal(Enumerable.Range(0, 100), await first.TakeAsync(100));
        Assert.Equal(Enumerable.Range(0, 100), await second.TakeAsync(100));
        Assert.Equal(0, stranger.Count);
    }

    [Fact]
    public async Task SubscribeToAll_HearsEveryWorkspace_AndNobodyElseCanAskForThat()
    {
        var heard = new TaskCompletionSource<int>();
        using var all = feed.SubscribeToAll(number =>
        {
            heard.TrySetResult(number);
            return Task.CompletedTask;
        });

        feed.Say(workspace, 7);

        Assert.Equal(7, await heard.Task);
        Assert.Throws<ArgumentOutOfRangeException>(() => feed.Subscribe(default, _ => Task.CompletedTask));
    }

    [Fact]
    public async Task Publish_OneListenerFaultsAndOneHangs_OthersStillHear()
    {
        using var faulting = feed.Subscribe(workspace, _ => throw new InvalidOperationException());
        using var hanging = feed.Subscribe(workspace, _ => new TaskCompletionSource().Task);
        using var listener = new Listener(feed, workspace);

        feed.Say(workspace, 1);
        feed.Say(workspace, 2);

        Assert.Equal([1, 2], await listener.TakeAsync(2));
    }

    [Fact]
    public async Task Publish_AfterDispose_IsNotHeard()
    {
        using var gone = new Listener(feed, workspace);
        using var listener = new Listener(feed, workspace);
        gone.Dispose();

        feed.Say(workspace, 1);

        await listener.TakeAsync(1);
        Assert.Equal(0, gone.Count);
    }

    [Fact]
    public async Task Handler_RunsInTheSubscribersCulture()
    {
        var heard = new TaskCompletionSource<string>();
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("da-DK");
        using var subscription = feed.Subscribe(workspace, _ =>
        {
            heard.SetResult(CultureInfo.CurrentUICulture.Name);
            return Task.CompletedTask;
        });
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");

        feed.Say(workspace, 1);

        Assert.Equal("da-DK", await heard.Task);
    }

    private sealed class NumberFeed() : WorkspaceFeed<int>(NullLogger.Instance)
    {
        public void Say(WorkspaceId workspace, int number) => Publish(workspace, number);
    }

    private sealed class Listener : IDisposable
    {
        private readonly System.Threading.Channels.Channel<int> heard = System.Threading.Channels.Channel.CreateUnbounded<int>();
        private readonly IDisposable subscription;

        public Listener(NumberFeed feed, WorkspaceId workspace) =>
            subscription = feed.Subscribe(workspace, number => heard.Writer.WriteAsync(number).AsTask());

        public int Count => heard.Reader.Count;

        public async Task<IReadOnlyList<int>> TakeAsync(int count)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            List<int> numbers = [];
            while (numbers.Count < count)
                numbers.Add(await heard.Reader.ReadAsync(patience.Token));
            return numbers;
        }

        public void Dispose() => subscription.Dispose();
    }
}

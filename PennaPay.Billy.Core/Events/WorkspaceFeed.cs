using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Events;

/// <summary>
/// What just happened in a workspace, told to whoever listens in this process: open pages, workers. Each listener hears
/// every event in order, on its own thread and in the culture it subscribed with; a slow or faulting one hurts nobody else.
/// </summary>
public abstract partial class WorkspaceFeed<TEvent>(ILogger logger)
{
    private readonly ILogger logger = logger;
    private readonly Lock gate = new();
    private readonly Dictionary<WorkspaceId, List<Subscription>> subscriptions = [];

    /// <summary>Listens until the result is disposed; afterwards no call to <paramref name="handler"/> begins.</summary>
    public IDisposable Subscribe(WorkspaceId workspace, Func<TEvent, Task> handler)
    {
        // The default stands for all of them below; a page that forgot its workspace must not hear those.
        ArgumentOutOfRangeException.ThrowIfEqual(workspace, default);
        return Add(workspace, handler);
    }

    /// <summary>The same for every workspace, as a worker needs it and a page never does.</summary>
    internal IDisposable SubscribeToAll(Func<TEvent, Task> handler) => Add(default, handler);

    private Subscription Add(WorkspaceId workspace, Func<TEvent, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var subscription = new Subscription(this, workspace, handler);
        lock (gate)
        {
            if (!subscriptions.TryGetValue(workspace, out var listeners))
                subscriptions[workspace] = listeners = [];
            listeners.Add(subscription);
        }

        // The task takes the caller's culture along.
        _ = Task.Run(subscription.PumpAsync);
        return subscription;
    }

    /// <summary>Tells the workspace's listeners. Returns at once and never fails.</summary>
    protected void Publish(WorkspaceId workspace, TEvent happened)
    {
        Subscription[] listeners;
        lock (gate)
        {
            listeners =
            [
                .. subscriptions.TryGetValue(workspace, out var found) ? found : [],
                .. subscriptions.TryGetValue(default, out var all) ? all : [],
            ];
        }

        foreach (var listener in listeners)
            listener.Offer(happened);
    }

    private void Remove(Subscription subscription)
    {
        lock (gate)
        {
            if (!subscriptions.TryGetValue(subscription.Workspace, out var listeners))
                return;
            listeners.Remove(subscription);
            if (listeners.Count == 0)
                subscriptions.Remove(subscription.Workspace);
        }
    }

    private sealed class Subscription(WorkspaceFeed<TEvent> feed, WorkspaceId workspace, Func<TEvent, Task> handler) : IDisposable
    {
        private readonly Channel<TEvent> events = Channel.CreateUnbounded<TEvent>(new() { SingleReader = true });
        private volatile bool disposed;

        public WorkspaceId Workspace => workspace;

        public void Offer(TEvent happened) => events.Writer.TryWrite(happened);

        public async Task PumpAsync()
        {
            await foreach (var happened in events.Reader.ReadAllAsync())
            {
                if (disposed)
                    return;
                try
                {
                    await handler(happened);
                }
                catch (Exception fault) when (fault is ObjectDisposedException or OperationCanceledException && disposed)
                {
                    // The page was closed while it was being told.
                }
                catch (Exception fault)
                {
                    Log.HandlerFailed(feed.logger, fault, typeof(TEvent).Name);
                }
            }
        }

        public void Dispose()
        {
            disposed = true;
            events.Writer.TryComplete();
            feed.Remove(this);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A listener for {Event} failed.")]
        public static partial void HandlerFailed(ILogger logger, Exception fault, string @event);
    }
}

using Microsoft.AspNetCore.Components;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Events;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.Shared;

/// <summary>
/// A part of the dashboard that shows one workspace: it knows the user once it is initialised, listens to what happens
/// there, and stops all of it when it is taken off the page.
/// </summary>
public abstract class WorkspaceComponent : ComponentBase, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource closed = new();
    private readonly List<IDisposable> subscriptions = [];
    private bool waiting;

    [Inject] public required CurrentUser CurrentUser { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    /// <summary>Cancelled when the component is gone; for reading, never for writing.</summary>
    protected CancellationToken Closed { get; private set; }

    protected WorkspaceId Workspace { get; private set; }

    public void Dispose()
    {
        closed.Cancel();
        subscriptions.ForEach(subscription => subscription.Dispose());
        closed.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override async Task OnInitializedAsync()
    {
        Closed = closed.Token;
        Workspace = (await CurrentUser.GetAsync()).Workspace;
    }

    /// <summary>Hears every event on the component's own thread until it is gone.</summary>
    protected void Listen<TEvent>(WorkspaceFeed<TEvent> feed, Func<TEvent, Task> handler)
    {
        if (!Closed.IsCancellationRequested)
            subscriptions.Add(feed.Subscribe(Workspace, happened => InvokeAsync(() => GuardAsync(() => handler(happened)))));
    }

    /// <summary>Runs <paramref name="work"/> a moment after an event, once for all that come until then.</summary>
    /// <param name="feed">What is listened to.</param>
    /// <param name="work">What the event has done.</param>
    /// <param name="which">Which events do so; null for all.</param>
    protected void ListenSoon<TEvent>(WorkspaceFeed<TEvent> feed, Func<Task> work, Func<TEvent, bool>? which = null) => Listen(feed, happened =>
    {
        if (which?.Invoke(happened) != false)
            RunSoon(work);
        return Task.CompletedTask;
    });

    /// <summary>Disposes of something when the component is gone.</summary>
    protected T Keep<T>(T held)
        where T : IDisposable
    {
        if (Closed.IsCancellationRequested)
            held.Dispose();
        else
            subscriptions.Add(held);
        return held;
    }

    /// <summary>Runs <paramref name="work"/> in a moment, once for however many calls come until then.</summary>
    protected void RunSoon(Func<Task> work)
    {
        if (waiting)
            return;
        waiting = true;
        _ = GuardAsync(async () =>
        {
            await Task.Delay(Pause, Time, Closed);
            waiting = false;
            await work();
        });
    }

    /// <summary>Runs what nobody awaits: ends quietly when the component is gone, and reports a fault to the page.</summary>
    protected async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (Closed.IsCancellationRequested)
        {
            // The user went on to another page.
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }
}

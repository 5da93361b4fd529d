using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PennaPay.Billy.Tests.Benchmarks;

/// <summary>Adds up what the database is asked for, so that a figure can say where its time goes.</summary>
internal sealed class DatabaseProbe : IDisposable, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private readonly ConcurrentBag<IDisposable> subscriptions = [];
    private long statements, commits, ticks;

    public DatabaseProbe() => subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    /// <summary>What was asked so far.</summary>
    public (long Statements, long Commits, TimeSpan Time) Sum =>
        (Interlocked.Read(ref statements), Interlocked.Read(ref commits), TimeSpan.FromTicks(Interlocked.Read(ref ticks)));

    public void Dispose()
    {
        foreach (var subscription in subscriptions)
            subscription.Dispose();
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
            subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        switch (value.Value)
        {
            case CommandExecutedEventData executed:
                Interlocked.Increment(ref statements);
                Interlocked.Add(ref ticks, executed.Duration.Ticks);
                break;
            case TransactionEndEventData committed when value.Key == RelationalEventId.TransactionCommitted.Name:
                Interlocked.Increment(ref commits);
                Interlocked.Add(ref ticks, committed.Duration.Ticks);
                break;
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}

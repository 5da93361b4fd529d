using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PennaPay.Billy.Tests.Support;

/// <summary>Keeps every line that the program logs, as it would be written, with faults and values.</summary>
public sealed class LogCapture : ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = new();

    private event Action? Written;

    public IReadOnlyCollection<string> Lines => lines;

    /// <summary>Waits until such a line is there.</summary>
    public async Task UntilAsync(Predicate<string> which)
    {
        var found = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Written += Look;
        try
        {
            Look();
            await found.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
        finally
        {
            Written -= Look;
        }

        void Look()
        {
            if (lines.Any(line => which(line)))
                found.TrySetResult();
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, Keep);

    public void Dispose()
    {
    }

    private void Keep(string line)
    {
        lines.Enqueue(line);
        Written?.Invoke();
    }

    private sealed class Logger(string category, Action<string> keep) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            keep($"scope {category}: {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var values = state is IEnumerable<KeyValuePair<string, object?>> pairs
                ? string.Join(", ", pairs.Select(p => $"{p.Key}={p.Value}"))
                : "";
            keep($"{logLevel} {category}: {formatter(state, exception)} [{values}] {exception}");
        }
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace PennaPay.Billy.Tests.Support;

/// <summary>Keeps every log line with its scopes and exception.</summary>
internal sealed class LogCollector : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<LogLine> written = new();
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    public IReadOnlyList<LogLine> Written => [.. written];

    /// <summary>The same as text.</summary>
    public IReadOnlyList<string> Lines => [.. written.Select(line => line.ToString())];

    public void Clear() => written.Clear();

    public ILogger CreateLogger(string categoryName) => new Collector(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public void Dispose()
    {
    }

    private void Keep(LogLevel level, string category, string text)
    {
        List<string> shown = [];
        Dictionary<string, string> ids = [];
        scopes.ForEachScope(
            (scope, _) =>
            {
                shown.Add($"{scope}");
                foreach (var (name, id) in scope as IEnumerable<KeyValuePair<string, object?>> ?? [])
                    ids[name] = string.Create(CultureInfo.InvariantCulture, $"{id}");
            },
            true);
        written.Enqueue(new(level, category, text, shown, ids));
    }

    private sealed class Collector(LogCollector owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => owner.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            owner.Keep(logLevel, category, $"{formatter(state, exception)} {exception}");
    }
}

namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>The requests received, oldest first. The very oldest are forgotten when there are too many.</summary>
internal sealed class RequestLog
{
    private const int Capacity = 100_000;

    private readonly Lock gate = new();
    private readonly Queue<Entry> entries = new();
    private long last;
    private Entry? latest;

    public Entry Open(DateTimeOffset time, string method, string path, string? token)
    {
        lock (gate)
        {
            var request = new SandboxRequest(++last, time, method, path, token is { Length: >= 4 } ? token[^4..] : null, null, null, 0, false, null);
            var entry = new Entry(token, request);
            entries.Enqueue(latest = entry);
            if (entries.Count > Capacity)
                entries.Dequeue();
            return entry;
        }
    }

    public IReadOnlyList<SandboxRequest> Since(long sequence, string? token)
    {
        lock (gate)
            return [.. entries.Where(e => (token is null || e.Token == token) && e.Request.Sequence > sequence).Select(e => e.Request)];
    }

    public SandboxRequest? Latest
    {
        get
        {
            lock (gate)
                return latest?.Request;
        }
    }

    public void Clear(string? token)
    {
        lock (gate)
        {
            var kept = token is null ? [] : entries.Where(e => e.Token != token).ToArray();
            entries.Clear();
            foreach (var entry in kept)
                entries.Enqueue(entry);
        }
    }

    /// <summary>The whole token stays in here, to tell accounts apart; only its end is ever shown.</summary>
    internal sealed class Entry(string? token, SandboxRequest request)
    {
        public string? Token => token;

        public SandboxRequest Request { get; set; } = request;
    }
}

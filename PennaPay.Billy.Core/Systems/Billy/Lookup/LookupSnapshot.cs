namespace PennaPay.Billy.Core.Systems.Billy.Lookup;

/// <summary>
/// The records of one list as they were found, so that who pages through it meets each of them once, whatever is added or
/// taken away meanwhile. It begins with what one request brought; the rest is read when somebody comes to it.
/// </summary>
internal sealed class LookupSnapshot(Guid connection, LookupList list, int billysTotal, DateTimeOffset readAt)
{
    private readonly Lock gate = new();
    private volatile IReadOnlyList<LookupRow> rows = [];
    private Task? reading;

    public Guid Id { get; } = Guid.NewGuid();

    public Guid Connection => connection;

    public LookupList List => list;

    /// <summary>When Billy answered last.</summary>
    public DateTimeOffset ReadAt { get; private set; } = readAt;

    /// <summary>Whether all of the list is in it.</summary>
    public bool IsWhole { get; private set; }

    public IReadOnlyList<LookupRow> Rows => rows;

    public int Total => IsWhole ? rows.Count : Math.Max(billysTotal, rows.Count);

    /// <summary>What it takes in memory.</summary>
    public long Size { get; private set; }

    /// <summary>Puts in what the first request brought.</summary>
    public void Begin(IReadOnlyList<LookupRow> head, bool isWhole)
    {
        (rows, IsWhole, Size) = (head, isWhole, head.Sum(row => (long)row.Size));
    }

    /// <summary>
    /// Reads the rest where it is needed, once for all who wait for it. It goes on when they give up, so that who asks again finds
    /// it further on.
    /// </summary>
    /// <param name="end">Up to where it is needed.</param>
    /// <param name="readAll">Reads the whole list.</param>
    public Task ReachAsync(int end, Func<Task<(IReadOnlyList<LookupRow> Rows, DateTimeOffset ReadAt)>> readAll)
    {
        lock (gate)
        {
            if (IsWhole || end <= rows.Count)
                return Task.CompletedTask;
            return reading is { IsFaulted: false } ? reading : reading = Task.Run(() => FillAsync(readAll));
        }
    }

    private async Task FillAsync(Func<Task<(IReadOnlyList<LookupRow> Rows, DateTimeOffset ReadAt)>> readAll)
    {
        var (all, readAt) = await readAll();
        var known = rows.Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<LookupRow> joined = [.. rows, .. all.Where(row => !known.Contains(row.Id))];
        lock (gate)
        {
            (rows, ReadAt, Size) = (joined, readAt, joined.Sum(row => (long)row.Size));
            IsWhole = true;
        }
    }
}

namespace PennaPay.Billy.Core.Systems.Billy.Lookup;

/// <summary>
/// The records of one list as they were found, so that who pages through it meets each of them once, whatever is added or
/// taken away meanwhile. It begins with what one request brought; the rest is read when somebody comes to it.
/// </summary>
/// <param name="connection">Whose books.</param>
/// <param name="list">What is listed.</param>
/// <param name="head">What the first request brought.</param>
/// <param name="billysTotal">How many records Billy said there are.</param>
/// <param name="headReadAt">When.</param>
internal sealed class LookupSnapshot(Guid connection, LookupList list, IReadOnlyList<LookupRow> head, int billysTotal, DateTimeOffset headReadAt)
{
    private readonly Lock gate = new();
    private Content content = new(head, IsWhole: false, headReadAt);
    private Task? reading;

    public Guid Id { get; } = Guid.NewGuid();

    public Guid Connection => connection;

    public LookupList List => list;

    /// <summary>Whether all of the list is in it.</summary>
    public bool IsWhole { get => Now.IsWhole; init => content = content with { IsWhole = value }; }

    /// <summary>
    /// Whether nothing of it can be told before all is read: Billy counts what does not belong to it, too. Who asks for the same before
    /// anybody was answered means this reading.
    /// </summary>
    public bool NeedsAll { get; init; }

    /// <summary>When Billy said what accounts in the first rows are called; those in the rest may be newer.</summary>
    public DateTimeOffset? NamesReadAt { get; init; }

    /// <summary>Whether somebody was told of its records.</summary>
    public bool IsAnswered { get; set; }

    public IReadOnlyList<LookupRow> Rows => Now.Rows;

    public int Total => Now is { IsWhole: true } all ? all.Rows.Count : Math.Max(billysTotal, Rows.Count);

    /// <summary>What it takes in memory.</summary>
    public long Size => Now.Size;

    private Content Now => Volatile.Read(ref content);

    /// <summary>When Billy answered what stands from here on; the first rows may be older than the rest.</summary>
    public DateTimeOffset ReadAt(int start) => start < head.Count ? headReadAt : Now.ReadAt;

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
            if (IsWhole || (!NeedsAll && end <= Rows.Count))
                return Task.CompletedTask;
            return reading is { IsFaulted: false, IsCanceled: false } ? reading : reading = Task.Run(() => FillAsync(readAll));
        }
    }

    private async Task FillAsync(Func<Task<(IReadOnlyList<LookupRow> Rows, DateTimeOffset ReadAt)>> readAll)
    {
        var (all, readAt) = await readAll();
        var known = head.Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        Volatile.Write(ref content, new([.. head, .. all.Where(row => !known.Contains(row.Id))], IsWhole: true, readAt));
    }

    /// <summary>Changed as one, since others read it meanwhile.</summary>
    private sealed record Content(IReadOnlyList<LookupRow> Rows, bool IsWhole, DateTimeOffset ReadAt)
    {
        public long Size { get; } = Rows.Sum(row => (long)row.Size);
    }
}

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>What happened to one kind of record, in the order in which it was processed, four weeks back.</summary>
internal sealed class Changelog(PennylaneBehaviour behaviour)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(28);

    private readonly List<Change> changes = [];
    private (DateTimeOffset Asked, DateTimeOffset Given) latest;

    /// <summary>Enters a change of now, with some updates that follow by themselves.</summary>
    public void Add(string operation, SandboxItem item, DateTimeOffset now, int updatesAfter = 0)
    {
        Insert(new(item.Id, operation, now + behaviour.ChangelogLag, item.UpdatedAt, item.CreatedAt));
        for (var i = 1; i <= updatesAfter; i++)
            Insert(new(item.Id, "update", now + (behaviour.ChangelogLag * (1 + (i * 0.45))), item.UpdatedAt, item.CreatedAt));
    }

    /// <summary>A page of what is processed by now.</summary>
    /// <param name="from">The first moment; null: the oldest that is kept.</param>
    /// <param name="after">The last moment that was read already.</param>
    /// <param name="now">What is processed later is not there yet, and what is older than four weeks no longer.</param>
    /// <param name="limit">How many at most.</param>
    public (IReadOnlyList<Change> Items, bool HasMore) Read(DateTimeOffset? from, DateTimeOffset? after, DateTimeOffset now, int limit)
    {
        changes.RemoveRange(0, FirstFrom(now - Kept));
        var first = after is { } last ? FirstFrom(last.AddTicks(1)) : from is { } start ? FirstFrom(start) : 0;
        var end = Math.Max(first, FirstFrom(now.AddTicks(1)));
        var count = Math.Min(limit, end - first);
        return (changes.GetRange(first, count), first + count < end);
    }

    public IReadOnlyList<Change> All => changes;

    public void Restore(IEnumerable<Change> kept) => changes.AddRange(kept);

    private void Insert(Change change)
    {
        var asked = change.ProcessedAt;
        if (!behaviour.EntriesShareTimes)
        {
            // Where much happens at one moment, the search for a free one goes on where it ended.
            var free = asked == latest.Asked ? latest.Given.AddMicroseconds(1) : asked;
            for (var place = FirstFrom(free); place < changes.Count && changes[place].ProcessedAt == free; place++)
                free = free.AddMicroseconds(1);
            latest = (asked, free);
            change = change with { ProcessedAt = free };
        }
        changes.Insert(FirstFrom(change.ProcessedAt.AddTicks(1)), change);
    }

    /// <summary>The place of the first that was processed at this moment or later.</summary>
    private int FirstFrom(DateTimeOffset moment)
    {
        var (low, high) = (0, changes.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (changes[middle].ProcessedAt < moment)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}

internal sealed record Change(long Id, string Operation, DateTimeOffset ProcessedAt, DateTimeOffset UpdatedAt, DateTimeOffset CreatedAt);

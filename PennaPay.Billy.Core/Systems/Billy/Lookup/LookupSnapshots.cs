namespace PennaPay.Billy.Core.Systems.Billy.Lookup;

/// <summary>The lists that are being paged through. Each is kept for a while after it was last asked for, as long as there is room.</summary>
internal sealed class LookupSnapshots(TimeProvider time)
{
    /// <summary>How long a list is kept that nobody asks on.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(15);

    /// <summary>The most bytes of all lists together.</summary>
    public const long Room = 64 * 1024 * 1024;

    /// <summary>The most bytes of one list.</summary>
    public const long RoomOfOne = 32 * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly LinkedList<(LookupSnapshot Snapshot, DateTimeOffset AskedAt)> kept = [];

    public void Keep(LookupSnapshot snapshot)
    {
        lock (gate)
        {
            kept.AddFirst((snapshot, time.GetUtcNow()));
            Tidy();
        }
    }

    /// <summary>The list that a cursor stands in; null when it is gone, or another connection's.</summary>
    public LookupSnapshot? Find(Guid connection, Guid id) => Touch(snapshot => snapshot.Connection == connection && snapshot.Id == id);

    /// <summary>The newest of the same list; null when there is none.</summary>
    public LookupSnapshot? Newest(Guid connection, string key) =>
        Touch(snapshot => snapshot.Connection == connection && snapshot.List.Key == key && time.GetUtcNow() - snapshot.ReadAt(0) < KeptFor);

    private LookupSnapshot? Touch(Predicate<LookupSnapshot> isMeant)
    {
        lock (gate)
        {
            Tidy();
            for (var node = kept.First; node is not null; node = node.Next)
            {
                if (!isMeant(node.Value.Snapshot))
                    continue;
                kept.Remove(node);
                kept.AddFirst((node.Value.Snapshot, time.GetUtcNow()));
                return node.Value.Snapshot;
            }

            return null;
        }
    }

    private void Tidy()
    {
        var oldest = time.GetUtcNow() - KeptFor;
        for (var node = kept.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.AskedAt < oldest)
                kept.Remove(node);
            node = next;
        }

        // Whoever takes most gives way, so that nobody's long lists end another's; the newest always stays.
        while (kept.Count > 1 && kept.Sum(one => one.Snapshot.Size) > Room)
        {
            var greediest = kept.GroupBy(one => one.Snapshot.Connection).MaxBy(own => own.Sum(one => one.Snapshot.Size))!.Key;
            var last = kept.Last;
            while (last is not null && last.Value.Snapshot.Connection != greediest)
                last = last.Previous;
            kept.Remove(last == kept.First ? kept.Last! : last!);
        }
    }
}

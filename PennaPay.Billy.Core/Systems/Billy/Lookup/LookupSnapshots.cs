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
        Touch(snapshot => snapshot.Connection == connection && snapshot.List.Key == key);

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
        var (oldest, used) = (time.GetUtcNow() - KeptFor, 0L);
        for (var node = kept.First; node is not null;)
        {
            var (snapshot, askedAt) = node.Value;
            var next = node.Next;
            used += snapshot.Size;
            // The newest always stays: somebody has just been told to go on with it.
            if (askedAt < oldest || (used > Room && node != kept.First))
                kept.Remove(node);
            node = next;
        }
    }
}
